"""What the admins of groups have set, on disk before it counts: which categories answer, and when none.

One small SQLite file; only what differs from what a new group has is in it. It is asked and changed in a
thread; the groups asked last are in memory.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections import OrderedDict
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.errors import WendaError

Result = TypeVar("Result")
MOST_CATEGORIES = 100
MOST_IN_MEMORY = 1000
SCHEMA = (
    "CREATE TABLE IF NOT EXISTS groups"
    " (chat INTEGER PRIMARY KEY, categories TEXT NOT NULL, since INTEGER, until INTEGER)"
)
DURABLE = "PRAGMA synchronous = FULL"
READ = "SELECT categories, since, until FROM groups WHERE chat = ?"
WRITE = "INSERT OR REPLACE INTO groups VALUES (?, ?, ?, ?)"
DROP = "DELETE FROM groups WHERE chat = ?"
MOVE = "UPDATE OR IGNORE groups SET chat = ? WHERE chat = ?"


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
    """path: of the file, made when first needed; None keeps everything in memory, for as long as it runs."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._kept: OrderedDict[int, GroupSettings] = OrderedDict()
        self._connection: sqlite3.Connection | None = None
        self._lock = asyncio.Lock()

    async def settings_of(self, chat: int) -> GroupSettings:
        if chat in self._kept:
            self._kept.move_to_end(chat)
            return self._kept[chat]
        async with self._lock:
            return self._keep(chat, await self._run(lambda file: read(file, chat)))

    async def change(self, chat: int, settings: GroupSettings) -> None:
        """Set all of it; it is on disk when this returns."""
        async with self._lock:
            await self._run(lambda file: write(file, chat, settings))
            self._keep(chat, settings)

    async def moved(self, before: int, now: int) -> None:
        """A group has become a supergroup. Telegram tells both; the second time nothing is left to do."""
        async with self._lock:
            await self._run(lambda file: move(file, before, now))
            self._kept.pop(before, None)
            self._kept.pop(now, None)

    async def aclose(self) -> None:
        async with self._lock:
            if self._connection:
                self._connection.close()
                self._connection = None

    def _keep(self, chat: int, settings: GroupSettings) -> GroupSettings:
        self._kept[chat] = settings
        self._kept.move_to_end(chat)
        if len(self._kept) > MOST_IN_MEMORY:
            self._kept.popitem(last=False)
        return settings

    async def _run(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """In a thread; the lock is held."""

        def job() -> Result:
            if self._connection is None:
                self._connection = opened(self._path)
            with self._connection:  # commits, or takes back
                return work(self._connection)

        try:
            return await asyncio.to_thread(job)
        except (sqlite3.Error, OSError, ValueError) as error:
            raise WendaError(
                f"{self._path} with the groups' settings cannot be used: {error}",
                hint="look at the disk and the rights; without a broken file groups start anew",
            ) from error


def opened(path: Path | None) -> sqlite3.Connection:
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path or ":memory:", check_same_thread=False)
    try:
        connection.execute(DURABLE)
        connection.execute(SCHEMA)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def read(file: sqlite3.Connection, chat: int) -> GroupSettings:
    with closing(file.execute(READ, (chat,))) as rows:
        row = rows.fetchone()
    if row is None:
        return UNSET
    categories, since, until = row
    quiet = Quiet(since, until) if since is not None and until is not None else None
    return GroupSettings(frozenset(json.loads(categories)), quiet)


def write(file: sqlite3.Connection, chat: int, settings: GroupSettings) -> None:
    if settings == UNSET:
        file.execute(DROP, (chat,))
        return
    quiet = settings.quiet
    hours = (quiet.since, quiet.until) if quiet else (None, None)
    row = (chat, json.dumps(sorted(settings.categories)), *hours)
    file.execute(WRITE, row)


def move(file: sqlite3.Connection, before: int, now: int) -> None:
    """What the supergroup has set already stays."""
    file.execute(MOVE, (now, before))
    file.execute(DROP, (before,))
