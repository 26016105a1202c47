"""The groups' settings as they lay in `groups.sqlite` in the folder of the index: taken over once."""

from __future__ import annotations

import asyncio
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

from bot.errors import StateError
from bot.state.database import Database
from bot.state.groups import UNSET, GroupSettings, settings_in, store, stored

logger = logging.getLogger(__name__)

READ = "SELECT chat, categories, since, until FROM groups"
DONE = "groups.sqlite.taken-over"


async def take_over_groups(database: Database, folder: Path) -> int:
    """Copies what the file in the folder of the index holds, then renames it; groups that have settings
    here keep them. Returns how many were copied. Raises StateError where the file cannot be read or
    renamed, or the database not be written: it is tried again at the next start."""
    file = folder / "groups.sqlite"
    if not file.is_file():
        return 0
    try:
        old = await asyncio.to_thread(read, file)
        new = 0
        async with database.writing() as connection:
            for chat, settings in old:
                if settings != UNSET and await stored(connection, chat) == UNSET:
                    await store(connection, chat, settings)
                    new += 1
        file.rename(file.with_name(DONE))
    except (sqlite3.Error, OSError, ValueError) as error:
        raise StateError(
            f"{file} with the groups' settings cannot be taken over: {error}",
            hint="look at the disk and the rights; without the file groups start anew",
        ) from error
    logger.info("settings of %d groups taken over from %s", new, file)
    return new


def read(file: Path) -> list[tuple[int, GroupSettings]]:
    with closing(sqlite3.connect(file)) as connection:
        rows = connection.execute(READ).fetchall()
    return [(chat, settings_in(categories, since, until)) for chat, categories, since, until in rows]
