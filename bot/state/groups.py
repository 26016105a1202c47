"""What the admins of groups have set, on disk before it counts: which categories answer, and when none.

Only what differs from what a new group has is stored. The groups asked last are in memory.
"""

from __future__ import annotations

import json
from collections import OrderedDict
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database, alone
from bot.state.tables import groups

MOST_CATEGORIES = 100
MOST_IN_MEMORY = 1000


@dataclass(frozen=True, slots=True)
class Quiet:
    """Hours of the site's clock, 0 to 23: quiet from `since` to before `until`, also over midnight."""

    since: int
    until: int

    def holds(self, hour: int) -> bool:
        if self.since < self.until:
            return self.since <= hour < self.until
        return hour >= self.since or hour < self.until


@dataclass(frozen=True, slots=True)
class GroupSettings:
    """categories: slugs to answer from, none of them is all there are. quiet: None is never."""

    categories: frozenset[str] = frozenset()
    quiet: Quiet | None = None


UNSET = GroupSettings()


class Groups:
    def __init__(self, database: Database) -> None:
        self._database = database
        self._kept: OrderedDict[int, GroupSettings] = OrderedDict()

    async def settings_of(self, chat: int) -> GroupSettings:
        """Raises StateError where they are not in memory and cannot be read."""
        if chat in self._kept:
            self._kept.move_to_end(chat)
            return self._kept[chat]
        async with self._database.reading() as connection:
            settings = await stored(connection, chat)
        return self._keep(chat, settings)

    async def change(self, chat: int, settings: GroupSettings) -> None:
        """Set all of it; it is on disk when this returns. Raises StateError, and then nothing has changed."""
        async with self._database.writing() as connection:
            await alone(connection, chat)
            await store(connection, chat, settings)
        self._keep(chat, settings)

    async def moved(self, before: int, now: int) -> None:
        """A group has become a supergroup, which keeps what it has set already. Telegram tells both; the
        second time nothing is left to do."""
        async with self._database.writing() as connection:
            await alone(connection, now)
            if await stored(connection, now) == UNSET:
                await connection.execute(update(groups).where(groups.c.chat == before).values(chat=now))
            await connection.execute(delete(groups).where(groups.c.chat == before))
        self._kept.pop(before, None)
        self._kept.pop(now, None)

    def _keep(self, chat: int, settings: GroupSettings) -> GroupSettings:
        self._kept[chat] = settings
        self._kept.move_to_end(chat)
        if len(self._kept) > MOST_IN_MEMORY:
            self._kept.popitem(last=False)
        return settings


async def stored(connection: AsyncConnection, chat: int) -> GroupSettings:
    found = (await connection.execute(select(groups).where(groups.c.chat == chat))).one_or_none()
    return settings_in(found.categories, found.since, found.until) if found else UNSET


async def store(connection: AsyncConnection, chat: int, settings: GroupSettings) -> None:
    await connection.execute(delete(groups).where(groups.c.chat == chat))
    if settings != UNSET:
        await connection.execute(insert(groups).values(row_of(chat, settings)))


def settings_in(categories: str, since: int | None, until: int | None) -> GroupSettings:
    """Raises ValueError where the categories are no JSON."""
    quiet = Quiet(since, until) if since is not None and until is not None else None
    return GroupSettings(frozenset(json.loads(categories)), quiet)


def row_of(chat: int, settings: GroupSettings) -> dict[str, Any]:
    since, until = (settings.quiet.since, settings.quiet.until) if settings.quiet else (None, None)
    categories = json.dumps(sorted(settings.categories))
    return {"chat": chat, "categories": categories, "since": since, "until": until}
