"""How many articles tantivy has of each day on a clock.

It counts days of equal length. Those of a clock that is put forward and back are not, so every stretch of
time in which the clock is not touched is counted by itself.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo

from tantivy import Query, Searcher

from bot.search.engine import Filter
from bot.search.engines.local_schema import between, everything
from bot.search.engines.order import EPOCH, SECOND

DAY = 86_400
STEP = 7 * DAY  # no clock is put forward and back again within a week


def days(searcher: Searcher, where: Filter, zone: tzinfo) -> dict[date, int]:
    """The days that have any, in order."""
    looked = everything(where)
    ends = searcher.aggregate(looked, {end: {end: {"field": "date"}} for end in ("min", "max")})
    if ends["min"]["value"] is None:
        return {}
    found: Counter[date] = Counter()
    for first, behind, offset in _stretches(int(ends["min"]["value"]), int(ends["max"]["value"]), zone):
        for start, count in _counted(searcher, between(looked, first, behind), offset):
            found[(EPOCH + timedelta(seconds=start + offset)).date()] += count
    return dict(found)


def _counted(searcher: Searcher, looked: Query, offset: int) -> Iterator[tuple[int, int]]:
    """For every day that is so many seconds ahead of UTC, its first second and how many articles it has."""
    by_day = {"field": "date", "interval": DAY, "offset": -offset % DAY, "min_doc_count": 1}
    for bucket in searcher.aggregate(looked, {"days": {"histogram": by_day}})["days"]["buckets"]:
        yield int(bucket["key"]), bucket["doc_count"]


def _stretches(first: int, last: int, zone: tzinfo) -> Iterator[tuple[int, int, int]]:
    """The time from a second to another, cut where the clock is put forward or back: begin, end (not
    included) and how far the clock is ahead of UTC."""
    start, behind = first, last + 1
    while start < behind:
        offset, same = _offset(start, zone), start
        while (other := min(same + STEP, behind)) < behind and _offset(other, zone) == offset:
            same = other
        while other - same > 1:
            middle = (same + other) // 2
            same, other = (middle, other) if _offset(middle, zone) == offset else (same, middle)
        yield start, other, offset
        start = other


def _offset(second: int, zone: tzinfo) -> int:
    return ((EPOCH + timedelta(seconds=second)).astimezone(zone).utcoffset() or timedelta()) // SECOND
