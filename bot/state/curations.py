"""What editors decided, on disk: questions with the article that answers them first, articles that are never
shown, and questions with their right articles, by which reloads are tried.

Titles are kept for the lists, since an article may be gone by then.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Table, delete, func, insert, select

from bot.state.database import Database, alone
from bot.state.questions import plain, topic
from bot.state.tables import golden, hidden, pins
from bot.state.times import Clock, seconds

MOST_PINS = 1000
MOST_HIDDEN = 500
MOST_GOLDEN = 300  # each is asked twice in a reload
LONGEST_TITLE = 200
ADDING = 7_301_101  # a number for `alone`


@dataclass(frozen=True, slots=True)
class Pinned:
    """digest: the question's, as in other tables."""

    digest: str
    question: str
    article: str
    title: str


@dataclass(frozen=True, slots=True)
class Hidden:
    article: str
    title: str


class Curations:
    """What is written is on disk when a method returns; each raises StateError."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def pins(self) -> tuple[Pinned, ...]:
        """The newest first."""
        return await self._questions(pins)

    async def golden(self) -> tuple[Pinned, ...]:
        """Questions with their right articles, by which a reload is tried; the newest first."""
        return await self._questions(golden)

    async def hidden(self) -> tuple[Hidden, ...]:
        """The newest first."""
        async with self._database.reading() as connection:
            rows = await connection.execute(
                select(hidden.c.article, hidden.c.title).order_by(hidden.c.at.desc(), hidden.c.article)
            )
            return tuple(Hidden(*row) for row in rows)

    async def pin(self, question: str, article: str, title: str) -> bool:
        """Let the article answer the question, instead of any other. False where there are too many pins."""
        return await self._put(pins, "question", _row(question, article), title, most=MOST_PINS)

    async def star(self, question: str, article: str, title: str) -> bool:
        """The article is the right one for the question. False where there are too many of these."""
        return await self._put(golden, "question", _row(question, article), title, most=MOST_GOLDEN)

    async def hide(self, article: str, title: str) -> bool:
        """False where too many are hidden."""
        return await self._put(hidden, "article", {"article": article}, title, most=MOST_HIDDEN)

    async def unpin(self, digest: str) -> Pinned | None:
        """What was pinned to the question, None where nothing was."""
        gone = next((one for one in await self.pins() if one.digest == digest), None)
        await self._drop(pins, "question", digest)
        return gone

    async def unstar(self, digest: str) -> Pinned | None:
        """The question is none to try a reload by any more."""
        gone = next((one for one in await self.golden() if one.digest == digest), None)
        await self._drop(golden, "question", digest)
        return gone

    async def show(self, article: str) -> Hidden | None:
        """What was hidden, None where it was not."""
        gone = next((one for one in await self.hidden() if one.article == article), None)
        await self._drop(hidden, "article", article)
        return gone

    async def _questions(self, table: Table) -> tuple[Pinned, ...]:
        wanted = select(table.c.question, table.c.text, table.c.article, table.c.title)
        async with self._database.reading() as connection:
            rows = await connection.execute(wanted.order_by(table.c.at.desc(), table.c.question))
            return tuple(Pinned(*row) for row in rows)

    async def _put(self, table: Table, key: str, row: dict[str, str], title: str, *, most: int) -> bool:
        async with self._database.writing() as connection:
            await alone(connection, ADDING)
            await connection.execute(delete(table).where(table.c[key] == row[key]))
            count = await connection.scalar(select(func.count()).select_from(table)) or 0
            if count >= most:
                return False
            rest = {"title": title.replace("\0", "")[:LONGEST_TITLE], "at": seconds(self._clock.now())}
            await connection.execute(insert(table).values({**row, **rest}))
        return True

    async def _drop(self, table: Table, key: str, value: str) -> None:
        async with self._database.writing() as connection:
            await connection.execute(delete(table).where(table.c[key] == value))


def _row(question: str, article: str) -> dict[str, str]:
    return {"question": topic(question), "text": plain(question), "article": article}
