"""The reloads of a running bot: one at a time, whoever wants one, and what became of the last."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from bot.chat.clock import Clock
from bot.chat.ports import Fetch, Refreshes
from bot.errors import IndexBusy
from bot.posts.pulling import Pull
from bot.search.engine import Status
from bot.search.report import IndexReport, OnProgress, Outlook
from bot.search.trial import Golden

Questions = Callable[[], tuple[Golden, ...]]

AGAIN = 10.0  # seconds until a reload that another process was in the way of is tried again


@dataclass(frozen=True, slots=True)
class Reloaded:
    report: IndexReport
    pulls: tuple[Pull, ...] = ()


async def fetch_nothing() -> tuple[Pull, ...]:
    """Where no corpus is to be pulled."""
    return ()


class Reloads:
    """fetch: pulls the posts before a reload that reaches out. last: the newest report, None before one.
    ended: how many were done and how many failed; those that another one was in the way of are neither."""

    def __init__(
        self,
        indexer: Refreshes,
        clock: Clock,
        *,
        fetch: Fetch = fetch_nothing,
        last: IndexReport | None = None,
        questions: Questions = tuple,
    ) -> None:
        """questions: gives those that a new generation is tried by."""
        self._questions = questions
        self._indexer = indexer
        self._clock = clock
        self._fetch = fetch
        self._alone = asyncio.Lock()
        self.last = last
        self.ended = Counter[str](done=0, failed=0)

    async def asked(self, on_progress: OnProgress, *, rebuild: bool = False, tried: bool = True) -> Reloaded:
        """What an admin wants now, tried by the editors' questions unless told otherwise. Raises IndexBusy
        while any other reload runs."""
        self._refuse_second()
        async with self._alone:
            pulls = await self._fetch()
            self.last = await self._refresh(on_progress, rebuild=rebuild, tried=tried)
            return Reloaded(self.last, pulls)

    async def outlook(self) -> tuple[Outlook, tuple[Pull, ...]]:
        """What a reload would find now. Raises IndexBusy while one runs."""
        self._refuse_second()
        async with self._alone:
            pulls = await self._fetch()
            return await self._indexer.outlook(), pulls

    async def automatic(self, on_progress: OnProgress, *, fetching: bool = False) -> Reloaded:
        """What nobody waits for: it comes after the reload that runs, also one of another process."""
        async with self._alone:
            pulls = await self._fetch() if fetching else ()
            while True:
                try:
                    self.last = await self._refresh(on_progress, automatic=True)
                except IndexBusy:
                    await self._clock.sleep(AGAIN)
                else:
                    return Reloaded(self.last, pulls)

    async def rollback(self) -> Status:
        """Go back one generation. Raises IndexBusy while a reload runs."""
        self._refuse_second()
        async with self._alone:
            return await self._indexer.rollback()

    async def _refresh(
        self,
        on_progress: OnProgress,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        tried: bool = True,
    ) -> IndexReport:
        golden = self._questions() if tried else ()
        try:
            done = await self._indexer.refresh(
                on_progress, rebuild=rebuild, automatic=automatic, golden=golden
            )
        except IndexBusy:
            raise
        except Exception:
            self.ended["failed"] += 1
            raise
        self.ended["done"] += 1
        return done

    def _refuse_second(self) -> None:
        if self._alone.locked():
            raise IndexBusy("another reload is running", hint="wait until that one is done")
