"""Months, quarters, years and dates: 上个月, 去年四季度, 3月14日, 12-08, 2022年3月, in March 2022."""

from __future__ import annotations

import re
from datetime import datetime

from bot.answers.time_spans import AGO, DAY, Span, first_of, words
from bot.search.guises_of_dates import MONTH_NAME, MONTH_NAMES, number_of
from bot.search.numerals import DIGIT, NUMERAL

LEAP_YEARS_APART = 8
YEARS_AGO = {"今": 0, "去": 1, "前": 2, "this": 0, "last": 1}
PERIODS = {"上半年": (1, 6), "下半年": (7, 6), "前三季度": (1, 9)}

_YEAR = rf"(?:(?P<year>(?<!\d)[12]\d{{3}}|[一二][{DIGIT}]{{3}}|[今去前]) ?年的? ?)"
_MONTH = "(?:\\d{1,2}|十[一二]?|[一二三四五六七八九])(?= ?月)"
_DAY = "(?:\\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_ALONE = rf"(?<![\d{NUMERAL}.\-~至个第每近])"
_TO_DAY = f"(?P<day>{_DAY}) ?(?:[日号] ?)?(?:[至到~-] ?(?P<last>{_DAY}) ?)?[日号]"
_ORDINAL = "(?:st|nd|rd|th)?"
_NAMED = f"(?P<month>{MONTH_NAME})"
_IN_YEAR = r"(?:,? (?P<year>[12]\d{3}))"


def _a_month(word: re.Match[str], now: datetime) -> Span:
    month = now.month - AGO[word["month"]]
    return Span(first_of(now.year, month), first_of(now.year, month + 1))


def _a_quarter(word: re.Match[str], now: datetime) -> Span:
    month = now.month - (now.month - 1) % 3 - 3 * AGO[word["quarter"]]
    return Span(first_of(now.year, month), first_of(now.year, month + 3))


def _year_of(word: re.Match[str], now: datetime) -> int | None:
    year = word["year"]
    if not year:
        return None
    return now.year - YEARS_AGO[year] if year in YEARS_AGO else number_of(year)


def _a_year(word: re.Match[str], now: datetime) -> Span:
    year = _year_of(word, now) or 0
    return Span(first_of(year, 1), first_of(year + 1, 1), word["year"] in YEARS_AGO)


def _period(word: re.Match[str], now: datetime) -> Span:
    """A quarter or a half of a year."""
    number = number_of(word["quarter"]) if word["quarter"] else 0
    month, months = (3 * number - 2, 3) if number else PERIODS[word["period"]]
    return _months(word, now, month, months)


def _months(word: re.Match[str], now: datetime, month: int, months: int = 1) -> Span:
    """Some months of the year that is named, else of the nearest that had begun by now."""
    named = _year_of(word, now)
    year = now.year - (first_of(now.year, month) > now) if named is None else named
    floating = named is None or word["year"] in YEARS_AGO
    return Span(first_of(year, month), first_of(year, month + months), floating)


def _date(word: re.Match[str], now: datetime) -> Span | None:
    """A day of a year, 3月1日至5日, or the whole month where no day is named."""
    month = MONTH_NAMES.get(word["month"]) or number_of(word["month"])
    if not 1 <= month <= 12:
        return None
    if not word["day"]:
        return _months(word, now, month)
    day, named = number_of(word["day"]), _year_of(word, now)
    floating = named is None or word["year"] in YEARS_AGO
    since = datetime(named, month, day) if named is not None else _nearest(now, month, day)
    if since is None:
        return None
    last = word.groupdict().get("last")
    return Span(since, since + (number_of(last) - day + 1 if last else 1) * DAY, floating)


def _nearest(now: datetime, month: int, day: int) -> datetime | None:
    """The nearest past day of that name, today included; 29 February may be eight years ago."""
    years = range(now.year, max(0, now.year - LEAP_YEARS_APART - 1), -1)
    days = (first_of(year, month) + (day - 1) * DAY for year in years)
    return next((one for one in days if one.month == month and one <= now), None)


def _day_of_month(word: re.Match[str], now: datetime) -> Span | None:
    """The nearest past day of that number."""
    day = int(word["day"])
    months = (first_of(now.year, now.month - ago) for ago in range(3))
    days = (first + (day - 1) * DAY for first in months if (first + (day - 1) * DAY).month == first.month)
    since = next((one for one in days if one <= now and day >= 1), None)
    return Span(since, since + DAY) if since else None


# The longer before the shorter: what one has taken, the next leaves alone.
WORDS = words(
    (r"(?P<month>上上|[上本这])一?个?月(?![\d份球])", _a_month),
    (r"\b(?P<month>last|this) month\b", _a_month),
    (r"(?P<quarter>上上|[上本这])一?个?季度", _a_quarter),
    (r"\b(?P<quarter>last|this) quarter\b", _a_quarter),
    (rf"{_YEAR}?(?P<period>前三季度|[上下]半年)(?P<quarter>)", _period),
    (rf"{_YEAR}?第?(?P<quarter>[1-4一二三四]) ?季度", _period),
    (rf"\bq(?P<quarter>[1-4])\b{_IN_YEAR}?", _period),
    (
        r"(?<![\d.-])(?P<year>[12]\d{3})(?P<dash>[-/.])(?P<month>\d{1,2})(?P=dash)(?P<day>\d{1,2})(?![\d.-])",
        _date,
    ),
    (r"(?<![\d.-])(?P<year>[12]\d{3})-(?P<month>[01]\d)(?P<day>)(?![\d.-])", _date),
    (r"(?<![\d.-])(?P<year>)(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d.%-])", _date),
    (rf"{_YEAR}(?P<month>{_MONTH}) ?月 ?{_TO_DAY}", _date),
    (rf"(?P<year>){_ALONE}(?P<month>{_MONTH}) ?月 ?{_TO_DAY}", _date),
    (rf"{_YEAR}(?P<month>{_MONTH}) ?月份?(?P<day>)", _date),
    (rf"(?P<year>){_ALONE}(?P<month>{_MONTH}) ?月(?!\d)份?(?P<day>)", _date),
    (rf"\b{_NAMED}\.? (?P<day>\d{{1,2}}){_ORDINAL}\b(?!%){_IN_YEAR}?", _date),
    (rf"\b(?P<day>\d{{1,2}}){_ORDINAL} {_NAMED}\b\.?{_IN_YEAR}?", _date),
    (rf"\b{_NAMED}\b\.?(?P<day>){_IN_YEAR}", _date),
    (rf"\bin {_NAMED}\b(?P<day>)(?P<year>)", _date),
    (rf"(?P<year>(?<!\d)[12]\d{{3}}|[一二][{DIGIT}]{{3}}|[今去前]) ?年", _a_year),
    (r"\b(?:in )(?P<year>[12]\d{3})\b(?!年)", _a_year),
    (r"\b(?P<year>last|this) year\b", _a_year),
    (rf"{_ALONE}(?<!月)(?P<day>\d{{1,2}}) ?[日号](?![a-z\d])", _day_of_month),
)
