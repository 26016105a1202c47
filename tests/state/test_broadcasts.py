"""Readers are known by as little as can be, and a broadcast reaches each of them once at most."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from sqlalchemy import select

from bot.state import readers as reader_rows
from bot.state.broadcasts import ENDED, GOING, LEASE, LONGEST, STOPPING, Broadcast
from bot.state.broadcasts import KEPT as NUMBERS_KEPT
from bot.state.readers import KEPT
from bot.state.state import State, open_state
from bot.state.tables import broadcasts, mailings, readers
from bot.state.times import DAY
from tests.chat.people import Time

BOT, ADMIN = 7, 9
ANN, BOB, EVE = 1, 2, 2**40


async def known(state: State, *numbers: int) -> None:
    for number in numbers:
        await state.readers.note(BOT, number, "zh")


async def begun(state: State, asked: int = 5, text: str = "你好") -> Broadcast:
    made = await state.broadcasts.begin(BOT, ADMIN, asked=asked, shown=6, language="en", text=text)
    assert isinstance(made, Broadcast)
    return made


async def claimed(state: State, holder: str = "me") -> Broadcast:
    made = await state.broadcasts.claim(BOT, holder)
    assert made
    return made


async def rows(state: State, table: Any) -> list[Any]:
    async with state.database.reading() as connection:
        return list(await connection.execute(select(table).order_by(*table.primary_key)))


async def test_a_reader_is_a_row_with_the_last_day_and_language(state: State, time: Time) -> None:
    await known(state, ANN)
    await state.readers.note(BOT, ANN, "en")
    await known(state, BOB)
    time.elapsed = 2 * DAY
    await state.readers.note(BOT, ANN, "en")
    first, second = await rows(state, readers)
    assert (first.bot, first.reader, first.language, first.silent) == (BOT, ANN, "en", 0)
    assert first.at - second.at == 2 * DAY
    assert first.at % DAY == second.at % DAY == 0
    assert await state.readers.count(BOT) == 2
    assert await state.readers.count(8) == 0


async def test_whoever_wants_none_gets_none_until_wanted_again(state: State) -> None:
    await known(state, ANN, BOB)
    assert await state.readers.hush(BOT, ANN, "zh")
    assert await state.readers.count(BOT) == 1
    assert (await begun(state)).readers == 1
    assert await state.readers.hush(BOT, EVE, "zh")
    assert not await state.readers.hush(BOT, ANN, "zh")
    assert await state.readers.count(BOT) == 2


async def test_writing_again_does_not_undo_that_none_is_wanted(state: State, time: Time) -> None:
    await state.readers.hush(BOT, ANN, "zh")
    time.elapsed = DAY
    await known(state, ANN)
    assert await state.readers.count(BOT) == 0


async def test_who_is_silent_for_half_a_year_is_forgotten_but_not_that_none_is_wanted(
    state: State, time: Time
) -> None:
    await known(state, ANN, BOB)
    await state.readers.hush(BOT, BOB, "zh")
    time.elapsed = KEPT - DAY
    await state.tidy()
    assert len(await rows(state, readers)) == 2
    time.elapsed = KEPT + DAY
    await state.tidy()
    assert [(one.reader, one.silent) for one in await rows(state, readers)] == [(BOB, 1)]


async def test_of_too_many_the_newest_are_kept(
    state: State, time: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reader_rows, "MOST", 2)
    for number in (ANN, BOB, EVE):
        await known(state, number)
        time.elapsed += DAY
    await state.tidy()
    assert [one.reader for one in await rows(state, readers)] == [BOB, EVE]


async def test_who_left_is_known_again_after_writing_again(state: State) -> None:
    await known(state, ANN)
    await state.readers.leave(BOT, ANN)
    assert await state.readers.count(BOT) == 0
    await known(state, ANN)
    assert await state.readers.count(BOT) == 1


async def test_each_reader_gets_it_once_and_what_became_of_it_is_counted(state: State) -> None:
    await known(state, ANN, BOB, EVE)
    going = await begun(state)
    assert (going.readers, going.state, going.left) == (3, GOING, 3)
    going = await claimed(state)
    assert await state.broadcasts.few(going, most=2) == ((ANN, "zh"), (BOB, "zh"))
    for reader, fate in ((ANN, "sent"), (BOB, "gone"), (EVE, "unknown")):
        assert await state.broadcasts.hand(going, reader)
        assert not await state.broadcasts.hand(going, reader)
        await state.broadcasts.done(going, reader, fate)  # type: ignore[arg-type]
        await state.broadcasts.done(going, reader, fate)  # type: ignore[arg-type]
    assert await state.broadcasts.few(going, most=2) == ()
    ended = await state.broadcasts.finish(await claimed(state))
    assert (ended.sent, ended.gone, ended.unknown, ended.left) == (1, 1, 1, 0)
    assert (ended.state, ended.text) == (ENDED, "")
    assert await rows(state, mailings) == []
    assert await state.broadcasts.claim(BOT, "me") is None


async def test_who_comes_later_is_not_written_to(state: State) -> None:
    await known(state, ANN)
    going = await begun(state)
    await known(state, BOB)
    assert await state.broadcasts.few(going, most=9) == ((ANN, "zh"),)


async def test_a_message_is_confirmed_once_and_one_is_under_way_at_a_time(state: State) -> None:
    await known(state, ANN)
    going = await begun(state)
    again = {"shown": 6, "language": "en", "text": "你好"}
    assert await state.broadcasts.begin(BOT, ADMIN, asked=5, **again) == "used"  # type: ignore[arg-type]
    assert await state.broadcasts.begin(BOT, ADMIN, asked=8, **again) == "busy"  # type: ignore[arg-type]
    await state.broadcasts.finish(going)
    assert await state.broadcasts.begin(BOT, ADMIN, asked=5, **again) == "used"  # type: ignore[arg-type]
    assert isinstance(await begun(state, 8), Broadcast)


async def test_of_two_processes_that_confirm_and_send_at_once_one_does(url: str, time: Time) -> None:
    both = [open_state(url, clock=time.clock()) for _ in range(2)]
    await known(both[0], ANN)
    made = await asyncio.gather(
        *(one.broadcasts.begin(BOT, ADMIN, asked=5, shown=6, language="zh", text="你好") for one in both)
    )
    (going,) = [one for one in made if isinstance(one, Broadcast)]
    got = await asyncio.gather(*(one.broadcasts.claim(BOT, str(at)) for at, one in enumerate(both)))
    assert sum(one is not None for one in got) == 1
    handed = await asyncio.gather(*(one.broadcasts.hand(going, ANN) for one in both))
    assert sorted(handed) == [False, True]
    for one in both:
        await one.aclose()


async def test_what_a_killed_process_was_sending_is_unknown_and_the_rest_goes_on(
    state: State, time: Time
) -> None:
    await known(state, ANN, BOB)
    await begun(state)
    going = await claimed(state)
    assert await state.broadcasts.hand(going, ANN)
    assert await state.broadcasts.claim(BOT, "other") is None
    time.elapsed = LEASE
    going = await claimed(state, "other")
    assert going.unknown == 1
    assert await state.broadcasts.few(going, most=9) == ((BOB, "zh"),)
    assert not await state.broadcasts.hand(going, ANN)


async def test_whoever_stops_lets_others_go_on_at_once(state: State) -> None:
    await known(state, ANN)
    await begun(state)
    await claimed(state)
    await state.broadcasts.release("me")
    assert (await claimed(state, "other")).left == 1


async def test_what_surely_was_not_sent_is_due_again_after_a_while(state: State, time: Time) -> None:
    await known(state, ANN)
    going = await begun(state)
    assert await state.broadcasts.hand(going, ANN)
    await state.broadcasts.again(going, ANN, wait=30)
    assert await state.broadcasts.few(going, most=9) == ()
    assert await state.broadcasts.waiting(going) == 1
    time.elapsed = 30
    assert await state.broadcasts.few(going, most=9) == ((ANN, "zh"),)


async def test_one_that_is_stopped_is_sent_to_nobody_else(state: State) -> None:
    await known(state, ANN, BOB)
    going = await begun(state)
    assert await state.broadcasts.hand(going, ANN)
    assert await state.broadcasts.stop(BOT, going.id)
    assert not await state.broadcasts.stop(BOT, going.id)
    assert not await state.broadcasts.stop(8, going.id)
    assert not await state.broadcasts.hand(going, BOB)
    await state.broadcasts.done(going, ANN, "sent")
    going = await claimed(state)
    assert going.state == STOPPING
    ended = await state.broadcasts.finish(going)
    assert (ended.sent, ended.left) == (1, 1)


async def test_after_a_day_nobody_else_is_written_to(state: State, time: Time) -> None:
    await known(state, ANN)
    await begun(state)
    time.elapsed = LONGEST
    assert (await claimed(state)).state == STOPPING
    assert await rows(state, mailings) == []


async def test_whoever_wants_none_any_more_or_is_forgotten_is_not_written_to(state: State) -> None:
    await known(state, ANN, BOB, EVE)
    going = await begun(state)
    await state.readers.hush(BOT, ANN, "zh")
    assert await state.personal.forget(EVE) == 2
    assert await state.broadcasts.few(going, most=9) == ((BOB, "zh"),)
    assert not await state.broadcasts.hand(going, EVE)


async def test_numbers_are_kept_for_some_days(state: State, time: Time) -> None:
    await known(state, ANN)
    await state.broadcasts.finish(await begun(state))
    time.elapsed = NUMBERS_KEPT
    await state.tidy()
    assert [one.text for one in await rows(state, broadcasts)] == [""]
    time.elapsed += 1
    await state.tidy()
    assert await rows(state, broadcasts) == []
