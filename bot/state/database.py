"""One database: opened and brought up to date when first used, and what fails in it told as a StateError.

Where it cannot be reached it is left alone for some seconds: nobody waits for it twice.
"""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.errors import StateError
from bot.state.engines import WRITES, opened
from bot.state.migrations import migrate
from bot.state.place import shown

logger = logging.getLogger(__name__)

QUIET_FOR = 3600.0  # seconds in which trouble is not told again, though it come and go
REST = 10.0  # seconds in which a database that could not be opened or did not answer is not tried again
PATIENCE = 5.0  # seconds that anybody waits for it
HINT = "look at the disk, its rights and STATE_URL; answers go on meanwhile"


class Database:
    """url: as in STATE_URL. on_trouble: told when it cannot be used any more, at most once an hour."""

    def __init__(
        self,
        url: str,
        *,
        stopwatch: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self.place = shown(url)
        self.on_trouble: Callable[[StateError], None] = lambda error: None
        self._url, self._stopwatch, self._patience = url, stopwatch, patience
        self._engine: AsyncEngine | None = None
        self._opening, self._writing = asyncio.Lock(), asyncio.Lock()
        self._ill = False
        self._quiet_until = self._rests_until = -math.inf

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[AsyncConnection]:
        """A connection to read by. Raises StateError where that cannot be done."""
        with self._told():
            engine = await self._opened()
            async with engine.connect() as connection:
                yield connection

    @asynccontextmanager
    async def writing(self) -> AsyncIterator[AsyncConnection]:
        """A transaction: it is on disk when this ends, or nothing of it is. Raises StateError."""
        with self._told():
            engine = await self._opened()
            async with self._writing, engine.connect() as any_connection:
                connection = await any_connection.execution_options(**WRITES)
                async with connection.begin():
                    yield connection

    async def prepare(self) -> None:
        """Brings it up to date, now rather than when it is first used. Raises StateError, StateNewer."""
        with self._told():
            await self._opened()

    async def aclose(self) -> None:
        async with self._opening:
            if self._engine:
                await self._engine.dispose()
                self._engine = None

    async def _opened(self) -> AsyncEngine:
        async with self._opening:
            if self._stopwatch() < self._rests_until:
                raise StateError(f"{self.place} cannot be used for now", hint=HINT)
            if self._engine:
                return self._engine
            engine = opened(self._url, patience=self._patience)
            try:
                async with engine.connect() as any_connection:
                    connection = await any_connection.execution_options(**WRITES)
                    async with connection.begin():
                        await migrate(connection)
            except BaseException:
                self._rests_until = self._stopwatch() + REST
                await engine.dispose()
                raise
            self._engine = engine
            return engine

    @contextmanager
    def _told(self) -> Iterator[None]:
        """A driver's errors as StateError; the first of a row of them is told."""
        try:
            yield
        except (SQLAlchemyError, OSError, TimeoutError, ValueError) as error:
            if is_out_of_reach(error):
                self._rests_until = self._stopwatch() + REST
            told = StateError(f"{self.place} cannot be used: {reason(error)}", hint=HINT)
            self._fell_ill(told)
            raise told from error
        except StateError as error:
            self._fell_ill(error)
            raise
        self._ill = False

    def _fell_ill(self, error: StateError) -> None:
        if not self._ill:
            self._ill = True
            logger.error("%s; %s", error, error.hint)
            if self._stopwatch() >= self._quiet_until:
                self._quiet_until = self._stopwatch() + QUIET_FOR
                self.on_trouble(error)


async def alone(connection: AsyncConnection, number: int) -> None:
    """Until the transaction ends, whoever else comes here with this number waits: what is read in between is
    still so when it is written. SQLite has one writer at a time anyway."""
    if connection.dialect.name == "postgresql":
        await connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": number})


def is_out_of_reach(error: Exception) -> bool:
    """Whether whoever asks next would wait as well; a lock that another program holds is let go again."""
    return isinstance(error, OSError) or (isinstance(error, DBAPIError) and error.connection_invalidated)


def reason(error: Exception) -> str:
    """What the driver says, without statement and parameters: they are readers' data."""
    said = getattr(error, "orig", None) or error
    return f"{type(said).__name__}: {said}".splitlines()[0][:200]
