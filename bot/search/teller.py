"""Progress from working threads to whoever watches in the event loop."""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Callable

from bot.search.report import OnProgress, Phase, Progress

SECONDS_BETWEEN_REPORTS = 0.1
SECONDS_OF_RATE = 20.0  # a rate over less would jump with every batch

Tell = Callable[[int, int], None]
"""Called with how many are done and how many there are."""


class Teller:
    """Carries progress from the working threads to the event loop, not more often than eyes can follow."""

    def __init__(
        self,
        loop: asyncio.AbstractEventLoop,
        on_progress: OnProgress,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._loop = loop
        self._on_progress = on_progress
        self._clock = clock
        self._next = 0.0

    def of(self, phase: Phase, *, kept: int = 0) -> Tell:
        """How one phase is told of, of which so many were done before it began."""
        seen = deque([(self._clock(), kept)])

        def tell(done: int, total: int) -> None:
            now = self._clock()
            if now >= self._next or done == total:
                self._next = now + SECONDS_BETWEEN_REPORTS
                seen.append((now, done))
                while len(seen) > 2 and seen[0][0] < now - SECONDS_OF_RATE:
                    seen.popleft()
                self._tell(Progress(phase, done, total, *pace(*seen[0], now, done, total), kept))

        return tell

    def _tell(self, progress: Progress) -> None:
        self._loop.call_soon_threadsafe(self._on_progress, progress)


def pace(since: float, before: int, now: float, done: int, total: int) -> tuple[float, float | None]:
    """How many a second since then, and how many seconds are left at that rate, if that can be said."""
    rate = (done - before) / (now - since) if now > since else 0.0
    return rate, max(total - done, 0) / rate if rate and total else None
