"""👍 and 👎 of readers: one of a reader for a question and an article, which can be changed and taken back.

The question stands here as a digest alone. A vote is dropped when its days are over, and with /forget; so
the counts are of votes that are there.
"""

from __future__ import annotations

from typing import Literal

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database, alone
from bot.state.tables import votes
from bot.state.times import DAY, Clock, seconds

MOST = 500  # of one reader; the oldest go
KEEP_DAYS = 30  # where questions are not kept at all
Vote = Literal[1, -1]


class Votes:
    """keep_days: how long a vote counts."""

    def __init__(self, database: Database, clock: Clock, *, keep_days: int) -> None:
        self._database, self._clock = database, clock
        self.keep_days = keep_days or KEEP_DAYS

    async def cast(self, reader: int, question: str, article: str, vote: Vote) -> Vote | None:
        """The vote that stands now, None where the same one again took it back. question: its digest. It is
        on disk when this returns. Raises StateError."""
        mine = (votes.c.reader == reader) & (votes.c.question == question) & (votes.c.article == article)
        async with self._database.writing() as connection:
            await alone(connection, reader)
            before = await connection.scalar(select(votes.c.vote).where(mine))
            await connection.execute(delete(votes).where(mine))
            if before == vote:
                return None
            await self._make_room(connection, reader)
            row = {"reader": reader, "question": question, "article": article, "vote": vote}
            await connection.execute(insert(votes).values(row | {"at": seconds(self._clock.now())}))
        return vote

    async def tidy(self, connection: AsyncConnection) -> None:
        """Drop what was kept for as long as is promised."""
        until = seconds(self._clock.now()) - self.keep_days * DAY
        await connection.execute(delete(votes).where(votes.c.at < until))

    async def _make_room(self, connection: AsyncConnection, reader: int) -> None:
        times = select(votes.c.at).where(votes.c.reader == reader).order_by(votes.c.at.desc())
        last = await connection.scalar(times.offset(MOST - 1).limit(1))
        if last is not None:
            old = (votes.c.reader == reader) & (votes.c.at <= last)
            await connection.execute(delete(votes).where(old))
