"""All that is stored, put together over one database."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from pathlib import Path

from bot.errors import StateError
from bot.state.alerts import Alerts
from bot.state.audit import Audit
from bot.state.broadcasts import Broadcasts
from bot.state.curations import Curations
from bot.state.database import PATIENCE, Database
from bot.state.groups import Groups
from bot.state.inbox import Inbox
from bot.state.outbox import Outbox
from bot.state.personal import Personal
from bot.state.place import IN_MEMORY
from bot.state.questions import Questions
from bot.state.readers import Readers
from bot.state.recorder import Recorder
from bot.state.seen import Seen
from bot.state.statistics import Counting
from bot.state.takeover import take_over_groups
from bot.state.times import HOUR, Clock
from bot.state.updates import Updates
from bot.state.votes import Votes

logger = logging.getLogger(__name__)

KEEP_DAYS = 30


@dataclass(frozen=True, slots=True)
class State:
    database: Database
    recorder: Recorder
    groups: Groups
    updates: Updates
    questions: Questions
    votes: Votes
    personal: Personal
    audit: Audit
    alerts: Alerts
    outbox: Outbox
    seen: Seen
    curations: Curations
    statistics: Counting
    inbox: Inbox
    readers: Readers
    broadcasts: Broadcasts

    async def prepare(self, index: Path) -> None:
        """Bring the database up to date and take over what an older Wenda left in the index's folder.
        Raises StateError; StateNewer where this Wenda must not write into it."""
        await self.database.prepare()
        await take_over_groups(self.database, index)

    async def tidy(self) -> None:
        """Drop what has been kept for long enough. Raises StateError."""
        async with self.database.writing() as connection:
            for one in (
                self.updates,
                self.questions,
                self.votes,
                self.audit,
                self.inbox,
                self.outbox,
                self.seen,
                self.readers,
                self.broadcasts,
            ):
                await one.tidy(connection)

    async def aclose(self) -> None:
        """Write what waits, and close."""
        await self.recorder.flush()
        await self.database.aclose()


class Tidying:
    """Tidies now and every hour, for as long as the event loop runs or until it is stopped."""

    def __init__(self, state: State, clock: Clock) -> None:
        self._state, self._clock = state, clock
        self._stopped = False
        self._work: asyncio.Task[None] | None = None

    def start(self) -> None:
        if not self._stopped:
            self._work = asyncio.get_running_loop().create_task(self._tidy(), name="tidy")
            self._clock.later(HOUR, self.start)

    async def stop(self) -> None:
        self._stopped = True
        if self._work:
            await self._work

    async def _tidy(self) -> None:
        try:
            await self._state.tidy()
        except StateError:  # told where it happened; an hour later there is more to drop
            logger.info("nothing was tidied")


def open_state(
    url: str = IN_MEMORY, *, clock: Clock, keep_days: int = KEEP_DAYS, patience: float = PATIENCE
) -> State:
    """Nothing is opened until it is used. url: as in STATE_URL; in memory it is forgotten at the end.
    patience: seconds that anybody waits for it."""
    database = Database(url, stopwatch=clock.stopwatch, patience=patience)
    recorder = Recorder(database, clock)
    return State(
        database,
        recorder,
        Groups(database),
        Updates(database, recorder, clock),
        Questions(recorder, clock, keep_days=keep_days),
        Votes(database, clock, keep_days=keep_days),
        Personal(database, recorder),
        Audit(database, recorder, clock),
        Alerts(database, clock),
        Outbox(database, clock),
        Seen(database, clock),
        Curations(database, clock),
        Counting(database),
        Inbox(database, recorder, clock),
        Readers(database, clock),
        Broadcasts(database, clock),
    )
