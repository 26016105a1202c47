"""How fast messages leave and questions come, on a clock that nobody waits for."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram.error import RetryAfter

from bot.chat.pacing import GROUP, PRIVATE, Flows, Pacer, Rate, Readers, seconds
from tests.chat.people import Time


async def send(pacer: Pacer, chat: int | None, work: Any) -> Any:
    data = {} if chat is None else {"chat_id": chat}
    return await pacer.process_request(work, (), {}, "sendMessage", data, None)


@given(st.lists(st.floats(0, 3), max_size=60), st.integers(1, 5), st.floats(0.5, 4))
def test_no_more_leave_than_the_rate_allows(gaps: list[float], burst: int, period: float) -> None:
    flows, rate, now, sent = Flows(), Rate(period, burst), 0.0, list[float]()
    for gap in gaps:
        now += gap
        sent.append(now + flows.reserve("chat", rate, now))
    assert sent == sorted(sent)
    for first in range(len(sent)):
        within = [at for at in sent[first:] if at <= sent[first] + 10 * period]
        assert len(within) <= burst + 11


@pytest.mark.parametrize(("chat", "rate"), [(5, PRIVATE), (-5, GROUP)])
async def test_a_chat_waits_after_its_burst_and_others_do_not(chat: int, rate: Rate) -> None:
    time = Time()
    pacer = Pacer(time.clock())

    async def sent() -> float:
        return time.elapsed

    for _ in range(rate.burst):
        assert await send(pacer, chat, sent) == pytest.approx(0.0)
    assert await send(pacer, 7, sent) == pytest.approx(0.0)
    assert await send(pacer, chat, sent) == pytest.approx(rate.period)


@pytest.mark.parametrize("messages", [30, 300])
async def test_over_all_chats_as_many_leave_as_are_allowed(messages: int) -> None:
    time = Time()
    pacer = Pacer(time.clock(), messages_per_second=messages)

    async def sent() -> float:
        return time.elapsed

    at_once = messages * 2 // 3
    left = [await send(pacer, chat, sent) for chat in range(1, at_once + messages + 1)]
    assert left[at_once - 1] == 0.0
    assert left[-1] == pytest.approx(1.0)


async def test_only_the_chat_that_telegram_named_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    time, refusals = Time(), [RetryAfter(30)]
    pacer = Pacer(time.clock())

    async def refused_once() -> float:
        if refusals:
            raise refusals.pop()
        return time.elapsed

    async def sent() -> float:
        return time.elapsed

    waiting = asyncio.ensure_future(send(pacer, 5, refused_once))
    assert await send(pacer, 6, sent) == 0.0
    assert await waiting == pytest.approx(30.1)


async def test_calls_without_a_chat_are_not_delayed() -> None:
    time = Time()
    pacer = Pacer(time.clock())

    async def sent() -> float:
        return time.elapsed

    assert [await send(pacer, None, sent) for _ in range(99)] == [0.0] * 99


async def test_a_call_without_a_chat_waits_when_told_to(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    time, refusals = Time(), [RetryAfter(30)]
    pacer = Pacer(time.clock())

    async def refused_once() -> float:
        if refusals:
            raise refusals.pop()
        return time.elapsed

    assert await send(pacer, None, refused_once) == pytest.approx(30.1)


def test_waiting_times_are_read_in_either_form(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PTB_TIMEDELTA", "1")
    assert seconds(RetryAfter(7)) == seconds(RetryAfter(timedelta(seconds=7))) == 7.0


@pytest.mark.filterwarnings("ignore:.*timedelta")
def test_waiting_times_are_read_as_numbers(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PTB_TIMEDELTA", raising=False)
    assert seconds(RetryAfter(7)) == 7.0


def test_memory_of_readers_is_bounded() -> None:
    time = Time()
    readers = Readers(time.clock())
    for reader in range(10_000):
        time.elapsed += 1
        assert readers.may_ask(reader)
    assert len(readers._flows._due) < 5000
