"""Every test of what is stored runs over SQLite and over PostgreSQL."""

from __future__ import annotations

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.ext.asyncio import create_async_engine

from bot.state.state import State, open_state
from tests.chat.people import Time
from tests.state.postgres import ADVICE, serving


@pytest.fixture(scope="session")
def server() -> Iterator[str | None]:
    """A PostgreSQL server with a database of this session, if there is a server."""
    given = os.environ.get("WENDA_TEST_POSTGRES")
    with contextlib.nullcontext(given) if given else serving() as url:
        if url is None:
            yield None
            return
        name = f"wenda_test_{os.getpid()}"
        asyncio.run(on(url, f"CREATE DATABASE {name} TEMPLATE template0"))
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
        asyncio.run(on(url, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
async def postgres(server: str | None) -> str:
    """An empty database for one test."""
    if server is None:
        pytest.skip(ADVICE)
    await on(server, "DROP SCHEMA public CASCADE", "CREATE SCHEMA public")
    return server


async def on(server: str, *statements: str) -> None:
    engine = create_async_engine(
        make_url(server).set(drivername="postgresql+asyncpg"), isolation_level="AUTOCOMMIT"
    )
    async with engine.connect() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Of an empty database that outlives whoever opens it."""
    if request.param == "postgresql":
        server: str = request.getfixturevalue("postgres")
        return server
    return f"sqlite:///{tmp_path / 'folder' / 'state.sqlite'}"


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
async def state(url: str, time: Time) -> AsyncIterator[State]:
    state = open_state(url, clock=time.clock())
    yield state
    await state.aclose()
