"""What filtered an answer is a button that takes the filter away, on all pages, until it is put back."""

from __future__ import annotations

from bot.chat.callbacks import decode
from bot.chat.page_buttons import QuestionPage
from bot.chat.texts import EN, ZH
from tests.chat.people import EVENING, House, Person


async def test_a_category_is_taken_away_and_put_back(ann: Person) -> None:
    first = await ann.ask("泉州晚报 出口简报")
    assert "🗂 泉州晚报 ✕" in first.labels
    assert ZH.only_category.format(category=EVENING.name) not in first.text
    *_, without = await ann.press("🗂 泉州晚报 ✕")
    assert "🗂 泉州晚报 ✕" not in without.labels
    *_, back = await ann.press(ZH.chip_back)
    assert (back.text, back.labels) == (first.text, first.labels)


async def test_pages_keep_what_was_taken_away(house: House, ann: Person) -> None:
    await ann.ask("泉州晚报 出口简报")
    *_, first = await ann.press("🗂 泉州晚报 ✕")
    on = next(label for label in first.labels if "›" in label)
    await house.restart()
    *_, second = await ann.press(on)
    assert ZH.chip_back in second.labels
    assert "🗂 泉州晚报 ✕" not in second.labels
    pressed = [decode(one.get("callback_data")) for one in second.buttons]
    assert all(one.without == "c" for one in pressed if isinstance(one, QuestionPage) and one.page > 1)


async def test_a_time_is_taken_away(ann: Person, bob: Person) -> None:
    first = await ann.ask("今天的出口简报")
    (chip,) = [label for label in first.labels if label.startswith("🗓")]
    *_, without = await ann.press(chip)
    assert not [label for label in without.labels if label.startswith("🗓")]
    english = await bob.ask("today 出口简报")
    assert [label for label in english.labels if label.startswith("🗓") and label.endswith("✕")]
    *_, without = await bob.press(next(one for one in english.labels if one.startswith("🗓")))
    assert EN.chip_back in without.labels


async def test_one_after_the_other_may_be_taken_away_from_a_list(ann: Person) -> None:
    listed = await ann.ask("泉州晚报今天有什么新闻")
    assert [label[0] for label in listed.labels if label.endswith("✕")] == ["🗓", "🗂"]
    *_, of_any_time = await ann.press(next(one for one in listed.labels if one.startswith("🗓")))
    assert [label[0] for label in of_any_time.labels if label.endswith("✕")] == ["🗂"]
    *_, of_all = await ann.press("🗂 泉州晚报 ✕")
    assert not [label for label in of_all.labels if label.endswith("✕")]
    assert "厦门新开三条公交线" in of_all.text + await all_pages(ann)


async def all_pages(reader: Person) -> str:
    *_, turned = await reader.press("›")
    return turned.text


async def test_where_a_time_holds_nothing_it_is_taken_away_from_there(ann: Person) -> None:
    none = await ann.ask("2021年3月有什么新闻")
    (chip,) = [label for label in none.labels if label.startswith("🗓")]
    *_, newest = await ann.press(chip)
    assert "海川股份" in newest.text


async def test_a_month_filters_by_a_button_and_is_told_of_again_by_another(house: House, ann: Person) -> None:
    told = await ann.ask("海川股份3月分红多少")
    (only,) = [label for label in told.labels if label.startswith("🗓")]
    assert only == "🗓 只看 3月1日 至 3月31日"
    await house.restart()
    *_, filtered = await ann.press(only)
    assert "🗓 3月1日 至 3月31日 ✕" in filtered.labels
    assert ZH.chip_back not in filtered.labels
    *_, again = await ann.press("🗓 3月1日 至 3月31日 ✕")
    assert (again.text, again.labels) == (told.text, told.labels)
    none = await ann.ask("海川股份1月分红多少")
    *_, empty = await ann.press("🗓 只看 1月1日 至 1月31日")
    assert empty.text != none.text
    assert "🗓 1月1日 至 1月31日 ✕" in empty.labels


async def test_a_follow_up_keeps_its_filters_and_its_question(ann: Person) -> None:
    await ann.ask("出口简报")
    await ann.ask("只看泉州晚报")
    *_, without = await ann.press("🗂 泉州晚报 ✕")
    assert without.text.startswith("🔎 泉州晚报 出口简报\n")
    assert ZH.chip_back in without.labels


async def test_forged_filters_are_refused(ann: Person) -> None:
    await ann.ask("出口简报")
    for data in ("1:q:1::ct", "1:q:1::x", "1:q:1::tc:", "1:q:1:::"):
        (answered,) = await ann.press("", data=data)
        assert answered.data["text"] == ZH.bad_button
