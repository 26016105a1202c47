"""The database: brought up to date by whoever comes first, and never a reason to wait or to lose anything."""

from __future__ import annotations

import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, inspect, text
from sqlalchemy.types import BigInteger, Integer, Text

from bot.chat.clock import SYSTEM
from bot.errors import StateError, StateNewer
from bot.state.database import REST, Database
from bot.state.migrations import STEPS, migrate
from bot.state.state import State, open_state
from bot.state.tables import metadata


def columns_of(connection: Connection) -> dict[str, dict[str, tuple[type, bool]]]:
    """Of each table the columns: the kind of the type, and whether it may be empty."""
    kinds = (BigInteger, Integer, Text)

    def kind(given: object) -> type:
        found = next(one for one in kinds if isinstance(given, one))
        return Integer if connection.dialect.name == "sqlite" and found is BigInteger else found

    seen = inspect(connection)
    return {
        table: {one["name"]: (kind(one["type"]), one["nullable"]) for one in seen.get_columns(table)}
        for table in seen.get_table_names()
        if table != "schema_version"
    }


def expected(dialect: str) -> dict[str, dict[str, tuple[type, bool]]]:
    def kind(given: object) -> type:
        found = next(one for one in (BigInteger, Integer, Text) if isinstance(given, one))
        return Integer if dialect == "sqlite" and found is BigInteger else found

    return {
        name: {one.name: (kind(one.type), bool(one.nullable)) for one in table.columns}
        for name, table in metadata.tables.items()
    }


async def change(database: Database, *statements: str) -> None:
    async with database.writing() as connection:
        for statement in statements:
            await connection.execute(text(statement))


async def test_the_migrations_make_the_tables_that_the_code_knows(state: State) -> None:
    async with state.database.reading() as connection:
        assert await connection.run_sync(columns_of) == expected(connection.dialect.name)
        keys = await connection.run_sync(
            lambda sync: {
                name: inspect(sync).get_pk_constraint(name)["constrained_columns"] for name in metadata.tables
            }
        )
    assert keys == {name: [one.name for one in table.primary_key] for name, table in metadata.tables.items()}


@pytest.mark.parametrize("taken", range(len(STEPS) + 1))
async def test_a_database_of_any_age_is_brought_up_to_date(url: str, taken: int) -> None:
    old = Database(url)
    async with old.writing() as connection:  # up to date by now, so it is made old again
        for name in reversed(metadata.tables):
            await connection.execute(text(f"DROP TABLE {name}"))
        await connection.execute(text("DELETE FROM schema_version"))
        assert await migrate(connection, STEPS[:taken]) == 0
    await old.aclose()
    new = Database(url)
    async with new.reading() as connection:
        assert await connection.run_sync(columns_of) == expected(connection.dialect.name)
        assert await connection.scalar(text("SELECT version FROM schema_version")) == len(STEPS)
    await new.aclose()


async def test_a_step_that_fails_leaves_everything_as_it_was(url: str) -> None:
    database = Database(url)
    await database.prepare()
    steps = (*STEPS, ("CREATE TABLE half (id INTEGER)", "CREATE nonsense"))
    with pytest.raises(StateError):
        async with database.writing() as connection:
            await migrate(connection, steps)
    async with database.reading() as connection:
        assert await connection.run_sync(columns_of) == expected(connection.dialect.name)
        assert await connection.scalar(text("SELECT version FROM schema_version")) == len(STEPS)
    await database.aclose()


async def test_a_database_of_a_newer_version_is_refused_with_the_next_step(url: str) -> None:
    newer = Database(url)
    async with newer.writing() as connection:
        await connection.execute(text("UPDATE schema_version SET version = 999"))
    await newer.aclose()
    database = Database(url)
    with pytest.raises(StateNewer, match="newer Wenda") as raised:
        await database.prepare()
    assert "STATE_URL" in raised.value.hint
    await database.aclose()


async def test_two_that_start_at_once_migrate_once(url: str) -> None:
    both = [Database(url) for _ in range(6)]  # each with connections of its own, as a process has
    await asyncio.gather(*(one.prepare() for one in both))
    async with both[0].reading() as connection:
        assert (await connection.execute(text("SELECT version FROM schema_version"))).all() == [(len(STEPS),)]
    for one in both:
        await one.aclose()


async def test_writers_at_once_wait_for_each_other(url: str) -> None:
    both = [open_state(url, clock=SYSTEM) for _ in range(2)]
    await asyncio.gather(*(one.database.prepare() for one in both))

    async def add(state: State) -> None:
        async with state.database.writing() as connection:
            await connection.execute(text("UPDATE schema_version SET version = version + 1"))

    await asyncio.gather(*(add(both[number % 2]) for number in range(20)))
    async with both[0].database.reading() as connection:
        assert await connection.scalar(text("SELECT version FROM schema_version")) == len(STEPS) + 20
    for one in both:
        await one.aclose()


async def test_nothing_of_a_transaction_that_fails_is_kept(state: State) -> None:
    with pytest.raises(StateError):
        await change(state.database, "UPDATE schema_version SET version = 0", "SELECT nothing FROM nowhere")
    async with state.database.reading() as connection:
        assert await connection.scalar(text("SELECT version FROM schema_version")) == len(STEPS)


async def test_a_broken_file_is_told_once_and_left_alone_for_a_while(tmp_path: Path) -> None:
    (tmp_path / "state.sqlite").write_bytes(b"not a database, however long it is" * 400)
    now, told = [100.0], list[StateError]()
    database = Database(f"sqlite:///{tmp_path / 'state.sqlite'}", stopwatch=lambda: now[0])
    database.on_trouble = told.append
    with pytest.raises(StateError, match=r"state\.sqlite") as raised:
        await database.prepare()
    assert raised.value.hint
    (tmp_path / "state.sqlite").unlink()
    with pytest.raises(StateError, match="for now"):
        await database.prepare()
    assert len(told) == 1
    now[0] += REST
    await database.prepare()
    (tmp_path / "state.sqlite").write_bytes(b"")
    await database.aclose()


async def test_who_is_locked_out_hears_of_it_soon_and_reads_on(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite"
    database = Database(f"sqlite:///{path}", patience=0.01)
    await database.prepare()
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(StateError, match="locked"):
            async with database.writing():
                pass
        async with database.reading() as connection:
            assert await connection.scalar(text("SELECT version FROM schema_version")) == len(STEPS)
    async with database.writing():
        pass
    await database.aclose()


async def test_a_full_disk_is_told_and_nothing_is_lost(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'state.sqlite'}")
    await database.prepare()
    with pytest.raises(StateError, match="full"):
        await change(
            database,
            "PRAGMA max_page_count = 1",
            "CREATE TABLE big AS SELECT hex(randomblob(100000)) AS much",
        )
    async with database.reading() as connection:
        assert await connection.run_sync(columns_of) == expected("sqlite")
    await database.aclose()


async def test_a_server_that_is_not_there_is_told_without_its_password() -> None:
    database = Database("postgresql://wenda:s3cret-word@127.0.0.1:1/wenda")
    with pytest.raises(StateError, match=r"127\.0\.0\.1") as raised:
        await database.prepare()
    assert "s3cret" not in str(raised.value)
    await database.aclose()


async def test_sqlite_is_set_up_to_last(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'state.sqlite'}")
    async with database.reading() as connection:
        values = [
            await connection.scalar(text(f"PRAGMA {name}"))
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        ]
    assert values == ["wal", 2, 1, 5000]
    await database.aclose()
