"""Messages that nobody waits for: they leave while the way is free, once, and keep no answer waiting."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from telegram.error import RetryAfter

from bot.chat.pacing import Pacer, Patient, Withdrawn
from bot.chat.texts import ZH
from tests.chat.alerts import AlertHouse
from tests.chat.people import ARTICLES, GROUP, Person, Time
from tests.chat.test_alerts import BUYBACK, DIVIDEND, subscribe
from tests.chat.wire import Refused

Work = Callable[[], Coroutine[Any, Any, Any]]


async def yes() -> bool:
    return True


async def call(pacer: Pacer, chat: int, work: Work, patient: Patient | None = None) -> Any:
    return await pacer.process_request(work, (), {}, "sendMessage", {"chat_id": chat}, patient)


def clocked(time: Time) -> Work:
    async def sent() -> float:
        return time.elapsed

    return sent


async def test_they_leave_at_two_thirds_of_the_rate_over_all_chats() -> None:
    time = Time()
    pacer = Pacer(time.clock(), messages_per_second=30)
    left = [await call(pacer, chat, clocked(time), Patient(yes)) for chat in range(1, 101)]
    assert left[-1] == pytest.approx(99 / 20)


async def test_answers_have_all_of_their_burst_beside_them() -> None:
    time = Time()
    pacer = Pacer(time.clock(), messages_per_second=30)
    for chat in range(1, 101):
        await call(pacer, chat, clocked(time), Patient(yes))
    now = time.elapsed
    for chat in range(1001, 1020):
        assert await call(pacer, chat, clocked(time)) == now


async def test_they_wait_until_no_answer_does() -> None:
    time = Time()
    pacer = Pacer(time.clock(), messages_per_second=30)
    for chat in range(1, 31):
        await call(pacer, chat, clocked(time))
    asked = time.elapsed
    assert await call(pacer, 99, clocked(time), Patient(yes)) == pytest.approx(1.0)
    assert asked == pytest.approx(1 / 3)


async def test_a_chat_that_is_being_answered_is_let_alone() -> None:
    time = Time()
    pacer = Pacer(time.clock())
    for _ in range(3):
        await call(pacer, 5, clocked(time))
    assert await call(pacer, 5, clocked(time), Patient(yes)) == pytest.approx(3.0)


async def test_it_is_asked_right_before_the_call_and_withdrawn_where_it_says_no() -> None:
    time, order = Time(), list[str]()
    pacer = Pacer(time.clock())

    async def hand() -> bool:
        order.append("hand")
        return len(order) < 2

    async def sent() -> None:
        order.append("call")

    await call(pacer, 5, sent, Patient(hand))
    with pytest.raises(Withdrawn):
        await call(pacer, 6, sent, Patient(hand))
    assert order == ["hand", "call", "hand"]


async def test_told_to_wait_all_of_them_do_and_answers_to_others_do_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    time = Time()
    pacer = Pacer(time.clock())

    async def refused() -> None:
        raise RetryAfter(timedelta(seconds=7))

    with pytest.raises(RetryAfter):
        await call(pacer, 5, refused, Patient(yes))
    assert time.elapsed == 0.0
    assert await call(pacer, 6, clocked(time)) == 0.0
    assert await call(pacer, 7, clocked(time), Patient(yes)) == pytest.approx(7.1)
    assert await call(pacer, 5, clocked(time), Patient(yes)) >= 7.1


@pytest.fixture
async def house(tmp_path: Path) -> Any:
    house = AlertHouse(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    yield house
    await house.close()


@pytest.fixture
def ann(house: AlertHouse) -> Person:
    return Person(house, 1)


async def test_what_was_not_connected_comes_later(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    house.wire.fail("sendMessage", httpx.ConnectError("no way"))
    assert len(await house.publish(DIVIDEND)) == 1
    assert len(await house.wait(90)) == 1
    assert await house.wait(3600) == []


async def test_a_chat_that_is_not_there_is_dropped(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    house.wire.fail("sendMessage", Refused(400, "Bad Request: chat not found"))
    await house.publish(DIVIDEND)
    assert (await ann.ask("/alerts")).text == ZH.alerts_none


async def test_what_telegram_refuses_is_not_tried_for_ever(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    house.wire.fail("sendMessage", Refused(400, "Bad Request: something else"))
    assert len(await house.publish(DIVIDEND)) == 1
    assert await house.wait(3600) == []
    assert len(await house.publish(BUYBACK)) == 1


async def test_html_that_telegram_refuses_comes_as_plain_text(house: AlertHouse, ann: Person) -> None:
    await subscribe(ann, "海川股份")
    house.wire.fail("sendMessage", Refused(400, "Bad Request: can't parse entities: x"))
    _, told = await house.publish(DIVIDEND)
    assert "parse_mode" not in told.data
    assert await house.wait(3600) == []


async def test_a_group_with_another_number_is_followed(house: AlertHouse, ann: Person) -> None:
    house.wire.statuses[GROUP, 1] = "creator"
    await subscribe(ann, "海川股份", chat=GROUP)
    said = "Bad Request: group chat was upgraded to a supergroup chat"
    house.wire.fail("sendMessage", Refused(400, said, migrate_to_chat_id=GROUP - 1))
    await house.publish(DIVIDEND)
    (told,) = await house.wait(30)
    assert told.data["chat_id"] == GROUP - 1
    assert await house.wait(3600) == []


async def test_a_group_hears_only_of_the_categories_that_answer_there(house: AlertHouse, ann: Person) -> None:
    house.wire.statuses[GROUP, 1] = "creator"
    await subscribe(ann, "海川股份", chat=GROUP)
    await ann.ask("/settings 厦门", chat=GROUP)
    await ann.press("厦门晨报")
    assert await house.publish(DIVIDEND) == []
    assert ARTICLES[0].category.name == "泉州晚报"
