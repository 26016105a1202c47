"""Time as an argument: the wall clock, a stopwatch and waiting, which tests replace."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime


@dataclass(frozen=True, slots=True)
class Clock:
    """now: aware, in any zone; stopwatch: seconds that never go back; sleep: for so many seconds;
    later: has something done after so many seconds, while the event loop runs."""

    now: Callable[[], datetime] = lambda: datetime.now(UTC)
    stopwatch: Callable[[], float] = time.monotonic
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep
    later: Callable[[float, Callable[[], None]], object] = lambda seconds, work: (
        asyncio.get_running_loop().call_later(seconds, work)
    )


SYSTEM = Clock()
