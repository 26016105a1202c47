"""What groups have set: stored before it counts, and taken over from where it lay before."""

from __future__ import annotations

import json
import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select

from bot.chat.clock import SYSTEM
from bot.errors import StateError
from bot.state.groups import MOST_IN_MEMORY, UNSET, Groups, GroupSettings, Quiet
from bot.state.state import State, open_state
from bot.state.tables import groups as table

GROUP, OTHER = -1001, -1002
NIGHT = GroupSettings(frozenset({"b", "甲\n"}), Quiet(23, 7))


@given(st.integers(0, 23), st.integers(0, 23), st.integers(0, 23))
def test_quiet_begins_and_ends_on_the_hour_also_over_midnight(since: int, until: int, hour: int) -> None:
    if since != until:
        assert Quiet(since, until).holds(hour) is ((hour - since) % 24 < (until - since) % 24)


async def test_what_is_set_is_stored_when_change_returns_and_a_default_is_not(url: str, state: State) -> None:
    await state.groups.change(GROUP, NIGHT)
    other = open_state(url, clock=SYSTEM)  # as after a kill: nothing was closed
    assert await other.groups.settings_of(GROUP) == NIGHT
    await other.aclose()
    await state.groups.change(GROUP, UNSET)
    async with state.database.reading() as connection:
        assert await connection.scalar(select(func.count()).select_from(table)) == 0


async def test_few_groups_are_in_memory_and_none_is_forgotten(state: State) -> None:
    await state.groups.change(GROUP, NIGHT)
    for chat in range(MOST_IN_MEMORY + 1):
        state.groups._keep(-5000 - chat, UNSET)
    assert GROUP not in state.groups._kept
    assert len(state.groups._kept) == MOST_IN_MEMORY
    assert await state.groups.settings_of(GROUP) == NIGHT


async def test_a_supergroup_keeps_what_it_has_set(state: State) -> None:
    mine = GroupSettings(quiet=Quiet(3, 4))
    await state.groups.change(GROUP, NIGHT)
    await state.groups.change(OTHER, mine)
    await state.groups.moved(GROUP, OTHER)
    assert await state.groups.settings_of(OTHER) == mine
    assert await state.groups.settings_of(GROUP) == UNSET


async def test_settings_move_with_the_group_however_often_that_is_told(state: State) -> None:
    await state.groups.change(GROUP, NIGHT)
    for _ in range(2):
        await state.groups.moved(GROUP, OTHER)
    fresh = Groups(state.database)
    assert await fresh.settings_of(OTHER) == NIGHT
    assert await fresh.settings_of(GROUP) == UNSET


def write_old(folder: Path, *rows: tuple[int, str, int | None, int | None]) -> None:
    with closing(sqlite3.connect(folder / "groups.sqlite")) as file, file:
        file.execute(
            "CREATE TABLE groups"
            " (chat INTEGER PRIMARY KEY, categories TEXT NOT NULL, since INTEGER, until INTEGER)"
        )
        file.executemany("INSERT INTO groups VALUES (?, ?, ?, ?)", rows)


async def test_an_old_file_is_taken_over_once(state: State, tmp_path: Path) -> None:
    write_old(tmp_path, (GROUP, json.dumps(["b", "甲\n"]), 23, 7), (OTHER, "[]", 1, 2))
    mine = GroupSettings(quiet=Quiet(3, 4))
    await state.groups.change(OTHER, mine)
    await state.prepare(tmp_path)
    assert await state.groups.settings_of(GROUP) == NIGHT
    assert await state.groups.settings_of(OTHER) == mine
    await state.groups.change(GROUP, UNSET)
    await state.prepare(tmp_path)
    assert await Groups(state.database).settings_of(GROUP) == UNSET
    assert [name for name in os.listdir(tmp_path) if "groups" in name] == ["groups.sqlite.taken-over"]


async def test_a_broken_old_file_is_told_with_the_next_step_and_stays(state: State, tmp_path: Path) -> None:
    (tmp_path / "groups.sqlite").write_bytes(b"not a database, however long it is" * 40)
    with pytest.raises(StateError, match=r"groups\.sqlite") as raised:
        await state.prepare(tmp_path)
    assert raised.value.hint
    assert (tmp_path / "groups.sqlite").exists()
    assert await state.groups.settings_of(GROUP) == UNSET
