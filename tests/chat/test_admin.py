"""Admins reload and look at the status; nobody else does, whatever they send."""

from __future__ import annotations

import re

import pytest

from bot.chat.callbacks import AdminPress, Insist, Refresh, Reload, Rollback, Statistics, encode
from bot.chat.counting import span_of
from bot.chat.texts import EN, ZH
from bot.chat.views.status import WORTH_A_PICTURE
from bot.errors import CheckFailed, EngineError, IndexBusy
from bot.search.report import Outlook
from tests.chat.people import GROUP, REPORT, SHANGHAI, House, Person
from tests.chat.test_trending import Blind
from tests.chat.wire import Refused


async def finish(house: House) -> None:
    house.indexer.may_end.set()
    await house.settle()


async def test_a_reload_shows_progress_and_a_report_in_one_message(house: House, admin: Person) -> None:
    started = await admin.ask("/reload now")
    assert started.text == ZH.reload_started
    await house.settle()
    await finish(house)
    edits = house.wire.of("editMessageText")
    assert {edit.data["message_id"] for edit in edits} == {2}
    assert edits[0].text == "🔄 读取：3 / 12"
    assert "新增 2　修改 1　删除 0" in edits[-1].text
    assert "_posts/坏<1>.md:3 date: got '后天'" in edits[-1].text
    assert "4.2 秒" in edits[-1].text


async def test_a_reload_says_first_what_it_would_find_and_is_begun_by_a_button(
    house: House, admin: Person
) -> None:
    begun = await admin.ask("/reload")
    assert begun.text == ZH.outlook_started
    await house.settle()
    (shown,) = house.wire.of("editMessageText")
    assert "新增 12　修改 5　删除 3" in shown.text
    assert "_posts/坏<1>.md:3 date: got '后天'" in shown.text
    assert shown.labels == [ZH.outlook_do]
    assert house.indexer.asked == ["outlook"]
    await admin.press(ZH.outlook_do)
    await finish(house)
    assert house.indexer.asked == ["outlook", "refresh"]
    assert "新增 2　修改 1　删除 0" in house.wire.of("editMessageText")[-1].text


@pytest.mark.parametrize(
    ("ahead", "told"),
    [
        (Outlook(), ZH.outlook_nothing),
        (Outlook(anew="another time zone <x>"), "全部重新读取：another time zone <x>"),
        (Outlook(0, 700, 0, (), 200), "另有 200 个文件还没有细看"),
        (IndexBusy("another process is writing"), ZH.reload_busy),
        (EngineError("the disk is full", hint="make room"), "make room"),
    ],
)
async def test_an_outlook_tells_what_is_special(
    house: House, admin: Person, ahead: Outlook | Exception, told: str
) -> None:
    house.indexer.ahead = ahead
    await admin.ask("/reload")
    await house.settle()
    assert told in house.wire.of("editMessageText")[-1].text


async def test_while_a_reload_runs_there_is_no_outlook(house: House, admin: Person) -> None:
    await admin.ask("/reload now")
    await house.settle()
    await admin.ask("/reload")
    await house.settle()
    assert ZH.reload_busy in [edit.text for edit in house.wire.of("editMessageText")]
    assert house.indexer.asked == ["refresh"]
    await finish(house)


async def test_the_same_step_is_not_shown_twice(house: House, admin: Person) -> None:
    await admin.ask("/reload now")
    await house.settle()
    assert len(house.wire.of("editMessageText")) == 1
    assert house.time.slept.count(2.0) > 1


async def test_questions_are_answered_while_a_reload_runs(house: House, ann: Person, admin: Person) -> None:
    await admin.ask("/reload now")
    await house.settle()
    assert "每10股" in (await ann.ask("海川股份分红多少")).text
    await finish(house)


async def test_a_second_reload_is_refused_while_one_runs(house: House, admin: Person) -> None:
    house.indexer.ends_in = IndexBusy("another process is writing")
    house.indexer.may_end.set()
    await admin.ask("/reload now")
    await house.settle()
    assert house.wire.of("editMessageText")[-1].text == ZH.reload_busy


@pytest.mark.parametrize(
    ("error", "shown"),
    [
        (EngineError("the disk is full at /<x>", hint="make room"), "the disk is full at /<x>\n\nmake room"),
        (ZeroDivisionError("oops"), "ZeroDivisionError: oops"),
    ],
)
async def test_a_failed_reload_says_why_and_that_the_old_corpus_answers(
    house: House, admin: Person, error: Exception, shown: str
) -> None:
    house.indexer.ends_in = error
    await admin.ask("/reload now")
    await finish(house)
    last = house.wire.of("editMessageText")[-1]
    assert "原来的文章继续回答问题" in last.text
    assert last.text.endswith(shown)
    assert "每10股" in (await admin.ask("海川股份分红多少")).text


async def test_the_status_tells_how_things_stand_and_refreshes(house: House, admin: Person) -> None:
    status = await admin.ask("/status")
    assert "文章：10" in status.text
    assert "问题：?" in status.text
    assert "版本：1.2.3" in status.text
    await admin.press(ZH.reload_again)
    await finish(house)
    house.time.elapsed += 7200
    _, edited = await admin.press(ZH.status_refresh)
    assert "问题：1" in edited.text
    assert "2 小时" in edited.text


async def test_the_status_tells_times_of_the_last_hour_memory_and_what_went_wrong(
    house: House, ann: Person, admin: Person
) -> None:
    assert "近一小时：没有回答" in (await admin.ask("/status")).text
    house.wire.on_call = lambda call: setattr(house.time, "elapsed", house.time.elapsed + 0.2)
    await ann.ask("海川股份分红多少")
    house.tally.failed("RuntimeError")
    house.wire.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    await ann.say("/help")
    said = (await admin.ask("/status")).text
    assert "近一小时：1 个回答，半数 0.2 秒内，95% 0.2 秒内" in said
    assert "处理中：0　待写入：" in said
    assert re.search(r"内存：[1-9]\d* MB（", said)
    assert "Telegram（启动以来）：被屏蔽 1" in said
    assert "错误（启动以来）：RuntimeError 1" in said


async def test_the_status_is_a_picture_once_there_are_hours_to_see(
    house: House, ann: Person, admin: Person
) -> None:
    for _ in range(WORTH_A_PICTURE):
        assert (await admin.ask("/status")).method == "sendMessage"
        await ann.ask("海川股份分红多少")
        house.time.elapsed += 3600
    shown = await admin.ask("/status")
    assert shown.method == "sendPhoto"
    assert shown.files[0].startswith(b"\x89PNG")
    assert "文章：10" in shown.text
    await ann.ask("海川股份分红多少")
    _, edited = await admin.press(ZH.status_refresh)
    assert edited.method == "editMessageMedia"


async def changed(house: House) -> None:
    """A second generation, with one article less."""
    await house.engine.update([], removed=["202203140000000010"])


async def test_going_back_is_offered_with_its_articles_and_done_by_a_button(
    house: House, admin: Person
) -> None:
    await changed(house)
    offer = await admin.ask("/rollback")
    assert "共 9 篇文章" in offer.text
    (label,) = offer.labels
    assert "（10 篇）" in label
    assert (await house.engine.status()).documents == 9
    answered, edited = await admin.press(label)
    assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageText")
    assert "共 10 篇文章" in edited.text
    assert (await house.engine.status()).documents == 10
    assert ZH.status_held in (await admin.ask("/status")).text


async def test_without_a_generation_before_there_is_nothing_to_press(admin: Person) -> None:
    told = await admin.ask("/rollback")
    assert told.text.startswith("没有可以换回的上一代")
    assert told.labels == []


async def test_a_way_back_that_means_something_else_by_now_is_not_taken(house: House, admin: Person) -> None:
    await changed(house)
    (label,) = (await admin.ask("/rollback")).labels
    await house.engine.update([], removed=["202203140000000009"])
    *_, edited = await admin.press(label)
    assert edited.text == ZH.rollback_changed
    assert (await house.engine.status()).documents == 8


async def test_nobody_goes_back_while_a_reload_runs(house: House, admin: Person) -> None:
    await changed(house)
    (label,) = (await admin.ask("/rollback")).labels
    await admin.ask("/reload now")
    await house.settle()
    *_, edited = await admin.press(label)
    assert edited.text == ZH.reload_busy
    assert (await house.engine.status()).documents == 9


async def test_a_refusal_because_of_lost_articles_can_be_insisted_on(house: House, admin: Person) -> None:
    house.indexer.ends_in = CheckFailed("most are gone", loss=(1203, 86))
    await admin.ask("/reload now")
    await finish(house)
    refused = house.wire.of("editMessageText")[-1]
    assert "1203 篇只会剩下 86 篇" in refused.text
    assert refused.labels == ["坚持换上，只留 86 篇", ZH.reload_again]
    house.indexer.ends_in = REPORT
    await admin.press("坚持换上，只留 86 篇")
    await house.settle()
    assert house.indexer.asked == ["refresh", "rebuild"]
    assert "读取完成" in house.wire.of("editMessageText")[-1].text


async def test_another_refusal_says_why_and_offers_to_read_everything_again(
    house: House, admin: Person
) -> None:
    house.indexer.ends_in = CheckFailed("the new index lacks <7>, which was written")
    await admin.ask("/reload now")
    await finish(house)
    refused = house.wire.of("editMessageText")[-1]
    assert refused.text.endswith("the new index lacks <7>, which was written")
    assert refused.labels == [ZH.reload_anew, ZH.reload_again]


@pytest.mark.parametrize("command", ["/reload", "/rollback", "/status", "/stats"])
async def test_others_get_the_answer_of_an_unknown_command(bob: Person, command: str) -> None:
    assert (await bob.ask(command)).data["text"] == EN.unknown_command


@pytest.mark.parametrize("press", [Reload(), Refresh(), Insist(), Statistics(7), Rollback("gen-1")])
async def test_forged_admin_buttons_do_nothing(house: House, bob: Person, press: AdminPress) -> None:
    await changed(house)
    await bob.ask("泉州出口简报")
    (answered,) = await bob.press("›", data=encode(press))
    assert answered.data["text"] == EN.bad_button
    assert house.indexer.asked == []
    assert (await house.engine.status()).documents == 9


async def test_admin_commands_are_silent_in_groups(house: House, admin: Person) -> None:
    assert await admin.say("/reload", chat=GROUP) == []
    assert await admin.say("/rollback", chat=GROUP) == []
    await admin.ask("/ask 泉州出口简报", chat=GROUP)
    for press in (Reload(), Insist(), Rollback("gen-1")):
        (answered,) = await admin.press("›", data=encode(press))
        assert answered.data["text"] == ZH.bad_button


async def test_an_admin_who_writes_first_gets_the_admins_menu_once(admin: Person, bob: Person) -> None:
    menus = [call for call in await admin.say("/help") if call.method == "setMyCommands"]
    assert {call.data["scope"]["chat_id"] for call in menus} == {9}
    assert "reload" in [command["command"] for command in menus[0].data["commands"]]
    assert all(call.method == "sendMessage" for call in await admin.say("/help"))
    assert all(call.method == "sendMessage" for call in await bob.say("/help"))


async def test_statistics_tell_questions_judgements_and_articles_and_show_them(
    house: House, ann: Person, admin: Person
) -> None:
    for text in ("海川股份分红多少", "海川股份分红多少", "火星移民政策", "泉州出口简报第3期"):
        await ann.ask(text)
    await ann.press("👍")
    shown = await admin.ask("/stats")
    assert shown.method == "sendPhoto"
    assert shown.files[0].startswith(b"\x89PNG")
    assert "统计 · 3月8日 至 3月14日" in shown.text
    assert "提问：4，答出 75%" in shown.text
    assert "👍 1　👎 0" in shown.text
    assert "今天的读者：2" in shown.text
    assert "2 × 海川股份拟每10股派现2元\n1 × 泉州出口简报第3期" in shown.text
    assert "泉州晚报 3" in shown.text
    assert "火星" not in shown.text
    (answered, edited) = await admin.press(ZH.trend_days.format(count=30))
    assert (answered.method, edited.method) == ("answerCallbackQuery", "editMessageMedia")
    assert "2月13日 至 3月14日" in edited.text


async def test_statistics_of_nothing_are_a_sentence(admin: Person) -> None:
    shown = await admin.ask("/stats 30d")
    assert shown.method == "sendMessage"
    assert ZH.stats_none in shown.text


@pytest.mark.parametrize(
    ("said", "days"),
    [("", 7), ("7d", 7), ("30d", 30), ("30", 30), ("14", 30), ("9999", 30), ("x", 7), ("0", 7)],
)
def test_a_span_is_one_that_can_be_shown(said: str, days: int) -> None:
    assert span_of(said) == days


async def test_where_nothing_can_be_drawn_the_days_are_lines(admin: Person) -> None:
    house = House(answerer=Blind(admin.house.engine, timezone=SHANGHAI))
    house.engine = admin.house.engine
    await house.start()
    boss = Person(house, 9)
    await boss.ask("海川股份分红多少")
    shown = await boss.ask("/stats")
    assert shown.method == "sendMessage"
    assert "3月14日  1 · 100%" in shown.text
    await house.close()
