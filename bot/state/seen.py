"""Which of the last days' articles are known already, so that alerts tell only of new ones.

An article is new when its id is not here. Of each bot the articles are kept whose date may still count as
recent, whatever became of the index meanwhile: it may be built anew, go back, or change while nobody looks.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database
from bot.state.recorder import insert_all
from bot.state.tables import seen_articles
from bot.state.times import DAY, Clock, seconds

RECENT = 3 * DAY  # older articles that appear are no news


class Seen:
    """Every method raises StateError where the database cannot be used."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def known(self, bot: int) -> frozenset[str] | None:
        """The ids, None where no look was ever taken: then nothing is new."""
        mine = select(seen_articles.c.article).where(seen_articles.c.bot == bot)
        async with self._database.reading() as connection:
            found = frozenset(await connection.scalars(mine))
        return found - {""} if found else None

    async def note(self, bot: int, dates: Mapping[str, datetime]) -> None:
        """These are known from now on. Also noted is that a look was taken."""
        look = {"bot": bot, "article": "", "date": 2**40}
        rows = [{"bot": bot, "article": key, "date": seconds(date)} for key, date in dates.items()]
        async with self._database.writing() as connection:
            await insert_all(connection, [(seen_articles, row) for row in (look, *rows)])

    async def tidy(self, connection: AsyncConnection) -> None:
        """Drop what is too old to be news."""
        old = seen_articles.c.date < seconds(self._clock.now()) - RECENT - DAY
        await connection.execute(delete(seen_articles).where(old))
