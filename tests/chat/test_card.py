"""An answer is one card that fits a phone; its buttons show other articles, the reasons and the category."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers.answer import Card, Found, Marked, TermMatch, Understood
from bot.chat.callbacks import decode, digest, encode
from bot.chat.page_buttons import LatestPage, QuestionPage
from bot.chat.reply import Reply
from bot.chat.texts import EN, ZH, Texts
from bot.chat.views.articles import said
from bot.chat.views.card import SCREEN, listed
from bot.chat.views.fit import lines
from bot.chat.views.found import found
from bot.chat.views.html import columns, plain
from bot.chat.views.why import joined, whole
from bot.search.nearness import Nearness
from tests.chat.people import EVENING, GROUP, NOW, House, Person
from tests.chat.samples import ASKED, BEST, DIVIDEND, REASONED, SECOND

LONG = replace(
    DIVIDEND,
    title="海川股份关于以集中竞价方式回购公司股份方案的公告" * 3,
    summary="公司同时拟以自有资金回购股份，用于员工持股计划。" * 9,
)
LONGEST = Card(1, LONG, 0.9, LONG.summary, Marked("本次派发现金红利的股权登记日为四月八日，" * 6, ((4, 8),)))


def page_of(*cards: Card) -> Found:
    return Found(ASKED, tuple(replace(card, rank=rank) for rank, card in enumerate(cards, 1)), 9, 1, 2)


def labels(reply: Reply) -> list[list[str]]:
    return [[one.label for one in row] for row in reply.rows]


@pytest.mark.parametrize("texts", [ZH, EN])
@pytest.mark.parametrize("cards", [(BEST,), (BEST, SECOND, SECOND), (LONGEST,) * 5])
def test_an_answer_fits_a_screen(cards: tuple[Card, ...], texts: Texts) -> None:
    reply = found(page_of(*cards), texts, NOW)
    assert lines(reply.html) <= SCREEN
    assert all(f"{rank}. " in plain(reply.html) for rank in range(2, len(cards) + 1))


def test_lines_are_counted_as_a_phone_shows_them() -> None:
    assert lines("一" * 21) == 1
    assert lines("一" * 22) == 2
    assert lines("a\n\n<b>b</b>") == 3
    assert lines(f"a\n<blockquote expandable>{'一' * 400}</blockquote>\nb") == 5
    assert lines("a\n<blockquote expandable>b</blockquote>") == 2


def test_another_article_is_one_line_with_its_date_where_every_line_has_room() -> None:
    short = replace(SECOND, rank=2)
    assert plain(listed([short], ZH, NOW)) == "2. 泉州前两月出口增长12.3% · 昨天"
    first, last = plain(listed([short, replace(LONGEST, rank=12)], ZH, NOW)).split("\n")
    assert first == "2. 泉州前两月出口增长12.3%"
    assert last.startswith("12. 海川股份关于以集中竞价")
    assert last.endswith("…")
    assert 36 <= columns(last) <= 38


def test_a_summary_does_not_repeat_the_sentence_above_it() -> None:
    around = replace(
        BEST,
        summary=f"公司昨晚公告了分红与回购两件事。{BEST.sentence.text}股东大会四月召开，登记日另行公告。",
    )
    assert said(around) == "公司昨晚公告了分红与回购两件事。 …… 股东大会四月召开，登记日另行公告。"


def test_characters_of_an_unknown_name_are_told_as_one_word() -> None:
    one, two, other = (TermMatch(term, 0.2, "exact", term, 1.0, ("title",)) for term in ("澜", "柏", "利"))
    assert [word.term for word in joined([one, two, other], "澜柏净利")] == ["澜柏", "利"]
    assert [word.term for word in joined([one, replace(two, places=())], "澜柏")] == ["澜", "柏"]


def test_a_name_is_told_whole_with_the_character_that_alone_does_not_count() -> None:
    name = TermMatch("澜柏新", 0.6, "exact", "澜柏新", 1.0, ("title",))
    asked = Understood("澜柏新能的净利润多少", ("澜", "柏", "新", "净利润"), dropped=("能", "的", "多少"))
    assert whole(name, asked).term == "澜柏新能"
    assert whole(replace(name, term="净利润"), asked).term == "净利润"
    assert whole(replace(name, term="澜柏"), replace(asked, text="澜柏的", dropped=("的",))).term == "澜柏"


def test_the_buttons_open_other_articles_the_source_the_reasons_and_the_category() -> None:
    reply = found(page_of(REASONED, SECOND, BEST), ZH, NOW)
    assert labels(reply) == [
        ["2", "3", "📤", "👍", "👎", "🔔"],
        [ZH.read, ZH.why, ZH.newest_alike],
        ["1/2", f"{ZH.more} ›"],
    ]
    assert [decode(one.data) for one in reply.rows[0][:2]] == [
        QuestionPage(1, card=2),
        QuestionPage(1, card=3),
    ]


def test_an_opened_article_takes_the_place_of_the_best_and_leads_back() -> None:
    here = QuestionPage(1, "gen-8", card=2)
    reply = found(page_of(REASONED, SECOND, BEST), ZH, NOW, here=here)
    assert plain(reply.html).startswith("泉州前两月出口增长12.3%")
    assert "1. 海川股份" in plain(reply.html)
    assert labels(reply)[0] == ["↩ 1", "3", "📤", "👍", "👎", "🔔"]
    assert decode(reply.rows[0][0].data) == QuestionPage(1)
    assert reply.preview == ""


def test_an_article_that_the_page_no_longer_has_is_answered_with_the_best() -> None:
    reply = found(page_of(REASONED, SECOND), ZH, NOW, here=QuestionPage(1, card=7))
    assert reply == found(page_of(REASONED, SECOND), ZH, NOW)


@pytest.mark.parametrize(
    ("near", "said"),
    [
        (None, None),
        (Nearness(None, None), None),
        (Nearness(0.2, 0.83, 9), None),
        (Nearness(0.8, 0.91, 1), "意思也相近"),
        (Nearness(0.4, 0.86, 3, brought=True), "用词不同，但意思相近"),
    ],
)
def test_the_reasons_tell_what_meaning_did(near: Nearness | None, said: str | None) -> None:
    assert REASONED.why
    card = replace(REASONED, why=replace(REASONED.why, meaning=near))
    told = plain(found(page_of(card, SECOND), ZH, NOW, here=QuestionPage(1, why=True)).html)
    about = [line.removeprefix("• ") for line in told.splitlines() if "意思" in line]
    assert about == ([said] if said else [])


def test_the_reasons_are_closed_by_the_button_that_opened_them() -> None:
    closed = found(page_of(REASONED, SECOND), ZH, NOW)
    why = next(one for one in closed.rows[1] if one.label == ZH.why)
    open_ = found(page_of(REASONED, SECOND), ZH, NOW, here=decode(why.data))
    assert "分红，写作“派现”（同义）：标题" in plain(open_.html)
    assert "<登记日>：文中没有" in plain(open_.html)
    close = next(one for one in open_.rows[1] if one.label == ZH.why_close)
    assert found(page_of(REASONED, SECOND), ZH, NOW, here=decode(close.data)) == closed


async def test_an_article_opens_in_the_same_message_and_closes_again(house: House, ann: Person) -> None:
    first = await ann.ask("泉州出口简报")
    *_, opened = await ann.press("3")
    assert opened.method == "editMessageText"
    assert opened.text != first.text
    *_, back = await ann.press("↩ 1")
    assert (back.text, back.labels) == (first.text, first.labels)
    assert house.wire.refusals == []


async def test_reasons_open_and_close_also_after_a_restart(house: House, ann: Person) -> None:
    first = await ann.ask("泉州出口简报")
    await house.restart()
    *_, reasoned = await ann.press(ZH.why)
    assert plain(ZH.why_title) in reasoned.text
    *_, closed = await ann.press(ZH.why_close)
    assert closed.text == first.text


async def test_the_newest_of_the_category_lead_back_to_the_answer(house: House, ann: Person) -> None:
    first = await ann.ask("泉州出口简报")
    *_, newest = await ann.press(ZH.newest_alike)
    assert newest.text.startswith("🆕 泉州晚报")
    *_, second = await ann.press("›")
    assert second.labels[-1] == f"‹ {ZH.back_to_answer}"
    *_, back = await ann.press(f"‹ {ZH.back_to_answer}")
    assert back.text == first.text


async def test_an_answer_that_repeats_its_question_is_found_again_from_the_category(ann: Person) -> None:
    greeting = await ann.ask("/start")
    _, sent = await ann.press(greeting.labels[1])
    await ann.press(ZH.newest_alike)
    *_, back = await ann.press(f"‹ {ZH.back_to_answer}")
    assert back.text == sent.text


async def test_only_the_asker_opens_articles_in_a_group(ann: Person, bob: Person) -> None:
    await ann.ask("/ask 泉州出口简报", chat=GROUP)
    for label in ("2", ZH.why, ZH.newest_alike):
        (answered,) = await bob.press(label)
        assert answered.data["text"] == EN.not_yours


async def test_the_way_back_leads_to_the_page_the_article_and_without_the_filters(
    house: House, ann: Person
) -> None:
    await ann.ask("泉州晚报 出口简报")
    *_, whole = await ann.press("🗂 泉州晚报 ✕")
    *_, turned = await ann.press(next(label for label in whole.labels if "›" in label))
    *_, opened = await ann.press(next(label for label in turned.labels if label.isdigit()))
    assert ZH.chip_back in opened.labels
    *_, newest = await ann.press(ZH.newest_alike)
    assert "🗂 泉州晚报 ✕" not in newest.labels
    await house.restart()
    *_, back = await ann.press(f"‹ {ZH.back_to_answer}")
    assert (back.text, back.labels) == (opened.text, opened.labels)


def test_a_category_button_of_another_list_has_no_way_back() -> None:
    assert encode(LatestPage(digest(EVENING.slug), 1)) == f"1:l:{digest(EVENING.slug)}:1"
