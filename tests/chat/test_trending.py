"""/trend in a chat: a real application, real updates, a false wire."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from bot.answers.answer import Days
from bot.answers.answerer import Answerer
from bot.answers.chart import Chart
from bot.answers.panels import Panels
from bot.answers.trends import Bar, Unit
from bot.chat.callbacks import encode
from bot.chat.page_buttons import TrendPage
from bot.chat.texts import EN, ZH
from bot.chat.views.html import plain
from bot.chat.views.trend import spoken_bar
from bot.posts.post import Entity
from bot.search.tokens import document
from tests.chat.people import GROUP, SHANGHAI, House, Person, article
from tests.chat.wire import Refused

PNG = b"\x89PNG\r\n\x1a\n"
NAMED = (Entity("0", "009217", "海川股份", "link"),)


class Blind(Answerer):
    """One that cannot draw, as without the extra `pictures`."""

    async def draw(self, chart: Chart | Panels) -> bytes:
        return b""


async def test_a_trend_is_a_picture_with_its_headlines_below(house: House, ann: Person) -> None:
    sent = await ann.ask("/trend 泉州出口")
    assert sent.method == "sendPhoto"
    assert sent.files[0].startswith(PNG)
    assert sent.text.startswith("📊 泉州出口 · 8 篇提到\n3月8日 至 3月14日 · 按天\n最多：3月13日，5 篇")
    assert "3月14日 泉州出口简报第2期" in sent.text
    assert sent.data["reply_parameters"]["message_id"] == 1
    assert sent.labels == ["近7天", "近30天"]
    assert house.wire.refusals == []


async def test_another_span_takes_the_place_of_the_picture_also_after_a_restart(
    house: House, ann: Person
) -> None:
    await ann.ask("/trend 泉州出口 3月13日")
    await house.restart()
    answered, edited = await ann.press("近7天")
    assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageMedia")
    assert edited.files[0].startswith(PNG)
    assert "8 篇提到" in edited.text
    assert edited.labels == ["近30天", "全部时间"]


async def test_a_time_narrows_and_all_time_is_told_beside_it(ann: Person) -> None:
    sent = await ann.ask("/trend 泉州出口 昨天")
    assert "3月13日 · 按天" in sent.text
    assert "不限时间共 8 篇" in sent.text


async def test_without_pictures_the_bars_stand_in_the_text(house: House, ann: Person) -> None:
    await house.close()
    house.answerer = Blind(house.engine, timezone=SHANGHAI)
    await house.start()
    sent = await ann.ask("/trend 泉州出口")
    assert sent.method == "sendMessage"
    assert "····▂█▄" in sent.text
    *_, edited = await ann.press("近7天")
    assert edited.method == "editMessageText"


async def test_what_nothing_mentions_gets_an_honest_no_and_names_that_are_near(
    house: House, ann: Person, bob: Person
) -> None:
    assert (await ann.ask("/trend 火星移民")).text == plain(ZH.trend_unknown).format(name="火星移民")
    assert (await bob.ask("/trend")).text == plain(EN.trend_ask)
    linked = replace(article(1, "海川股份拟每10股派现2元", "海川股份公告。"), entities=NAMED)
    await house.engine.update([document(linked)])
    sent = await ann.ask("/trend 海州股份")
    assert sent.labels == ["海川股份 009217 深圳"]
    *_, edited = await ann.press("海川股份 009217 深圳")
    assert edited.method == "editMessageMedia"
    assert "海川股份 009217 深圳 · 1 篇提到" in edited.text


async def test_articles_of_a_security_come_in_a_message_of_their_own(house: House, ann: Person) -> None:
    linked = replace(article(1, "海川股份拟每10股派现2元", "海川股份公告。"), entities=NAMED)
    await house.engine.update([document(linked)])
    await ann.ask("/trend 009217")
    answered, sent = await ann.press(ZH.trend_articles)
    assert (answered.method, sent.method) == ("answerCallbackQuery", "sendMessage")
    assert "海川股份拟每10股派现2元" in sent.text
    assert sent.data["reply_parameters"]["message_id"] == 1


async def test_a_button_whose_question_is_gone_says_so(house: House, ann: Person) -> None:
    await ann.ask("/trend 泉州出口")
    message: dict[str, Any] = {**house.wire.messages[2]}
    del message["reply_to_message"]
    (answered,) = await ann.press("近7天", message=message)
    assert answered.data["text"] == ZH.question_gone


async def test_a_follow_up_may_ask_about_what_was_looked_at(ann: Person) -> None:
    await ann.ask("/trend 泉州出口 昨天")
    assert (await ann.ask("只看泉州晚报")).text.startswith("🔎 泉州晚报 泉州出口\n")


async def test_in_a_group_only_the_asker_changes_the_span(ann: Person, bob: Person) -> None:
    await ann.ask("/trend 泉州出口", chat=GROUP)
    (refused,) = await bob.press("近7天")
    assert refused.data["text"] == EN.not_yours


async def test_a_picture_with_html_that_telegram_refuses_is_sent_with_plain_text(
    house: House, ann: Person
) -> None:
    house.wire.fail("sendPhoto", Refused(400, "Bad Request: can't parse entities: bad tag"))
    first, second = await ann.say("/trend 泉州出口")
    assert (first.method, second.method) == ("sendPhoto", "sendPhoto")
    assert "<b>" not in second.data["caption"]


async def test_a_forged_span_is_answered_like_any_other(ann: Person) -> None:
    await ann.ask("/trend 泉州出口")
    *_, edited = await ann.press("近7天", data=encode(TrendPage(9999)))
    assert "8 篇提到" in edited.text


def test_the_highest_bar_is_told_as_what_it_is() -> None:
    months = Bar(Days(date(2022, 3, 1), date(2022, 3, 14)), 5)
    units: tuple[Unit, ...] = ("week", "month", "quarter", "year")
    told = [spoken_bar(months, unit, ZH, date(2022, 3, 14)) for unit in units]
    assert told == ["3月1日 至 3月14日", "2022年3月", "2022 Q1", "2022年"]
