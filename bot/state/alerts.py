"""What readers want to be told of, and how: one row for each, which belongs to a chat with one bot.

A reader's own chat has the reader's number. In a group an admin sets alerts, which are the admin's for
/mydata and /forget, and the group's for everything else.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import Any, Literal

from sqlalchemy import ColumnElement, Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database, alone
from bot.state.groups import Quiet
from bot.state.schedule import Pace, due_at
from bot.state.tables import alerts, deliveries
from bot.state.times import Clock, seconds

Kind = Literal["question", "security", "category"]
MOST = 20  # of one chat
WAITING, SENDING, SENT, UNKNOWN = range(4)  # what became of an article that an alert shall tell of
FOR_GOOD = 2**40  # muted until then


@dataclass(frozen=True, slots=True)
class Alert:
    """kind, what: a question's text, a security as `market.code`, a category's slug. name: of the last two.

    thread: the topic of a forum. language: of its messages. hour: at which a daily one comes. cap: messages
    on one day. muted: until when, in seconds since 1970. at: since when there is this alert. sent_on, sent:
    see `schedule`. id: 0 before it is stored.
    """

    bot: int
    chat: int
    reader: int
    kind: Kind
    what: str
    name: str = ""
    thread: int | None = None
    language: str = "zh"
    pace: Pace = "now"
    hour: int = 8
    quiet: Quiet | None = None
    cap: int = 10
    muted: int = 0
    at: int = 0
    sent_on: int = 0
    sent: int = 0
    id: int = 0

    @property
    def called(self) -> str:
        return self.name or self.what


class Alerts:
    """Every method raises StateError where the database cannot be used, and then nothing has changed."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def add(self, alert: Alert) -> Alert | None:
        """The alert as it is stored, None where the chat has as many as it may have. One for the same thing
        that is there already gets this pace, and is not muted any more."""
        async with self._database.writing() as connection:
            await alone(connection, alert.chat)
            same = _of(alert.bot, alert.chat) & (alerts.c.kind == alert.kind) & (alerts.c.what == alert.what)
            before = (await connection.execute(select(alerts).where(same))).one_or_none()
            if before:
                after = replace(alert_in(before), pace=alert.pace, hour=alert.hour, muted=0)
                await connection.execute(update(alerts).where(alerts.c.id == after.id).values(set_by(after)))
                return after
            if await self._count(connection, alert) >= MOST:
                return None
            new = replace(alert, at=seconds(self._clock.now()))
            made = await connection.execute(insert(alerts).values(row_of(new)).returning(alerts.c.id))
            return replace(new, id=made.scalar_one())

    async def of(self, bot: int, chat: int) -> tuple[Alert, ...]:
        """Those of a chat, the oldest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(select(alerts).where(_of(bot, chat)).order_by(alerts.c.id))
            return tuple(map(alert_in, rows))

    async def change(self, after: Alert, zone: tzinfo) -> None:
        """Set pace, hour, quiet hours, cap and until when it is muted. What waits comes when it is due now;
        of a muted alert nothing waits."""
        now = self._clock.now()
        async with self._database.writing() as connection:
            mine = alerts.c.id == after.id
            waiting = (deliveries.c.alert == after.id) & (deliveries.c.state == WAITING)
            if after.muted > seconds(now):
                await connection.execute(delete(deliveries).where(waiting))
            oldest = await connection.scalar(select(func.min(deliveries.c.at)).where(waiting))
            since = datetime.fromtimestamp(oldest, UTC) if oldest else now
            due = seconds(max(due_at(after, since, zone), now)) if oldest else None
            await connection.execute(update(alerts).where(mine).values(set_by(after) | {"due": due}))

    async def remove(self, alert: Alert) -> None:
        """With all that waits for it."""
        async with self._database.writing() as connection:
            await connection.execute(delete(alerts).where(alerts.c.id == alert.id))

    async def leave(self, bot: int, chat: int) -> int:
        """Remove all of a chat that is gone, or whose reader has blocked the bot. Returns how many."""
        async with self._database.writing() as connection:
            return (await connection.execute(delete(alerts).where(_of(bot, chat)))).rowcount

    async def moved(self, before: int, now: int) -> None:
        """A group has become a supergroup, of which nothing was asked yet; topics have other numbers."""
        async with self._database.writing() as connection:
            await alone(connection, now)
            taken = select(alerts.c.bot).where(alerts.c.chat == now)
            mine = (alerts.c.chat == before) & alerts.c.bot.not_in(taken)
            await connection.execute(update(alerts).where(mine).values(chat=now, thread=None))
            await connection.execute(delete(alerts).where(alerts.c.chat == before))

    async def _count(self, connection: AsyncConnection, alert: Alert) -> int:
        mine = _of(alert.bot, alert.chat)
        return await connection.scalar(select(func.count()).select_from(alerts).where(mine)) or 0


def _of(bot: int, chat: int) -> ColumnElement[bool]:
    return (alerts.c.bot == bot) & (alerts.c.chat == chat)


def alert_in(row: Row[Any]) -> Alert:
    of = row._mapping
    same = ("bot", "chat", "reader", "kind", "what", "name", "thread", "language", "pace", "hour", "cap")
    quiet = Quiet(of["since"], of["until"]) if of["since"] is not None else None
    counted = ("muted", "at", "sent_on", "sent", "id")
    return Alert(**{name: of[name] for name in (*same, *counted)}, quiet=quiet)


def set_by(alert: Alert) -> dict[str, Any]:
    """The columns that a reader sets."""
    since, until = (alert.quiet.since, alert.quiet.until) if alert.quiet else (None, None)
    pace = {"pace": alert.pace, "hour": alert.hour, "cap": alert.cap}
    return pace | {"since": since, "until": until, "muted": alert.muted}


def row_of(alert: Alert) -> dict[str, Any]:
    named = ("bot", "chat", "reader", "kind", "what", "name", "thread", "language", "at", "sent_on", "sent")
    kept = {name: getattr(alert, name) for name in named}
    return kept | set_by(alert) | {"due": None, "holder": "", "leased": 0, "more": 0}
