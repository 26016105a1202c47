"""Time words of a question -> the range of time that they mean, on the reader's clock.

昨天, 上周五, 近三天, 去年四季度, 3月14日, 12-08, 2022年3月, last week, in March 2022. A day is from midnight
to midnight on the clock of `now`, a week begins on Monday. 昨晚 is 18:00 to 06:00, 今早 midnight to noon;
近三天 and 过去三天 end with today. Where a year or a month is missing, the nearest past one is meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers import time_words_of_calendars, time_words_of_days
from bot.answers.answer import TimeRange
from bot.answers.time_spans import Meaning, Span

MOST = 4
JOINS = re.compile(r" ?(?:到|至|-|–|—|~|to|until) ?")


@dataclass(frozen=True, slots=True)
class TimeWord:
    """Where it stands, `[start, end)`, and what it means.

    floating: it means another time on another day, as 昨天 and 3月 do, but not 2022年3月.
    narrow: it tells when something was in the news (昨天, 上周, 近三天), rather than what a figure or an
    event is about (一季度, 去年, 3月14日).
    """

    start: int
    end: int
    time: TimeRange
    floating: bool
    narrow: bool


def find_times(normalised: str, now: datetime) -> tuple[TimeWord, ...]:
    """The time words of a text in its order, at most four; 3月1日至5日 is one. `now` is aware."""
    taken = bytearray(len(normalised))
    found: list[TimeWord] = []
    for pattern, meaning in (*time_words_of_days.WORDS, *time_words_of_calendars.WORDS):
        for word in pattern.finditer(normalised):
            start, end = word.span()
            span = None if any(taken[start:end]) else _meant(meaning, word, now.replace(tzinfo=None))
            if span and span.since < span.until:
                taken[start:end] = b"\1" * (end - start)
                time = TimeRange(span.since.replace(tzinfo=now.tzinfo), span.until.replace(tzinfo=now.tzinfo))
                found.append(TimeWord(start, end, time, span.floating, span.narrow))
    return tuple(_joined(normalised, sorted(found, key=lambda one: one.start)))[:MOST]


def _meant(meaning: Meaning, word: re.Match[str], now: datetime) -> Span | None:
    try:
        return meaning(word, now)
    except (ValueError, OverflowError):  # the 40th of a month, the year 0
        return None


def _joined(text: str, found: Sequence[TimeWord]) -> Iterator[TimeWord]:
    """Two words with 至 between them are one."""
    at = 0
    while at < len(found):
        one = found[at]
        other = found[at + 1] if at + 1 < len(found) else None
        if other and JOINS.fullmatch(text, one.end, other.start) and one.time.since < other.time.until:
            time = TimeRange(one.time.since, other.time.until)
            one = TimeWord(one.start, other.end, time, one.floating or other.floating, narrow=False)
            at += 1
        yield one
        at += 1
