"""What may be written later is written once, in its order, and waits while the database cannot be used."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from bot.state.recorder import AGAIN, GATHER, MOST_WAITING
from bot.state.state import State, open_state
from bot.state.tables import updates
from tests.chat.people import Time


class Alarms:
    """A clock whose alarms never ring; after how many seconds each would."""

    def __init__(self) -> None:
        self.set: list[float] = []
        self.clock = replace(Time().clock(), later=lambda seconds, work: self.set.append(seconds))


async def stored(state: State) -> list[int]:
    async with state.database.reading() as connection:
        return list(await connection.scalars(select(updates.c.id).order_by(updates.c.id)))


async def test_rows_wait_for_each_other_and_go_together(url: str) -> None:
    alarms = Alarms()
    state = open_state(url, clock=alarms.clock)
    state.updates.note(1, 1)
    state.updates.note(1, 2)
    assert alarms.set == [GATHER]
    await state.recorder.flush()
    assert await stored(state) == [1, 2]
    await state.aclose()


async def test_closing_writes_what_waits(url: str) -> None:
    state = open_state(url, clock=Time().clock())
    for number in range(1200):
        state.updates.note(1, number)
    await state.aclose()
    again = open_state(url, clock=Time().clock())
    assert len(await stored(again)) == 1200
    await again.aclose()


async def test_rows_wait_until_the_database_can_be_used_again(tmp_path: Path) -> None:
    alarms = Alarms()
    state = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}", clock=alarms.clock, patience=0.01)
    await state.database.prepare()
    with closing(sqlite3.connect(tmp_path / "state.sqlite", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for number in range(3):
            state.updates.note(1, number)
        await state.recorder.flush()
        assert alarms.set == [GATHER, AGAIN]
    state.updates.note(1, 3)
    await state.recorder.flush()
    assert await stored(state) == [0, 1, 2, 3]
    await state.aclose()


async def test_not_more_rows_wait_than_fit(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database, however long it is" * 400)
    state = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}", clock=Alarms().clock)
    for number in range(MOST_WAITING + 10):
        state.updates.note(1, number)
    await state.recorder.flush()
    assert len(state.recorder._waiting) == MOST_WAITING
    assert state.recorder._waiting[0][1]["id"] == 10
    await state.aclose()
