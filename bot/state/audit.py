"""What admins did, and what others tried to: for admins who ask later who changed something.

An admin's own /forget does not reach it. Of others who tried a command of admins only the command is noted.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database
from bot.state.recorder import Recorder
from bot.state.tables import audit
from bot.state.times import Clock, seconds

MOST = 10_000
LONGEST = 500


@dataclass(frozen=True, slots=True)
class Act:
    """admin: 0 for somebody who is none and was refused."""

    at: datetime
    admin: int
    action: str
    detail: str


class Audit:
    def __init__(self, database: Database, recorder: Recorder, clock: Clock) -> None:
        self._database, self._recorder, self._clock = database, recorder, clock

    def note(self, admin: int, action: str, detail: str = "") -> None:
        """It is stored soon. admin: whose action it was; 0 for somebody who is none and was refused."""
        row = {"at": seconds(self._clock.now()), "admin": admin, "action": action}
        self._recorder.put(audit, row | {"detail": detail.replace("\0", "")[:LONGEST]})

    async def newest(self, *, limit: int, offset: int = 0) -> tuple[tuple[Act, ...], int]:
        """The newest first, from `offset` on, and how many there are in all. Raises StateError."""
        await self._recorder.flush()
        wanted = select(audit.c.at, audit.c.admin, audit.c.action, audit.c.detail)
        async with self._database.reading() as connection:
            rows = await connection.execute(wanted.order_by(audit.c.id.desc()).limit(limit).offset(offset))
            acts = tuple(Act(datetime.fromtimestamp(at, UTC), *rest) for at, *rest in rows)
            return acts, await connection.scalar(select(func.count()).select_from(audit)) or 0

    async def tidy(self, connection: AsyncConnection) -> None:
        """Keep the newest of each kind: whoever is refused again and again pushes out no action of admins."""
        for kind in (audit.c.admin == 0, audit.c.admin != 0):
            newest = select(audit.c.id).where(kind).order_by(audit.c.id.desc()).offset(MOST).limit(1)
            last = await connection.scalar(newest)
            if last is not None:
                await connection.execute(delete(audit).where(kind & (audit.c.id <= last)))
