"""SQLAlchemy engines for both databases: what is committed stays, and nobody waits for long."""

from __future__ import annotations

import contextlib
import sqlite3
from pathlib import Path
from typing import Any, Final

from sqlalchemy import AsyncAdaptedQueuePool, Connection, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.errors import StateError
from bot.state.place import FORMS, file_of, is_postgres

WRITES: Final[dict[str, Any]] = {"wenda_writes": True}  # an option of connections that will write
CONNECTIONS = 3


def opened(url: str, *, patience: float) -> AsyncEngine:
    """Not connected yet. patience: seconds to wait for a lock, a connection or a statement."""
    return _postgres(url, patience) if is_postgres(url) else _sqlite(file_of(url), patience)


def _postgres(url: str, patience: float) -> AsyncEngine:
    try:
        address: URL = make_url(url).set(drivername="postgresql+asyncpg")
    except (ArgumentError, ValueError) as error:
        raise StateError("STATE_URL is no address of a database", hint=f"write {FORMS}") from error
    limits = {"timeout": patience, "command_timeout": patience}
    try:
        return create_async_engine(
            address, pool_size=CONNECTIONS, pool_timeout=patience, pool_pre_ping=True, connect_args=limits
        )
    except ModuleNotFoundError as error:
        hint = "install it: pip install 'wenda[postgres]'"
        raise StateError("STATE_URL names PostgreSQL, whose driver is not installed", hint=hint) from error


def _sqlite(file: Path | None, patience: float) -> AsyncEngine:
    if file:
        file.parent.mkdir(parents=True, exist_ok=True)
    engine = create_async_engine(
        URL.create("sqlite+aiosqlite", database=str(file) if file else None),
        poolclass=AsyncAdaptedQueuePool,
        pool_size=CONNECTIONS if file else 1,  # in memory each connection is a database of its own
        max_overflow=0,
        pool_timeout=patience,
        connect_args={"timeout": patience},
    )
    event.listen(engine.sync_engine, "connect", _set_up)
    event.listen(engine.sync_engine, "begin", _begin)
    return engine


def _set_up(connection: Any, record: Any) -> None:
    connection.isolation_level = None  # else the driver begins transactions when it thinks fit
    cursor = connection.cursor()
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        cursor.execute(f"PRAGMA {pragma}")
    with contextlib.suppress(
        sqlite3.OperationalError
    ):  # another process does just this; SQLite does not wait
        cursor.execute("PRAGMA journal_mode = WAL")
    cursor.close()


def _begin(connection: Connection) -> None:
    """Who will write takes the lock at once: one who reads first is refused it later, not made to wait."""
    writes = connection.get_execution_options().get("wenda_writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
