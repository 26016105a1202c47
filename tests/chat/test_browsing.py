"""Looking through the articles in a chat: a real application, real updates, a false wire."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.chat.texts import EN, ZH
from bot.chat.views.html import plain
from bot.posts.post import Article, Category, Entity
from bot.search.tokens import document
from tests.chat.people import GROUP, House, Person, article


async def test_a_day_lists_its_articles_and_leads_to_the_days_around(house: House, ann: Person) -> None:
    sent = await ann.ask("/date 昨天")
    assert "3月13日" in sent.text
    assert "泉州出口简报第5期" in sent.text
    assert "海川股份" not in sent.text
    assert sent.labels == ["‹ 3月12日", "3月14日 ›"]
    answered, edited = await ann.press("3月14日 ›")
    assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageText")
    assert "17:00 海川股份拟每10股派现2元" in edited.text
    assert edited.labels == ["‹ 3月13日"]
    assert house.wire.refusals == []


async def test_date_alone_is_the_day_of_the_newest_article(ann: Person) -> None:
    assert (await ann.ask("/date")).text == (await ann.ask("/date 2022-03-14")).text


async def test_a_month_is_turned_by_pages_and_survives_a_restart(house: House, ann: Person) -> None:
    first = await ann.ask("/date 2022-03")
    assert "2022年3月" in first.text
    assert first.labels == ["1/2", "›"]
    await house.restart()
    *_, second = await ann.press("›")
    assert "泉州出口简报第8期" in second.text
    assert second.labels == ["‹", "2/2"]


async def test_a_page_of_a_month_stays_in_its_generation_and_says_where_that_is_gone(
    house: House, ann: Person
) -> None:
    await ann.ask("/date 2022-03")
    await house.engine.update([], removed=["202203140000000001"])
    *_, second = await ann.press("›")
    assert "共 10 篇" in second.text
    await house.engine.update([], removed=["202203140000000002"])
    *_, gone = await ann.press("‹")
    assert gone.text.startswith(ZH.renewed)


async def test_a_day_without_articles_says_so_and_shows_where_there_are_some(ann: Person) -> None:
    sent = await ann.ask("/date 2022-03-20")
    assert ZH.none_dated in sent.text
    assert sent.labels == ["‹ 3月14日"]


async def test_what_is_no_day_gets_examples(ann: Person, bob: Person) -> None:
    assert (await ann.ask("/date 海川股份")).text == plain(ZH.date_unknown)
    assert (await bob.ask("/date 海川股份")).text == plain(EN.date_unknown)


async def test_in_a_group_only_the_asker_goes_to_another_day(ann: Person, bob: Person) -> None:
    await ann.ask("/date 昨天", chat=GROUP)
    (refused,) = await bob.press("3月14日 ›")
    assert refused.data["text"] == EN.not_yours


PAPERS = [
    Category(f"paper{number}", f"{first}州日报") for number, first in enumerate("泉福杭温常徐郑广柳梧湖")
]
OTHERS = [Category(f"other{number}", f"厦门{name}") for number, name in enumerate("晨早午晚夜周月")]


@pytest.fixture
async def kiosk() -> AsyncIterator[House]:
    """Eighteen categories, too many for one page."""
    house = House()
    many = [
        replace(article(number, f"第{number}篇", "正文。"), category=category)
        for number, category in enumerate([*PAPERS, *OTHERS], 1)
    ]
    await house.open(many)
    yield house
    await house.close()


async def test_many_categories_have_an_index_of_letters(kiosk: House) -> None:
    ann = Person(kiosk, 1)
    sent = await ann.ask("/categories")
    assert "共 18 个" in sent.text
    assert sent.labels[16:18] == ["1/2", "›"]
    assert set(sent.labels[18:]) >= set("CFGHLQWXZ")
    *_, under = await ann.press("H")
    assert under.labels[:2] == ["湖州日报 · 1", "杭州日报 · 1"]
    assert "Ⓗ" in under.labels
    (here,) = await ann.press("Ⓗ")
    assert here.data.get("text") is None
    *_, back = await ann.press(ZH.more_categories)
    assert back.text == sent.text
    assert kiosk.wire.refusals == []


async def test_categories_are_searched_by_a_part_of_the_name_or_its_initials(kiosk: House) -> None:
    ann = Person(kiosk, 1)
    assert (await ann.ask("/categories fzrb")).labels == ["福州日报 · 1", ZH.more_categories]
    sent = await ann.ask("/categories 州")
    assert "共 11 个" in sent.text
    near = await ann.ask("/categories 厦们晨")
    assert near.text.startswith("没有名字里有 厦们晨 的栏目")
    assert near.labels[0] == "厦门晨 · 1"


async def test_pages_of_a_search_go_on_with_it_and_need_its_text(kiosk: House) -> None:
    ann = Person(kiosk, 1)
    await kiosk.engine.update([document(one) for one in more_papers(7)])
    sent = await ann.ask("/categories 州日报")
    assert sent.labels[16:18] == ["1/2", "›"]
    await kiosk.restart()
    *_, second = await ann.press("›")
    assert second.text == sent.text
    assert second.labels[2:4] == ["‹", "2/2"]
    gone = kiosk.wire.messages[2] | {"reply_to_message": None}
    (refused,) = await ann.press("", data="1:c:1:?", message=gone)
    assert refused.data["text"] == ZH.question_gone


def more_papers(count: int) -> list[Article]:
    return [
        replace(article(30 + number, "题", "正文。"), category=Category(f"more{number}", f"{number}州日报"))
        for number in range(count)
    ]


BANK = Entity("1", "600036", "招商银行", "link")


def of_the_bank(number: int, *entities: Entity) -> Article:
    return replace(article(number, f"第{number}篇", "正文。"), entities=entities)


@pytest.fixture
async def floor() -> AsyncIterator[House]:
    """Ten articles that link a bank, one of them by another's name; its code has an index elsewhere, too."""
    house = House()
    linked = [of_the_bank(number, BANK) for number in range(1, 10)]
    odd = of_the_bank(10, replace(BANK, name="招商证券"))
    index = of_the_bank(11, replace(BANK, market="0", name="某指数"))
    await house.open([*linked, odd, index])
    yield house
    await house.close()


async def test_a_stock_lists_what_links_it_by_code_or_name_with_what_is_doubtful(floor: House) -> None:
    ann = Person(floor, 1)
    sent = await ann.ask("/stock 600036")
    assert sent.text.startswith("📈 招商银行 600036 上海 · 共 10 篇\n⚠️")
    assert "某指数 600036 深圳" in sent.text
    assert "今天 17:00 第1篇" in sent.text
    assert sent.labels == ["1/2", "›", "🔔", "某指数 600036 深圳"]
    assert (await ann.ask("/stock 招商银行")).text == sent.text
    *_, second = await ann.press("›")
    assert "第10篇 · 泉州晚报 ⚠️ 文中写作 招商证券" in second.text
    *_, other = await ann.press("某指数 600036 深圳")
    assert other.text.startswith("📈 某指数 600036 深圳 · 共 1 篇")
    assert floor.wire.refusals == []


async def test_a_follow_up_may_ask_about_the_stock_that_was_looked_at(floor: House) -> None:
    ann = Person(floor, 1)
    alone = await ann.ask("只看泉州晚报")
    assert alone.text.startswith("🔎 泉州晚报\n")
    await ann.ask("/stock 600036")
    followed = await ann.ask("只看泉州晚报")
    assert followed.text.startswith("🔎 泉州晚报 招商银行\n")


async def test_an_unknown_stock_offers_what_is_near_and_a_blank_one_an_example(floor: House) -> None:
    bob = Person(floor, 2, lang="en")
    sent = await bob.ask("/stock 招伤银行")
    assert sent.text.startswith("No article links 招伤银行.")
    assert sent.labels == ["招商银行 600036 Shanghai"]
    assert (await bob.ask("/stock")).text == plain(EN.stock_ask)


async def test_a_button_of_a_stock_that_is_gone_says_so(floor: House) -> None:
    ann = Person(floor, 1)
    await ann.ask("/stock 600036")
    *_, shown = await ann.press("", data="1:k:1.601318:1", message=floor.wire.messages[2])
    assert "601318" in shown.text


async def test_a_stock_and_a_category_that_come_with_a_reload_are_known_after_it(floor: House) -> None:
    ann = Person(floor, 1)
    assert (await ann.ask("/stock 磐睿证券")).text.startswith("没有文章链接到 磐睿证券")
    assert (await ann.ask("/categories 雾港")).labels != ["雾港早报 · 1"]
    new = of_the_bank(12, Entity("1", "609901", "磐睿证券", "link"))
    new = replace(new, category=Category("wugang", "雾港早报"))
    await floor.engine.update([document(new)])
    assert (await ann.ask("/stock 磐睿证券")).text.startswith("📈 磐睿证券 609901 上海 · 共 1 篇")
    assert (await ann.ask("/categories 雾港")).labels == ["雾港早报 · 1", ZH.more_categories]
