"""How a running bot stands: what it counted, how much memory its processes have, whether it can answer."""

from __future__ import annotations

import asyncio
import contextlib
from collections import Counter
from dataclasses import dataclass

from bot.chat.reloads import Reloads
from bot.chat.tally import Tally
from bot.errors import WendaError
from bot.search.engine import SearchEngine
from bot.state.recorder import Recorder

SILENT = 120.0  # seconds without a word of Telegram's after which no updates come any more

MISSING = {
    "index": "no index that can answer yet",
    "unheard": "Telegram has brought no updates, not even none",
    "silent": "Telegram is silent",
}


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment's numbers: see `Tally`, from which most are copies. documents: of the index, None where there
    is none. memory: bytes of each process, this one first. waiting: rows that are still to be stored.
    silent: seconds since Telegram was last heard of, None before and where it calls by itself."""

    updates: Counter[tuple[str, str]]
    calls: Counter[tuple[str, str]]
    errors: Counter[str]
    buckets: tuple[int, ...]
    seconds: float
    under_way: int
    waiting: int
    readers: int
    reloads: Counter[str]
    documents: int | None
    memory: tuple[int, ...]
    up: float
    silent: float | None


@dataclass(frozen=True, slots=True)
class Vitals:
    """listening: whether Telegram calls, and is not asked for updates."""

    tally: Tally
    engine: SearchEngine
    recorder: Recorder
    reloads: Reloads
    listening: bool = False

    async def snapshot(self) -> Snapshot:
        """Memory is looked up in a thread: of a process with a large index it takes a while."""
        documents, memory = await self._documents(), await self.memory()
        tally = self.tally
        return Snapshot(
            tally.updates.copy(),
            tally.calls.copy(),
            tally.errors.copy(),
            tuple(tally.buckets),
            tally.seconds,
            len(tally.under_way),
            self.recorder.waiting,
            tally.readers,
            self.reloads.ended.copy(),
            documents,
            memory,
            tally.up,
            self._silent(),
        )

    async def missing(self) -> tuple[str, ...]:
        """What keeps readers from being answered; nothing where all is well."""
        silent = self._silent()
        found = ["index"] if await self._documents() is None else []
        if not self.listening and (silent is None or silent > SILENT):
            found.append("silent" if silent is not None else "unheard")
        return tuple(MISSING[one] for one in found)

    async def memory(self) -> tuple[int, ...]:
        """Bytes of each process of the bot, this one first and then the greatest."""
        return await asyncio.to_thread(memory_of_processes)

    async def _documents(self) -> int | None:
        try:
            return (await self.engine.status()).documents
        except WendaError:
            return None

    def _silent(self) -> float | None:
        heard = self.tally.heard
        return None if heard is None else self.tally.started + self.tally.up - heard


def memory_of_processes() -> tuple[int, ...]:
    """Of this process and all that it started: what it would take away with it, where the system tells, and
    what several share counted in parts; else what is resident."""
    import psutil

    own = psutil.Process()
    sizes = []
    for one in (own, *own.children(recursive=True)):
        with contextlib.suppress(psutil.Error):  # ended meanwhile, or of somebody else
            told = one.memory_full_info()
            sizes.append(int(getattr(told, "pss", 0) or getattr(told, "uss", 0) or told.rss))
    return (*sizes[:1], *sorted(sizes[1:], reverse=True))
