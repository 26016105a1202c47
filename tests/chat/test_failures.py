"""Errors that nobody expected: one sentence for the reader, the detail for admins, never the token."""

from __future__ import annotations

import errno
import logging
from typing import Any

import pytest
from telegram.error import Conflict, NetworkError

from bot.answers.answer import Help
from bot.chat.failures import COUNT_EVERY, QUIET_FOR
from bot.chat.rivals import NEWCOMER
from bot.chat.texts import EN, ZH
from bot.errors import TookTooLong
from tests.chat.people import House, Person
from tests.chat.wire import TOKEN, Refused


class Broken:
    """An answerer that fails at everything."""

    def __init__(self) -> None:
        self.error: Exception = RuntimeError(f"boom at https://api.telegram.org/bot{TOKEN}/x <b>")

    async def ask(self, text: str, **options: Any) -> Help:
        raise self.error


@pytest.fixture
async def house() -> Any:
    house = House(answerer=Broken())
    await house.open()
    yield house
    await house.close()


async def test_the_reader_gets_one_sentence_and_the_admin_type_place_and_message(
    house: House, ann: Person, caplog: pytest.LogCaptureFixture
) -> None:
    apology, alarm = await ann.say("是谁在问什么")
    assert (apology.data["chat_id"], apology.data["text"]) == (1, ZH.failure)
    assert alarm.data["chat_id"] == 9
    assert alarm.text.startswith("⚠️ RuntimeError\nhandlers.py:")
    assert "boom" in alarm.text
    assert TOKEN not in alarm.text
    assert "是谁在问什么" not in alarm.text
    assert [one.levelno for one in caplog.records if one.exc_info] == [logging.ERROR]


async def test_a_question_that_took_too_long_is_said_to_and_told_to_admins_once(
    house: House, ann: Person
) -> None:
    house.answerer.error = TookTooLong("ask took longer than 10 seconds")
    apology, alarm = await ann.say("想很久的问题")
    assert apology.data["text"] == ZH.took_too_long
    assert "longer than 10 seconds" in alarm.text
    (again,) = await ann.say("又一个想很久的问题")
    assert again.data["text"] == ZH.took_too_long


async def test_a_pressed_button_that_fails_apologises_too(house: House, bob: Person) -> None:
    house.wire.deliver(2, bob.info, {"text": "泉州"})
    asked = house.wire.messages[1]
    markup = {"inline_keyboard": [[{"text": "›", "callback_data": "1:q:2"}]]}
    message = house.wire.deliver(2, bob.info, {"text": "answer", "reply_markup": markup}, asked)
    answered, apology, _ = await bob.press("›", message=message)
    assert answered.method == "answerCallbackQuery"
    assert apology.data["text"] == EN.failure


async def test_the_same_error_again_is_counted_in_the_message_that_told_it(house: House, ann: Person) -> None:
    def told(calls: list[Any]) -> int:
        return sum(call.data["chat_id"] == 9 for call in calls if call.method == "sendMessage")

    await Person(house, 9).say("/privacy")  # in Chinese
    _, alarm = await ann.say("问")
    assert "又发生" not in alarm.text
    number = max(house.wire.messages)
    house.time.elapsed += 600
    assert [told(await ann.say(f"问 {one}")) for one in range(12)] == [0] * 12
    await house.settle()
    edits = house.wire.of("editMessageText")
    assert {(one.data["chat_id"], one.data["message_id"]) for one in edits} == {(9, number)}
    assert "又发生 12 次，最近一次：今天 18:1" in edits[-1].text
    assert house.time.slept.count(COUNT_EVERY) == len(edits)
    house.time.elapsed += QUIET_FOR
    assert told(await ann.say("问")) == 1


async def test_another_error_is_another_message(house: House, ann: Person) -> None:
    await ann.say("问")
    house.answerer.error = KeyError("x")
    _, alarm = await ann.say("问")
    assert alarm.text.startswith("⚠️ KeyError")


async def test_a_count_whose_message_is_gone_ends_it(house: House, ann: Person) -> None:
    await ann.say("问")
    house.wire.messages.clear()
    await ann.say("问")
    await house.settle()
    assert len(house.wire.of("editMessageText")) == 1


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (TookTooLong("ask took long", hint="look <there>"), "look <there>"),
        (OSError(errno.ENOSPC, "No space left on device"), ZH.advice_disk),
        (OSError(errno.ENOENT, "no file"), ZH.advice_log),
        (MemoryError(), ZH.advice_memory),
        (KeyError("x"), ZH.advice_log),
    ],
)
async def test_admins_hear_what_to_do(house: House, ann: Person, error: Exception, advice: str) -> None:
    await Person(house, 9).say("/help")
    house.answerer.error = error
    _, alarm = await ann.say("问")
    assert alarm.text.endswith(advice)
    assert house.tally.errors == {type(error).__name__: 1}


async def test_an_apology_that_cannot_be_sent_ends_it(house: House, ann: Person) -> None:
    house.wire.fail("sendMessage", Refused(400, "Bad Request: no"), times=9)
    assert len(await ann.say("问")) == 2


async def test_a_net_that_is_gone_for_a_while_is_only_logged(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    assert house.app
    await house.app.process_error(None, NetworkError(f"no route to {TOKEN}"))
    assert house.wire.of("sendMessage") == []
    assert TOKEN not in caplog.text
    house.time.elapsed += NEWCOMER
    await house.app.process_error(None, Conflict("terminated by other getUpdates request"))
    assert [call.data["chat_id"] for call in house.wire.of("sendMessage")] == [9]
