"""What this room needs of a clock, which its callers have."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

HOUR = 3600
DAY = 24 * HOUR


class Clock(Protocol):
    """now: aware, in any zone; stopwatch: seconds that never go back; later: has something done after so
    many seconds, while the event loop runs."""

    @property
    def now(self) -> Callable[[], datetime]: ...

    @property
    def stopwatch(self) -> Callable[[], float]: ...

    @property
    def later(self) -> Callable[[float, Callable[[], None]], object]: ...


def seconds(when: datetime) -> int:
    """Whole seconds since 1970."""
    return int(when.timestamp())
