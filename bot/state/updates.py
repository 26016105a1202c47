"""Which updates of Telegram were dealt with: one that comes again after a restart is not answered twice."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database
from bot.state.recorder import Recorder
from bot.state.tables import updates
from bot.state.times import DAY, Clock, seconds

MOST = 2000
KEPT = DAY  # Telegram keeps an update for a day, and may count anew after a quiet week


class Updates:
    def __init__(self, database: Database, recorder: Recorder, clock: Clock) -> None:
        self._database, self._recorder, self._clock = database, recorder, clock

    def note(self, bot: int, update: int) -> None:
        """It was dealt with; this is stored soon, and a process killed before that may answer it again."""
        row = {"bot": bot, "id": update, "seen": seconds(self._clock.now())}
        self._recorder.put(updates, row)

    async def recent(self, bot: int) -> list[int]:
        """The newest of the last day, oldest first. Raises StateError."""
        since = seconds(self._clock.now()) - KEPT
        mine = updates.c.bot == bot, updates.c.seen >= since
        newest = select(updates.c.id).where(*mine).order_by(updates.c.seen.desc(), updates.c.id.desc())
        async with self._database.reading() as connection:
            return list(await connection.scalars(newest.limit(MOST)))[::-1]

    async def tidy(self, connection: AsyncConnection) -> None:
        """Drop what is too old to come again, and all but the newest."""
        order = updates.c.seen.desc()
        last = await connection.scalar(select(updates.c.seen).order_by(order).offset(MOST).limit(1))
        since = max(seconds(self._clock.now()) - KEPT, last or 0)
        await connection.execute(delete(updates).where(updates.c.seen < since))
