"""Days gathered into bars: single days, weeks, months, quarters or years, so that few enough are drawn."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from bot.answers.answer import Days
from bot.answers.trends import Bar, Unit

MOST_BARS = 40
FEWEST_DAYS = 7  # a mention on one day says more beside days without any
DAY = timedelta(days=1)


def _week(day: date) -> date:
    return day - day.weekday() * DAY if day.toordinal() > day.weekday() else date.min


def _quarter(day: date) -> date:
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


BEGINS: Mapping[Unit, Callable[[date], date]] = {
    "day": lambda day: day,
    "week": _week,
    "month": lambda day: day.replace(day=1),
    "quarter": _quarter,
    "year": lambda day: day.replace(month=1, day=1),
}


def whole_span(counts: Mapping[date, int]) -> Days:
    """From the first day to the last, a week at least; `counts` is not empty."""
    first, last = min(counts), max(counts)
    return Days(min(first, last - (FEWEST_DAYS - 1) * DAY), last)


def bars_of(counts: Mapping[date, int], span: Days) -> tuple[Unit, tuple[Bar, ...]]:
    """The shortest unit that needs at most 40 bars for the span, and a bar for each of its periods; of
    more than 40 years the last."""
    tried = ((unit, _starts(span, begin)) for unit, begin in BEGINS.items())
    unit, starts = next((one for one in tried if len(one[1]) <= MOST_BARS), _last_years(span))
    begin = BEGINS[unit]
    found = dict.fromkeys(starts, 0)
    for day, count in counts.items():
        if span.first <= day <= span.last and (start := begin(day)) in found:
            found[start] += count
    ends = [*(start - DAY for start in starts[1:]), span.last]
    return unit, tuple(
        Bar(Days(max(start, span.first), end), found[start]) for start, end in zip(starts, ends, strict=True)
    )


def _last_years(span: Days) -> tuple[Unit, list[date]]:
    return "year", _starts(span, BEGINS["year"])[1:]


def _starts(span: Days, begin: Callable[[date], date]) -> list[date]:
    """The first days of all periods that the span touches, of the last 41 where there are more."""
    starts = [begin(span.last)]
    while span.first < starts[-1] and len(starts) <= MOST_BARS:
        starts.append(begin(starts[-1] - DAY))
    return starts[::-1]
