"""What may be written a little later: rows wait in memory for some hundredths of a second, and then go
together in one transaction, so that nobody waits for a disk.

While the database cannot be used they wait on, the newest of them. A process that is killed loses what the
last hundredths of a second brought; what must not be lost is written by `Database.writing`.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from importlib import import_module
from typing import Any

from sqlalchemy import Table
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.errors import StateError
from bot.state.database import Database
from bot.state.times import Clock

logger = logging.getLogger(__name__)

GATHER = 0.05  # seconds
AGAIN = 30.0  # seconds after which what could not be written is tried again
MOST_WAITING = 5000
MOST_TOGETHER = 500


class Recorder:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._waiting: deque[tuple[Table, dict[str, Any]]] = deque(maxlen=MOST_WAITING)
        self._due = False
        self._work: asyncio.Task[None] | None = None

    def put(self, table: Table, row: dict[str, Any]) -> None:
        """Write the row soon; one that is there already stays. Called in the event loop."""
        self._waiting.append((table, row))
        self._wake(GATHER)

    @property
    def waiting(self) -> int:
        """Rows that are not written yet."""
        return len(self._waiting)

    async def flush(self) -> None:
        """What was put before is written when this returns, or the database cannot be used."""
        if self._work is None:
            self._begin()
        while self._work:
            await asyncio.shield(self._work)

    def _wake(self, seconds: float) -> None:
        if not self._due and self._work is None:
            self._due = True
            self._clock.later(seconds, self._begin)

    def _begin(self) -> None:
        self._due = False
        if self._waiting and self._work is None:
            self._work = asyncio.get_running_loop().create_task(self._write_all(), name="recorder")

    async def _write_all(self) -> None:
        pause = GATHER
        try:
            while self._waiting:
                together = [self._waiting.popleft() for _ in range(min(MOST_TOGETHER, len(self._waiting)))]
                try:
                    async with self._database.writing() as connection:
                        await insert_all(connection, together)
                except StateError:  # told where it happened
                    room = MOST_WAITING - len(self._waiting)
                    self._waiting.extendleft(reversed(together[-room:] if room else []))
                    pause = AGAIN
                    return
        finally:
            self._work = None
            if self._waiting:
                self._wake(pause)


async def insert_all(connection: AsyncConnection, rows: list[tuple[Table, dict[str, Any]]]) -> None:
    """A statement for each table; rows whose key is there already change nothing."""
    for table in dict.fromkeys(table for table, _ in rows):
        dialect = import_module(f"sqlalchemy.dialects.{connection.dialect.name}")  # one, not both
        statement = dialect.insert(table).on_conflict_do_nothing()
        await connection.execute(statement, [row for of, row in rows if of is table])
