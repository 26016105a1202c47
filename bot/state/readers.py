"""Who may be written to: readers who wrote to the bot in private, so that a broadcast reaches them.

A row is a number, a language, the day of the last message, and whether broadcasts are wanted; no more. It is
gone after half a year of silence, when the bot is blocked, and with /forget; that no broadcasts are wanted is
kept as long as it may matter.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, delete, func, insert, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database
from bot.state.recorder import insert_all
from bot.state.tables import mailings, readers
from bot.state.times import DAY, Clock, seconds

KEPT = 180 * DAY  # of silence
MOST = 100_000
MOST_IN_MEMORY = 100_000
WAITING, SENDING = range(2)  # what became of a broadcast to one reader; what is done has no row


class Readers:
    """Every method raises StateError where the database cannot be used, and then nothing has changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock
        self._day, self._noted = 0, set[tuple[int, int, str]]()

    async def note(self, bot: int, reader: int, language: str) -> None:
        """The reader wrote in private today. On disk once a day: after /forget not before the next."""
        today = seconds(self._clock.now()) // DAY * DAY
        if today != self._day or len(self._noted) >= MOST_IN_MEMORY:
            self._day, self._noted = today, set()
        if (bot, reader, language) in self._noted:
            return
        row = {"bot": bot, "reader": reader, "language": language, "at": today, "silent": 0}
        async with self._database.writing() as connection:
            known = update(readers).where(_one(bot, reader)).values(language=language, at=today)
            if not (await connection.execute(known)).rowcount:
                await insert_all(connection, [(readers, row)])
        self._noted.add((bot, reader, language))

    async def count(self, bot: int) -> int:
        """How many a broadcast would reach now."""
        wanted = select(func.count()).select_from(readers).where(readers.c.bot == bot, readers.c.silent == 0)
        async with self._database.reading() as connection:
            return await connection.scalar(wanted) or 0

    async def hush(self, bot: int, reader: int, language: str) -> bool:
        """No more broadcasts, also none that waits; the second time broadcasts again. Whether it is quiet
        now."""
        mine = _one(bot, reader)
        today = seconds(self._clock.now()) // DAY * DAY
        async with self._database.writing() as connection:
            before = await connection.scalar(select(readers.c.silent).where(mine))
            if before is None:
                row = {"bot": bot, "reader": reader, "language": language, "at": today, "silent": 1}
                await connection.execute(insert(readers).values(row))
            else:
                await connection.execute(update(readers).where(mine).values(silent=1 - before))
            if not before:
                waiting = (mailings.c.reader == reader) & (mailings.c.state == WAITING)
                await connection.execute(delete(mailings).where(waiting))
        return not before

    async def leave(self, bot: int, reader: int) -> None:
        """The reader has blocked the bot, or is gone."""
        self._noted = {one for one in self._noted if one[:2] != (bot, reader)}
        async with self._database.writing() as connection:
            await connection.execute(delete(readers).where(_one(bot, reader)))

    async def tidy(self, connection: AsyncConnection) -> None:
        """Forget who was silent for long, and of too many those who were it longest."""
        old = (readers.c.at < seconds(self._clock.now()) - KEPT) & (readers.c.silent == 0)
        await connection.execute(delete(readers).where(old))
        key = tuple_(readers.c.bot, readers.c.reader)
        for silent in (0, 1):
            newest = select(readers.c.bot, readers.c.reader).where(readers.c.silent == silent)
            beyond = newest.order_by(readers.c.at.desc(), readers.c.reader).offset(MOST)
            await connection.execute(delete(readers).where(key.in_(beyond)))


def _one(bot: int, reader: int) -> ColumnElement[bool]:
    return (readers.c.bot == bot) & (readers.c.reader == reader)
