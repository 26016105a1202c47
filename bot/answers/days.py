"""Whole days that a reader names (2022-03-14, 2022-03, 2022, 昨天, 上周), and the nearest others."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.answer import Days
from bot.answers.question import LONGEST
from bot.answers.scope import NEWS, without
from bot.answers.stopwords import STOP_WORDS
from bot.answers.times import find_times
from bot.search.engine import Filter, View
from bot.search.text import normalise
from bot.search.tokens import words

YEARS = range(1900, 2200)
DAY = timedelta(days=1)
NEAR = (1, 7, 60)  # days
IN_NUMBERS = re.compile(r"(\d{4})(?:([-/.])(\d\d?)(?:\2(\d\d?))?)?|(\d{4})()(\d\d)(\d\d)")


def days_in(text: str, now: datetime) -> Days | None:
    """The days of a text that says nothing else, or None. `now` is aware: its clock is the reader's."""
    said = normalise(text[:LONGEST]).strip()
    if found := IN_NUMBERS.fullmatch(said):
        year, month, day = (found[one] or found[other] for one, other in ((1, 5), (3, 7), (4, 8)))
        return _numbered(int(year), int(month or 0), int(day or 0))
    times = find_times(said, now)
    if len(times) != 1:
        return None
    (time,) = times
    if not all(word in STOP_WORDS | NEWS for word in words(without(said, [(time.start, time.end)]))):
        return None
    first, last = time.time.since.date(), (time.time.until - timedelta(microseconds=1)).date()
    return Days(first, last) if first.year in YEARS and last.year in YEARS else None


def _numbered(year: int, month: int, day: int) -> Days | None:
    try:
        named = date(year, month or 1, day or 1)
    except ValueError:
        return None
    if year not in YEARS:
        return None
    return Days(named, named) if day else Days.month_of(named) if month else Days.year_of(named)


def like(days: Days, day: date) -> Days:
    """The month, year or day around `day`: a month where the days are one, a year where they are one."""
    for around in (Days.month_of, Days.year_of):
        if days == around(days.first):
            return around(day)
    return Days(day, day)


def within(days: Days, timezone: ZoneInfo) -> Filter:
    return Filter(since=midnight(days.first, timezone), until=midnight(days.last + DAY, timezone))


def midnight(day: date, timezone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=timezone)


def earlier(view: View, days: Days, timezone: ZoneInfo) -> Days | None:
    """The nearest before these that have articles; near ones are looked at first, since that is quick."""
    for near in (*NEAR, None):
        since = midnight(days.first - near * DAY, timezone) if near else None
        before = view.latest(Filter(since=since, until=midnight(days.first, timezone)), limit=1).hits
        if before:
            return like(days, before[0].article.date.astimezone(timezone).date())
    return None


def later(view: View, days: Days, timezone: ZoneInfo) -> Days | None:
    """The nearest behind these that have articles, found by halving a time that has some."""
    first = days.last + DAY
    empty, held = 0, _held(view, first, timezone)
    while held - empty > 1:  # none in the days before `empty`, some in those before `held`
        middle = (empty + held) // 2
        some = _some(view, first + empty * DAY, first + (middle - 1) * DAY, timezone)
        empty, held = (empty, middle) if some else (middle, held)
    return like(days, first + empty * DAY) if held else None


def _held(view: View, first: date, timezone: ZoneInfo) -> int:
    """In how many days from `first` on there are some articles; 0 where there are none at all."""
    near = next((near for near in NEAR if _some(view, first, first + (near - 1) * DAY, timezone)), 0)
    if near:
        return near
    newest = view.latest(Filter(since=midnight(first, timezone)), limit=1).hits
    return (newest[0].article.date.astimezone(timezone).date() - first).days + 1 if newest else 0


def _some(view: View, first: date, last: date, timezone: ZoneInfo) -> bool:
    return view.latest(within(Days(first, last), timezone), limit=0).total > 0
