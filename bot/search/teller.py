"""Progress from working threads to whoever watches in the event loop."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from bot.search.report import OnProgress, Phase, Progress

SECONDS_BETWEEN_REPORTS = 0.1


class Teller:
    """Carries progress from the working threads to the event loop, not more often than eyes can follow."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_progress: OnProgress) -> None:
        self._loop = loop
        self._on_progress = on_progress
        self._next = 0.0

    def of(self, phase: Phase) -> Callable[[int, int], None]:
        def tell(done: int, total: int) -> None:
            now = time.monotonic()
            if now >= self._next or done == total:
                self._next = now + SECONDS_BETWEEN_REPORTS
                self._loop.call_soon_threadsafe(self._on_progress, Progress(phase, done, total))

        return tell
