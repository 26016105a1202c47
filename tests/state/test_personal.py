"""All that is stored of somebody can be seen and deleted, in whichever table it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import BigInteger, Integer, Table, func, insert, select

from bot.errors import StateError
from bot.state.personal import PERSONAL
from bot.state.state import State, open_state
from bot.state.tables import metadata
from tests.chat.people import NOW, Time

ANN, BOB = 1, 2
# Tables whose rows are of nobody: a new one belongs here, or has a column `reader`.
IMPERSONAL = {
    "seen_articles",
    "pins",
    "golden",
    "hidden",
    "ignored",
    "groups",
    "updates",
    "questions",
    "audit",
    "broadcasts",  # of the admin who confirmed it, as in the audit log, for eight days
}


def row_of(table: Table, reader: int) -> dict[str, object]:
    """Something in every column, another of every reader."""
    return {one.name: reader if isinstance(one.type, BigInteger | Integer) else "1" for one in table.columns}


def needed(table: Table) -> list[Table]:
    """The tables that a row of this one refers to, and itself."""
    return [*(key.column.table for key in table.foreign_keys), table]


async def count(state: State, table: Table) -> int:
    async with state.database.reading() as connection:
        return await connection.scalar(select(func.count()).select_from(table)) or 0


def test_every_table_is_of_persons_or_of_nobody() -> None:
    assert {table.name for table in PERSONAL} == set(metadata.tables) - IMPERSONAL


@pytest.mark.parametrize("table", PERSONAL, ids=lambda table: table.name)
async def test_whatever_table_holds_something_is_shown_and_forgotten(state: State, table: Table) -> None:
    tables = needed(table)
    async with state.database.writing() as connection:
        for one in tables:
            await connection.execute(insert(one), [row_of(one, ANN), row_of(one, BOB)])
    held = await state.personal.of(ANN)
    assert {name: [row["reader"] for row in rows] for name, rows in held.items()} == {
        one.name: [ANN] for one in tables
    }
    assert await state.personal.forget(ANN) == len(tables)
    assert await state.personal.of(ANN) == {}
    assert await count(state, table) == 1
    assert await state.personal.forget(ANN) == 0


async def test_times_are_readable(state: State) -> None:
    await state.votes.cast(ANN, "q", "a", -1)
    held = await state.personal.of(ANN)
    assert held == {
        "votes": [
            {"reader": ANN, "question": "q", "article": "a", "vote": -1, "at": "2022-03-14T10:00:00+00:00"}
        ]
    }
    assert NOW.timestamp() == 1647252000


async def test_where_it_cannot_be_deleted_that_is_told(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database, however long it is" * 400)
    state = open_state(f"sqlite:///{tmp_path / 'state.sqlite'}", clock=Time().clock())
    with pytest.raises(StateError):
        await state.personal.forget(ANN)
    await state.aclose()
