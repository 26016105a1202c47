"""Processes that are killed, that start at once, and a server that hangs."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import make_url

from bot.chat.clock import SYSTEM
from bot.errors import StateError
from bot.state.database import REST, Database
from bot.state.migrations import STEPS
from bot.state.state import open_state
from bot.state.tables import votes

ROOT = Path(__file__).parent.parent.parent
ENDLESS = 10**9


async def child(url: str, most: int) -> asyncio.subprocess.Process:
    command = (sys.executable, "-m", "tests.state.child", url, str(most))
    return await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdout=asyncio.subprocess.PIPE)


async def readers(url: str) -> set[int]:
    state = open_state(url, clock=SYSTEM)
    async with state.database.reading() as connection:
        found = set(await connection.scalars(select(votes.c.reader)))
    await state.aclose()
    return found


async def test_what_was_acknowledged_is_there_after_a_kill(url: str) -> None:
    process = await child(url, ENDLESS)
    assert process.stdout
    said = [int(await process.stdout.readline()) for _ in range(20)]
    process.kill()
    said += map(int, (await process.stdout.read()).split(b"\n")[:-1])  # the last line may be torn
    await process.wait()
    stored = await readers(url)
    assert set(said) <= stored
    assert len(stored) <= len(said) + 1


async def test_processes_that_start_at_once_make_one_database(url: str) -> None:
    processes = [await child(url, 5) for _ in range(3)]
    for process in processes:
        await process.communicate()
    assert [process.returncode for process in processes] == [0, 0, 0]
    database = Database(url)
    async with database.reading() as connection:
        versions = (await connection.execute(text("SELECT version FROM schema_version"))).all()
    assert [tuple(one) for one in versions] == [(len(STEPS),)]
    await database.aclose()


class Wire:
    """Carries bytes between a client and a server, until it hangs."""

    def __init__(self) -> None:
        self.flows = asyncio.Event()
        self.flows.set()
        self.tasks: set[asyncio.Task[None]] = set()

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65_536):
            await self.flows.wait()
            writer.write(data)
        writer.close()

    def start(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.tasks.add(asyncio.create_task(self.carry(reader, writer)))


@asynccontextmanager
async def between(url: str, folder: Path) -> AsyncIterator[tuple[str, Wire]]:
    """The address of the same server behind a wire."""
    address, wire = make_url(url), Wire()
    socket = ".s.PGSQL.5432"

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there = await asyncio.open_unix_connection(Path(str(address.query["host"]), socket))
        wire.start(reader, there[1])
        wire.start(there[0], writer)

    server = await asyncio.start_unix_server(connected, folder / socket)
    yield address.set(query={"host": str(folder)}).render_as_string(hide_password=False), wire
    wire.flows.set()
    server.close()
    for task in wire.tasks:
        task.cancel()
    await asyncio.gather(*wire.tasks, return_exceptions=True)


async def test_a_server_that_hangs_is_waited_for_once(postgres: str, tmp_path: Path) -> None:
    if "host" not in make_url(postgres).query:
        pytest.skip("the server of WENDA_TEST_POSTGRES is not on a socket")
    now = [100.0]
    async with between(postgres, tmp_path) as (url, wire):
        database = Database(url, stopwatch=lambda: now[0], patience=0.2)
        await database.prepare()
        wire.flows.clear()
        with pytest.raises(StateError):
            async with database.reading() as connection:
                await connection.execute(text("SELECT 1"))
        with pytest.raises(StateError, match="for now"):  # at once
            async with database.reading():
                pass
        wire.flows.set()
        now[0] += REST
        async with database.reading() as connection:
            assert await connection.scalar(text("SELECT 1")) == 1
        await database.aclose()
