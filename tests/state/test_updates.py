"""Updates are known again after a restart, for a day, and no more of them than are needed."""

from __future__ import annotations

import pytest
from sqlalchemy import func, select

from bot.state import updates as module
from bot.state.state import State, open_state
from bot.state.tables import updates
from tests.chat.people import Time

BOT, OTHER = 123456, 654321


async def test_what_was_dealt_with_is_known_after_a_restart(url: str, state: State, time: Time) -> None:
    for update in (7, 8, 8, 9):
        state.updates.note(BOT, update)
    state.updates.note(OTHER, 10)
    await state.recorder.flush()
    again = open_state(url, clock=time.clock())
    assert await again.updates.recent(BOT) == [7, 8, 9]
    await again.aclose()


async def test_a_day_later_they_are_forgotten(state: State, time: Time) -> None:
    state.updates.note(BOT, 7)
    await state.recorder.flush()
    time.elapsed += module.KEPT
    assert await state.updates.recent(BOT) == [7]
    time.elapsed += 1
    assert await state.updates.recent(BOT) == []
    await state.tidy()
    async with state.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(updates)) == 0


async def test_only_the_newest_stay(state: State, time: Time) -> None:
    more = 10
    for update in range(module.MOST + more):
        time.elapsed += 1
        state.updates.note(BOT, update)
    await state.recorder.flush()
    assert await state.updates.recent(BOT) == list(range(more, module.MOST + more))
    await state.tidy()
    async with state.database.reading() as connection:
        kept = await connection.scalar(select(func.count()).select_from(updates))
    assert kept == pytest.approx(module.MOST, abs=1)
