"""What a time word means at a moment: a span on its clock, and the steps by which it is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import NamedTuple


class Span(NamedTuple):
    """From `since` to before `until`, on the clock of the moment; see `TimeWord` for the rest."""

    since: datetime
    until: datetime
    floating: bool = True
    narrow: bool = False


Meaning = Callable[[re.Match[str], datetime], Span | None]
Words = tuple[tuple[re.Pattern[str], Meaning], ...]

DAY = timedelta(days=1)
AGO = {"上上": 2, "上": 1, "last": 1, "本": 0, "这": 0, "this": 0}


def words(*pairs: tuple[str, Meaning]) -> Words:
    return tuple((re.compile(pattern), meaning) for pattern, meaning in pairs)


def midnight(now: datetime) -> datetime:
    return now.replace(hour=0, minute=0, second=0, microsecond=0)


def first_of(year: int, month: int) -> datetime:
    """Midnight of the first of a month, which may lie outside 1 to 12."""
    return datetime(year + (month - 1) // 12, (month - 1) % 12 + 1, 1)


def back(day: datetime, months: int) -> datetime:
    """The same day so many months ago, or the last of a shorter month."""
    first = first_of(day.year, day.month - months)
    return min(first + (day.day - 1) * DAY, first_of(first.year, first.month + 1) - DAY)
