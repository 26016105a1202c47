"""What Telegram and the net do to a message, and what becomes of it."""

from __future__ import annotations

import logging

import httpx
import pytest
from telegram.error import NetworkError, TimedOut

from bot.chat.callbacks import encode
from bot.chat.page_buttons import QuestionPage
from bot.chat.texts import ZH
from tests.chat.people import GROUP, House, Person
from tests.chat.wire import Refused

QUESTION = "海川股份分红多少"


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


async def test_a_flood_answer_is_waited_out_and_repeated(house: House, ann: Person) -> None:
    house.wire.fail("sendMessage", Refused(429, "Too Many Requests: retry after 7", retry_after=7))
    await ann.say(QUESTION)
    assert 7.1 in house.time.slept
    assert len(house.wire.messages) == 2


async def test_endless_floods_are_given_up(house: House, ann: Person) -> None:
    house.wire.fail("sendMessage", Refused(429, "Too Many Requests", retry_after=7), times=9)
    assert len(await ann.say(QUESTION)) == 3
    house.wire.failures.clear()
    house.wire.fail("sendMessage", Refused(429, "Too Many Requests", retry_after=3600), times=9)
    assert len(await ann.say(QUESTION)) == 1


@pytest.mark.parametrize(
    ("error", "tries"),
    [
        (Refused(502, "Bad Gateway"), 2),
        (caused(NetworkError("no route"), httpx.ConnectError("no route")), 2),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), 1),
        (caused(NetworkError("reset"), httpx.ReadError("reset")), 1),
    ],
    ids=["server error", "no connection", "answer late", "answer lost"],
)
async def test_a_message_is_sent_again_only_if_it_surely_was_not_sent(
    house: House, ann: Person, error: Exception, tries: int
) -> None:
    house.wire.fail("sendMessage", error)
    assert [call.method for call in await ann.say(QUESTION)] == ["sendMessage"] * tries


async def test_an_edit_is_repeated_whatever_happened(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    house.wire.fail("editMessageText", caused(NetworkError("reset"), httpx.ReadError("reset")))
    await ann.press("›")
    assert house.wire.messages[2]["reply_markup"]["inline_keyboard"][-1][-1]["text"] == "2/2"


async def test_an_edit_that_changes_nothing_after_all_is_no_error(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    house.wire.fail("editMessageText", Refused(400, "Bad Request: message is not modified: the same"))
    assert [call.method for call in await ann.press("›")] == ["answerCallbackQuery", "editMessageText"]


async def test_a_bad_request_is_not_repeated_and_told_once(house: House, ann: Person) -> None:
    house.wire.fail("sendMessage", Refused(400, "Bad Request: something is wrong"))
    sent = await ann.say(QUESTION)
    assert [call.data["chat_id"] for call in sent] == [1, 1, 9]
    assert sent[1].data["text"] == ZH.failure


async def test_html_that_telegram_refuses_goes_out_as_plain_text(
    house: House, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    house.wire.fail("sendMessage", Refused(400, "Bad Request: can't parse entities: bad tag"))
    _, sent = await ann.say(QUESTION)
    assert "parse_mode" not in sent.data
    assert "<" not in sent.data["text"]
    assert [one.levelno for one in caplog.records if one.name == "bot.chat.send"] == [logging.ERROR]


async def test_who_has_blocked_the_bot_is_left_alone(
    house: House, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    house.wire.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    assert len(await ann.say(QUESTION)) == 1
    assert all(one.levelno < logging.WARNING for one in caplog.records)


async def test_a_group_that_moved_is_followed_once(house: House, ann: Person) -> None:
    moved = Refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1002)
    house.wire.fail("sendMessage", moved)
    _, sent = await ann.say(f"/ask {QUESTION}", chat=GROUP)
    assert sent.data["chat_id"] == -1002
    assert "reply_parameters" not in sent.data


async def test_a_deleted_question_is_answered_all_the_same(house: House, ann: Person) -> None:
    message = house.wire.deliver(1, ann.info, {"text": QUESTION})
    del house.wire.messages[message["message_id"]]
    assert len(await house.update({"message": message})) == 1
    assert house.wire.refusals == []


async def test_a_button_pressed_long_ago_still_turns_the_page(house: House, ann: Person) -> None:
    await ann.ask("泉州出口简报")
    house.wire.fail("answerCallbackQuery", Refused(400, "Bad Request: query is too old and response timeout"))
    _, edited = await ann.press("", data=encode(QuestionPage(2)), message=house.wire.messages[2])
    assert edited.method == "editMessageText"
