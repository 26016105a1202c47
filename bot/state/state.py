"""All that is stored, put together over one database."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bot.state.database import Database
from bot.state.groups import Groups
from bot.state.place import IN_MEMORY
from bot.state.takeover import take_over_groups


@dataclass(frozen=True, slots=True)
class State:
    database: Database
    groups: Groups

    async def prepare(self, index: Path) -> None:
        """Bring the database up to date and take over what an older Wenda left in the index's folder.
        Raises StateError; StateNewer where this Wenda must not write into it."""
        await self.database.prepare()
        await take_over_groups(self.database, index)

    async def aclose(self) -> None:
        await self.database.aclose()


def open_state(url: str = IN_MEMORY, *, stopwatch: Callable[[], float] = time.monotonic) -> State:
    """Nothing is opened until it is used. url: as in STATE_URL; in memory it is forgotten at the end."""
    database = Database(url, stopwatch=stopwatch)
    return State(database, Groups(database))
