"""Questions that nobody got an answer to, out of those that were asked; an editor may ignore some of them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database, alone
from bot.state.recorder import Recorder
from bot.state.tables import ignored, pins, questions
from bot.state.times import DAY, Clock, seconds

UNANSWERED = "nothing:uncovered"
MOST = 300
KEEP_DAYS = 90
IGNORING = 7_301_102  # a number for `alone`


@dataclass(frozen=True, slots=True)
class Unanswered:
    """times: it was asked in vain; last: the hour of the last time, in UTC."""

    digest: str
    text: str
    times: int
    last: datetime


class Inbox:
    def __init__(self, database: Database, recorder: Recorder, clock: Clock) -> None:
        self._database, self._recorder, self._clock = database, recorder, clock

    async def unanswered(self) -> tuple[Unanswered, ...]:
        """At most MOST, those asked most often first, then the newest. None of them was answered when it
        was asked last, has a pinned article or is ignored. Raises StateError."""
        await self._recorder.flush()
        newest = select(func.max(questions.c.id)).group_by(questions.c.digest)
        missed = (
            select(
                questions.c.digest,
                func.count().label("times"),
                func.max(questions.c.hour).label("hour"),
                func.max(questions.c.id).label("id"),
            )
            .where(questions.c.outcome == UNANSWERED)
            .where(questions.c.digest.not_in(select(ignored.c.question)))
            .where(questions.c.digest.not_in(select(pins.c.question)))
            .group_by(questions.c.digest)
            .subquery()
        )
        rows = (
            select(missed.c.digest, questions.c.text, missed.c.times, missed.c.hour)
            .join(questions, questions.c.id == missed.c.id)
            .where(missed.c.id.in_(newest))
            .order_by(missed.c.times.desc(), missed.c.hour.desc(), missed.c.digest)
            .limit(MOST)
        )
        async with self._database.reading() as connection:
            return tuple(
                Unanswered(digest, text, times, datetime.fromtimestamp(hour, UTC))
                for digest, text, times, hour in await connection.execute(rows)
            )

    async def ignore(self, digests: Collection[str]) -> None:
        """On disk when this returns. Raises StateError."""
        at = seconds(self._clock.now())
        async with self._database.writing() as connection:
            await alone(connection, IGNORING)
            await connection.execute(delete(ignored).where(ignored.c.question.in_(digests)))
            if rows := [{"question": one, "at": at} for one in sorted(set(digests))]:
                await connection.execute(insert(ignored), rows)

    async def tidy(self, connection: AsyncConnection) -> None:
        """What was ignored for as long may come again."""
        until = seconds(self._clock.now()) - KEEP_DAYS * DAY
        await connection.execute(delete(ignored).where(ignored.c.at < until))
