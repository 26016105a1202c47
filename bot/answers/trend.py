"""From what a reader types after /trend to what is told: how often it was mentioned, when, and in what."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.answers.answer import Days, Security
from bot.answers.days import days_in
from bot.answers.headlines import headlines
from bot.answers.periods import bars_of, whole_span
from bot.answers.scope import scope_of, without
from bot.answers.securities import Securities
from bot.answers.subject import LONGEST, Subject, of_security, subject_of
from bot.answers.trends import NoTrend, Trend
from bot.search.engine import CategoryCount, View

DAY = timedelta(days=1)
ATTACHED = " 的,，、"
DIGIT = re.compile(r"\d")
PART_OF_NAME = (
    0.1  # of the articles with the rest; 18 % have 今日 before 头条, 1 % have 去年 before a company
)
ENOUGH = 120  # characters of what is typed: a name and a time


@dataclass(frozen=True, slots=True)
class Span:
    """Days that were asked for. last_days: as so many days, by number. anchor: reckoned from this date."""

    days: Days
    last_days: int = 0
    anchor: datetime | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to be named in an index."""

    securities: Securities
    categories: Sequence[CategoryCount]


def trend(
    view: View, what: str | Security, known: Known, *, last_days: int | None, now: datetime, zone: ZoneInfo
) -> Trend | NoTrend:
    """How often it was mentioned. what: a name, perhaps with a time, or a security by market and code.

    last_days: the last so many days, 0 for all time, whatever time the text names; None where it may.
    `now` is aware.
    """
    said = what if isinstance(what, str) else what.code
    subject, span = _understood(view, what, known, now.astimezone(zone))
    if subject is None:
        text = said.strip()[:LONGEST]
        return NoTrend(text, known.securities.nearest(text) if text else ())
    if last_days is not None:
        span = last_of(view, last_days, now.astimezone(zone)) if last_days else None
    counts = view.days(subject.where, zone)
    return _told(view, subject, counts, span, zone)


def _told(
    view: View, subject: Subject, counts: Mapping[date, int], span: Span | None, zone: ZoneInfo
) -> Trend:
    days = span.days if span else whole_span(counts)
    unit, bars = bars_of(counts, days)
    return Trend(
        subject.text,
        unit,
        bars,
        Days(bars[0].days.first, bars[-1].days.last),
        total=sum(bar.count for bar in bars),
        ever=sum(counts.values()),
        first=min(counts),
        last=max(counts),
        headlines=headlines(view, subject, bars, zone),
        security=subject.security,
        category=subject.category,
        apart=subject.apart,
        asked=span is not None,
        last_days=span.last_days if span else 0,
        anchor=span.anchor if span else None,
        version=view.version,
    )


def last_of(view: View, count: int, now: datetime) -> Span:
    """The last so many days until today, or until the newest article where that is older than these."""
    newest = view.status().newest
    today, anchor = now.date(), None
    if newest and newest.astimezone(now.tzinfo).date() <= today - count * DAY:
        today, anchor = newest.astimezone(now.tzinfo).date(), newest
    return Span(Days(today - (count - 1) * DAY, today), count, anchor)


def _understood(
    view: View, what: str | Security, known: Known, now: datetime
) -> tuple[Subject | None, Span | None]:
    """What is meant, and in which days, where a text names any beside what it is about.

    A time stands apart, first or last (华阳集团 3月), or within the rest (昨天华阳集团) where it tears no
    word and is no part of a name: 今日 is one of 今日头条, since many of the articles with 头条 have both.
    What is called so as a whole, as 中证2000 or a category, names no time.
    """
    if isinstance(what, Security):
        found = known.securities.of((what.market, what.code))
        return (of_security(found, "") if found else None), None
    text = " ".join(what[:ENOUGH].split())
    whole = _subject(view, text, known)
    if whole and (whole.security or whole.category):
        return whole, None
    for word, rest in _edges(text):
        if rest and (days := days_in(word, now)):
            return _subject(view, rest, known), _span(view, word, days, now)
    for word, rest in _inside(text, now):
        other = _subject(view, rest, known)
        if (days := days_in(word, now)) and (DIGIT.search(word) or not _is_name(view, whole, other)):
            return other, _span(view, word, days, now)
    return whole, None


def _is_name(view: View, whole: Subject | None, rest: Subject | None) -> bool:
    if whole is None or whole.apart or rest is None:
        return whole is not None and not whole.apart
    return _count(view, whole) >= PART_OF_NAME * _count(view, rest)


def _count(view: View, subject: Subject) -> int:
    return view.latest(subject.where, limit=0).total


def _edges(text: str) -> list[tuple[str, str]]:
    """The last and the first word, each with the rest."""
    cut = text.split(" ")
    return [(cut[-1], " ".join(cut[:-1])), (cut[0], " ".join(cut[1:]))]


def _inside(text: str, now: datetime) -> list[tuple[str, str]]:
    """The time word of a text, if there is one, and the rest."""
    scope = scope_of(text, now=now)
    if scope.time is None:
        return []
    place = (scope.time.start, scope.time.end)
    rest = without(scope.text, [place]).strip(ATTACHED)
    return [(scope.text[slice(*place)], " ".join(rest.split()))] if rest.strip() else []


def _subject(view: View, text: str, known: Known) -> Subject | None:
    return subject_of(view, text, known.securities, known.categories)


def _span(view: View, word: str, days: Days, now: datetime) -> Span:
    """The days of a word; of one that means a time after the newest article, reckoned from that."""
    newest = view.status().newest
    if newest and days.first > newest.astimezone(now.tzinfo).date():
        there = days_in(word, newest.astimezone(now.tzinfo))
        if there and there != days:
            return Span(there, anchor=newest)
    return Span(days)
