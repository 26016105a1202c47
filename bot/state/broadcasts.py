"""Broadcasts under way: a text, and a row for each reader whom it has not reached yet.

A reader's row is WAITING, and SENDING from right before the call to Telegram; when it is known what became of
it the row goes and is counted. So each reader gets it once at most, over restarts and two processes: whoever
turns the row from WAITING to SENDING sends. A row that a killed process left SENDING is counted as unknown.
A broadcast that ended is a line of numbers, kept for some days so that nothing is confirmed twice.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database, alone
from bot.state.readers import SENDING, WAITING
from bot.state.tables import broadcasts, mailings, readers
from bot.state.times import DAY, Clock, seconds

GOING, STOPPING, ENDED = range(3)
LEASE = 120  # seconds
LONGEST = DAY  # whoever could not be reached by then is not written to any more
KEPT = 8 * DAY
BEGINNING = 7_301_102  # a number for `alone`
Fate = Literal["sent", "gone", "unknown"]


@dataclass(frozen=True, slots=True)
class Broadcast:
    """admin: who confirmed it, in whose chat it was asked for by the message `asked`, and by whose message
    `shown` it is told how far it is. readers: how many it shall reach; of these it was sent to, are gone, or
    perhaps got it. text: "" once it has ended."""

    id: int
    bot: int
    admin: int
    asked: int
    shown: int
    language: str
    text: str
    state: int
    readers: int
    sent: int
    gone: int
    unknown: int

    @property
    def left(self) -> int:
        """How many were not written to."""
        return max(0, self.readers - self.sent - self.gone - self.unknown)


class Broadcasts:
    """Every method raises StateError where the database cannot be used, and then nothing has changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def begin(
        self, bot: int, admin: int, *, asked: int, shown: int, language: str, text: str
    ) -> Broadcast | Literal["used", "busy"]:
        """For all who want broadcasts now. used: the same message was confirmed before; busy: another one
        is under way."""
        async with self._database.writing() as connection:
            await alone(connection, BEGINNING)
            mine = broadcasts.c.bot == bot
            same = mine & (broadcasts.c.admin == admin) & (broadcasts.c.asked == asked)
            for which, why in ((same, "used"), (mine & (broadcasts.c.state != ENDED), "busy")):
                if (await connection.execute(select(broadcasts.c.id).where(which).limit(1))).first():
                    return "used" if why == "used" else "busy"
            now = seconds(self._clock.now())
            row = {"bot": bot, "admin": admin, "asked": asked, "shown": shown, "language": language}
            row |= {"text": text, "state": GOING, "at": now, "readers": 0, "sent": 0, "gone": 0}
            row |= {"unknown": 0, "holder": "", "leased": 0}
            made = await connection.execute(insert(broadcasts).values(row).returning(broadcasts.c.id))
            number = made.scalar_one()
            wanted = select(
                literal(number), readers.c.reader, readers.c.language, literal(WAITING), literal(0)
            ).where(readers.c.bot == bot, readers.c.silent == 0)
            into = ["broadcast", "reader", "language", "state", "due"]
            await connection.execute(insert(mailings).from_select(into, wanted))
            count = await connection.scalar(_counted(number)) or 0
            await connection.execute(_its(number).values(readers=count))
            return await self._read(connection, number)

    async def claim(self, bot: int, holder: str) -> Broadcast | None:
        """The one under way, held for whoever sends it, for the first time or again; None where there is
        none, or another process holds it."""
        now = seconds(self._clock.now())
        mine = (broadcasts.c.bot == bot) & (broadcasts.c.state != ENDED)
        mine &= (broadcasts.c.holder == holder) | (broadcasts.c.leased <= now)
        first = select(broadcasts).where(mine).order_by(broadcasts.c.id).limit(1)
        async with self._database.reading() as connection:
            if (await connection.execute(first)).first() is None:
                return None
        async with self._database.writing() as connection:
            await alone(connection, BEGINNING)
            row = (await connection.execute(first)).one_or_none()
            if row is None:
                return None
            if row.holder != holder:
                await self._left_open(connection, row.id)
            await connection.execute(_its(row.id).values(holder=holder, leased=now + LEASE))
            if row.state == GOING and row.at + LONGEST <= now:
                await self._stop(connection, row.id)
            return await self._read(connection, row.id)

    async def of(self, bot: int, number: int) -> Broadcast | None:
        """The one with this number, if it is of this bot."""
        mine = select(broadcasts).where(broadcasts.c.id == number, broadcasts.c.bot == bot)
        async with self._database.reading() as connection:
            row = (await connection.execute(mine)).one_or_none()
            return broadcast_in(row) if row else None

    async def few(self, of: Broadcast, *, most: int) -> tuple[tuple[int, str], ...]:
        """Readers, with their languages, to whom it may be sent now."""
        due = (mailings.c.broadcast == of.id) & (mailings.c.state == WAITING)
        due &= mailings.c.due <= seconds(self._clock.now())
        wanted = select(mailings.c.reader, mailings.c.language).where(due).order_by(mailings.c.reader)
        async with self._database.reading() as connection:
            rows = await connection.execute(wanted.limit(most))
            return tuple((row.reader, row.language) for row in rows)

    async def waiting(self, of: Broadcast) -> int:
        """How many are still to be written to, now or later."""
        async with self._database.reading() as connection:
            return await connection.scalar(_counted(of.id).where(mailings.c.state == WAITING)) or 0

    async def hand(self, of: Broadcast, reader: int) -> bool:
        """Right before the call: from now on it may be with Telegram. False where it must not be sent."""
        going = select(broadcasts.c.id).where(broadcasts.c.id == of.id, broadcasts.c.state == GOING)
        mine = _row(of, reader) & (mailings.c.state == WAITING) & mailings.c.broadcast.in_(going)
        async with self._database.writing() as connection:
            changed = await connection.execute(update(mailings).where(mine).values(state=SENDING))
            return bool(changed.rowcount)

    async def done(self, of: Broadcast, reader: int, fate: Fate) -> None:
        """What became of it."""
        mine = _row(of, reader) & (mailings.c.state == SENDING)
        async with self._database.writing() as connection:
            if (await connection.execute(delete(mailings).where(mine))).rowcount:
                column = broadcasts.c[fate]
                await connection.execute(_its(of.id).values({fate: column + 1}))

    async def again(self, of: Broadcast, reader: int, *, wait: int) -> None:
        """Telegram surely did not take it; it is due again after so many seconds."""
        mine = _row(of, reader) & (mailings.c.state == SENDING)
        due = seconds(self._clock.now()) + wait
        async with self._database.writing() as connection:
            await connection.execute(update(mailings).where(mine).values(state=WAITING, due=due))

    async def stop(self, bot: int, number: int) -> bool:
        """Send it to nobody else. False where it is not under way."""
        async with self._database.writing() as connection:
            mine = select(broadcasts.c.id).where(
                broadcasts.c.id == number, broadcasts.c.bot == bot, broadcasts.c.state == GOING
            )
            if (await connection.execute(mine)).first() is None:
                return False
            await self._stop(connection, number)
        return True

    async def finish(self, of: Broadcast) -> Broadcast:
        """It has ended; what is left open by now stays so."""
        async with self._database.writing() as connection:
            await self._left_open(connection, of.id)
            await connection.execute(delete(mailings).where(mailings.c.broadcast == of.id))
            await connection.execute(_its(of.id).values(state=ENDED, text="", holder="", leased=0))
            return await self._read(connection, of.id)

    async def release(self, holder: str) -> None:
        """Whoever sends stops: others may go on."""
        async with self._database.writing() as connection:
            mine = update(broadcasts).where(broadcasts.c.holder == holder)
            await connection.execute(mine.values(leased=0))

    async def tidy(self, connection: AsyncConnection) -> None:
        """Of those that ended long ago nothing is kept."""
        old = (broadcasts.c.at < seconds(self._clock.now()) - KEPT) & (broadcasts.c.state == ENDED)
        await connection.execute(delete(broadcasts).where(old))

    async def _stop(self, connection: AsyncConnection, number: int) -> None:
        await connection.execute(_its(number).values(state=STOPPING))
        left = (mailings.c.broadcast == number) & (mailings.c.state == WAITING)
        await connection.execute(delete(mailings).where(left))

    async def _left_open(self, connection: AsyncConnection, number: int) -> None:
        """Nobody can know any more whether Telegram took these."""
        open_ones = (mailings.c.broadcast == number) & (mailings.c.state == SENDING)
        gone = await connection.execute(delete(mailings).where(open_ones))
        more = broadcasts.c.unknown + gone.rowcount
        await connection.execute(_its(number).values(unknown=more))

    async def _read(self, connection: AsyncConnection, number: int) -> Broadcast:
        row = (await connection.execute(select(broadcasts).where(broadcasts.c.id == number))).one()
        return broadcast_in(row)


def broadcast_in(row: Row[Any]) -> Broadcast:
    return Broadcast(**{one.name: row._mapping[one.name] for one in fields(Broadcast)})


def _its(number: int) -> Any:
    return update(broadcasts).where(broadcasts.c.id == number)


def _row(of: Broadcast, reader: int) -> ColumnElement[bool]:
    return (mailings.c.broadcast == of.id) & (mailings.c.reader == reader)


def _counted(number: int) -> Any:
    return select(func.count()).select_from(mailings).where(mailings.c.broadcast == number)
