"""What alerts shall tell of, from the moment it is found until Telegram has taken it: each article once.

    WAITING ──hand──> SENDING ──sent──> SENT
       ^                 │ └──unknown──> UNKNOWN      (the answer was lost; or the process, see below)
       └────again────────┘                            (Telegram surely did not take it)

- An alert and an article are one row: finding it again, in this process or in another, changes nothing.
- Who sends holds the alert for `LEASE` seconds and shows it (`hand`) right before the call: another process
  does not get it meanwhile, and who lost it does not send.
- Telegram has no key by which a call could be repeated. A process that is killed between `hand` and `sent`
  leaves open whether Telegram took it; then it is not sent again: one alert too few in that moment, which
  lasts as long as the call, rather than one twice.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.alerts import SENDING, SENT, UNKNOWN, WAITING, Alert, alert_in
from bot.state.database import Database, alone
from bot.state.recorder import insert_all
from bot.state.schedule import allowed, due_at
from bot.state.tables import alerts, deliveries
from bot.state.times import DAY, Clock, seconds

LEASE = 120  # seconds
MOST_WAITING = 40  # articles of one alert that are named; of more their number is told
KEPT = 8 * DAY  # longer than an article may be found anew
AT_ONCE = 500
LOCK = 8173226452  # any number that nothing else locks
Wanted = tuple[str, str]  # kind and what


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message of an alert. articles: ids, the last found first. more: how many are not named."""

    alert: Alert
    articles: tuple[str, ...]
    more: int


class Outbox:
    """holder: the process that sends. Every method raises StateError where the database cannot be used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def wanted(self, bot: int) -> tuple[Wanted, ...]:
        """What the alerts that are not muted ask for, each once."""
        now = seconds(self._clock.now())
        mine = (alerts.c.bot == bot) & (alerts.c.muted <= now)
        asked = select(alerts.c.kind, alerts.c.what).where(mine).distinct()
        async with self._database.reading() as connection:
            rows = await connection.execute(asked.order_by(alerts.c.kind, alerts.c.what))
            return tuple((row.kind, row.what) for row in rows)

    async def deposit(self, bot: int, found: Mapping[Wanted, Sequence[str]], zone: tzinfo) -> None:
        """Articles, the newest first, for every alert that asks for them. Some of it may be stored where
        this fails; done again, it stores the rest."""
        for (kind, what), articles in found.items():
            last = 0
            while articles:
                async with self._database.writing() as connection:
                    asking = (alerts.c.bot == bot) & (alerts.c.kind == kind) & (alerts.c.what == what)
                    asking &= (alerts.c.muted <= seconds(self._clock.now())) & (alerts.c.id > last)
                    few = select(alerts).where(asking).order_by(alerts.c.id).limit(AT_ONCE)
                    rows = (await connection.execute(few)).all()
                    if not rows:
                        break
                    await self._deposited(connection, rows, articles, zone)
                    last = rows[-1].id

    async def _deposited(
        self, connection: AsyncConnection, rows: Sequence[Row[Any]], articles: Sequence[str], zone: tzinfo
    ) -> None:
        now = self._clock.now()
        ids = [row.id for row in rows]
        held = deliveries.c.alert.in_(ids)
        per = select(deliveries.c.alert, func.count()).where(held, deliveries.c.state == WAITING)
        waiting = {row[0]: row[1] for row in await connection.execute(per.group_by(deliveries.c.alert))}
        known = select(deliveries.c.alert, deliveries.c.article).where(
            held, deliveries.c.article.in_(articles)
        )
        there = {(row.alert, row.article) for row in await connection.execute(known)}
        new: list[dict[str, Any]] = []
        due: list[dict[str, Any]] = []
        for row in rows:
            fresh = [one for one in articles if (row.id, one) not in there]
            room = max(0, MOST_WAITING - waiting.get(row.id, 0))
            common = {"alert": row.id, "reader": row.reader, "at": seconds(now), "state": WAITING}
            new += [common | {"article": one, "message": None} for one in fresh[:room]]
            if fresh:
                at = seconds(due_at(alert_in(row), now, zone))
                more = row.more + max(0, len(fresh) - room)
                due.append({"its": row.id, "at": row.due if row.id in waiting else at, "not_named": more})
        await insert_all(connection, [(deliveries, row) for row in new])
        for one in due:
            mine = update(alerts).where(alerts.c.id == one["its"])
            await connection.execute(mine.values(due=one["at"], more=one["not_named"]))

    async def claim(self, bot: int, holder: str, zone: tzinfo, *, most: int) -> tuple[Parcel, ...]:
        """What is due now, held for whoever sends it. What its quiet hours or its cap forbid now, since
        nobody sent it in time, is put off."""
        now = self._clock.now()
        free = (alerts.c.bot == bot) & (alerts.c.due <= seconds(now)) & (alerts.c.leased <= seconds(now))
        first = select(alerts).where(free).order_by(alerts.c.due, alerts.c.id).limit(most)
        async with self._database.reading() as connection:
            if (await connection.execute(first.limit(1))).first() is None:
                return ()
        parcels = []
        async with self._database.writing() as connection:
            await alone(connection, LOCK)
            for row in (await connection.execute(first)).all():
                alert = alert_in(row)
                later = seconds(allowed(alert, now, zone))
                if later > seconds(now):
                    await connection.execute(_its(alert).values(due=later))
                elif articles := await self._waiting(connection, alert):
                    lease = seconds(now) + LEASE
                    await connection.execute(_its(alert).values(holder=holder, leased=lease))
                    parcels.append(Parcel(alert, articles, row.more))
                else:
                    await connection.execute(_its(alert).values(due=None, holder="", leased=0))
        return tuple(parcels)

    async def hand(self, parcel: Parcel, holder: str, zone: tzinfo) -> bool:
        """Right before the call: from now on it may be with Telegram. False where it is not this holder's
        any more, or the alert is gone or muted: then it must not be sent."""
        now = self._clock.now()
        day = now.astimezone(zone).toordinal()
        sent = parcel.alert.sent + 1 if parcel.alert.sent_on == day else 1
        held = (alerts.c.holder == holder) & (alerts.c.leased > seconds(now))
        mine = _its(parcel.alert).where(held, alerts.c.muted <= seconds(now))
        left = alerts.c.more - parcel.more
        async with self._database.writing() as connection:
            changed = await connection.execute(mine.values(sent_on=day, sent=sent, more=left))
            if not changed.rowcount:
                return False
            await connection.execute(_those(parcel, WAITING).values(state=SENDING))
        return True

    async def sent(self, parcel: Parcel, message: int | None, zone: tzinfo) -> None:
        """Telegram took it as this message; None: perhaps it did, which nobody can know."""
        state = UNKNOWN if message is None else SENT
        async with self._database.writing() as connection:
            await connection.execute(_those(parcel, SENDING).values(state=state, message=message))
            await self._freed(connection, parcel.alert, zone, wait=0)

    async def again(self, parcel: Parcel, zone: tzinfo, *, wait: int) -> None:
        """Telegram surely did not take it; it is due again after so many seconds."""
        async with self._database.writing() as connection:
            await connection.execute(_those(parcel, SENDING).values(state=WAITING))
            before = {"sent": alerts.c.sent - 1, "more": alerts.c.more + parcel.more}
            await connection.execute(_its(parcel.alert).values(before))
            await self._freed(connection, parcel.alert, zone, wait=wait)

    async def release(self, holder: str) -> None:
        """Whoever sends stops: others may have what was not sent."""
        async with self._database.writing() as connection:
            mine = update(alerts).where(alerts.c.holder == holder)
            await connection.execute(mine.values(holder="", leased=0))

    async def tidy(self, connection: AsyncConnection) -> None:
        """What was left open becomes unknown; what was dealt with is dropped after some days."""
        now = seconds(self._clock.now())
        free = select(alerts.c.id).where(alerts.c.leased <= now)
        left = (deliveries.c.state == SENDING) & deliveries.c.alert.in_(free)
        await connection.execute(update(deliveries).where(left).values(state=UNKNOWN))
        old = (deliveries.c.at < now - KEPT) & deliveries.c.state.in_((SENT, UNKNOWN))
        await connection.execute(delete(deliveries).where(old))

    async def _waiting(self, connection: AsyncConnection, alert: Alert) -> tuple[str, ...]:
        mine = (deliveries.c.alert == alert.id) & (deliveries.c.state == WAITING)
        newest = select(deliveries.c.article).where(mine).order_by(deliveries.c.at.desc())
        return tuple(await connection.scalars(newest))

    async def _freed(self, connection: AsyncConnection, alert: Alert, zone: tzinfo, *, wait: int) -> None:
        """Nobody holds it any more; it is due again where something waits."""
        row = (await connection.execute(select(alerts).where(alerts.c.id == alert.id))).one_or_none()
        if row is None:
            return
        now = self._clock.now()
        more = await self._waiting(connection, alert)
        due = seconds(now) + wait if wait else seconds(due_at(alert_in(row), now, zone))
        await connection.execute(_its(alert).values(holder="", leased=0, due=due if more else None))


def _its(alert: Alert) -> Any:
    return update(alerts).where(alerts.c.id == alert.id)


def _those(parcel: Parcel, state: int) -> Any:
    of: ColumnElement[bool] = deliveries.c.alert == parcel.alert.id
    return update(deliveries).where(
        of, deliveries.c.article.in_(parcel.articles), deliveries.c.state == state
    )
