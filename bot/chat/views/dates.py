"""Dates as a reader says them, in the reader's time zone."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from bot.answers.answer import Days, TimeRange
from bot.chat.texts import Texts

A_WEEK = 7


def spoken_day(day: date, texts: Texts, today: date) -> str:
    """3月14日 within this year, 2022-03-14 otherwise."""
    if day.year != today.year:
        return day.isoformat()
    return texts.this_year.format(month=texts.months[day.month - 1], day=day.day)


def spoken(when: datetime, texts: Texts, now: datetime) -> str:
    """今天 14:25, 昨天, 3天前, 3月14日 or 2022-03-14, all in the zone of `now`."""
    local = when.astimezone(now.tzinfo)
    if local.date() == now.date():
        return texts.today.format(time=f"{local:%H:%M}")
    if local.date() == now.date() - timedelta(days=1):
        return texts.yesterday
    if 1 < (days := (now.date() - local.date()).days) < A_WEEK:
        return texts.days_ago.format(days=days)
    return spoken_day(local.date(), texts, now.date())


def spoken_range(time: TimeRange, texts: Texts, now: datetime) -> str:
    """The first and the last day of a range, or the one day that it covers."""
    first = time.since.astimezone(now.tzinfo).date()
    last = (time.until - timedelta(microseconds=1)).astimezone(now.tzinfo).date()
    if first >= last:
        return spoken_day(first, texts, now.date())
    shown = (spoken_day(day, texts, now.date()) for day in (first, last))
    return texts.between.format(**dict(zip(("first", "last"), shown, strict=True)))


def spoken_days(days: Days, texts: Texts, today: date) -> str:
    """A day, a month (2022年3月), a year, or from one day to another."""
    first, last = days.first, days.last
    if first == last:
        return spoken_day(first, texts, today)
    if days == Days.month_of(first):
        return texts.a_month.format(month=texts.months[first.month - 1], year=first.year)
    if days == Days.year_of(first):
        return texts.a_year.format(year=first.year)
    shown = (spoken_day(day, texts, today) for day in (first, last))
    return texts.between.format(**dict(zip(("first", "last"), shown, strict=True)))
