"""Days, weeks and the recent past: 昨天, 今早, 上周五, 近三天, last night, past 24 hours."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from bot.answers.time_spans import AGO, DAY, Span, back, midnight, words
from bot.search.guises_of_dates import number_of
from bot.search.numerals import NUMERAL

LONGEST_NARROW = timedelta(days=32)
DAYS_AGO = {"大前天": 3, "前天": 2, "昨天": 1, "昨日": 1, "今天": 0, "今日": 0} | {
    "the day before yesterday": 2,
    "yesterday": 1,
    "today": 0,
}
MORNING, AFTERNOON, NIGHT = (0, 12), (12, 18), (18, 30)
HOURS = dict.fromkeys(("早上", "早晨", "早", "晨", "上午", "凌晨"), MORNING)
HOURS |= dict.fromkeys(("下午", "午后"), AFTERNOON)
HOURS |= dict.fromkeys(("晚上", "晚间", "晚", "夜间", "夜"), NIGHT)
WEEKDAYS = {name: number for number, name in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH_DAYS = "monday tuesday wednesday thursday friday saturday sunday"
WEEKDAYS |= {name: number for number, name in enumerate(_ENGLISH_DAYS.split())}
UNITS = {"天": "day", "日": "day", "周": "week", "星期": "week", "礼拜": "week", "月": "month", "年": "year"}
UNITS |= {"小时": "hour", "hour": "hour", "day": "day", "week": "week", "month": "month", "year": "year"}
A_FEW = {"day": 7, "hour": 24}
VAGUE = ("几", "数", "few", "several")
_ENGLISH_NUMBERS = "one two three four five six seven"
ENGLISH_NUMBERS = {name: number for number, name in enumerate(_ENGLISH_NUMBERS.split(), 1)}


_WEEK = "一?个?(?:周|星期|礼拜)"
_ENGLISH_DAY = _ENGLISH_DAYS.replace(" ", "|")


def _a_day(word: re.Match[str], now: datetime) -> Span:
    since = midnight(now) - DAYS_AGO[word[0]] * DAY
    return Span(since, since + DAY, narrow=True)


def _part_of_day(word: re.Match[str], now: datetime) -> Span:
    first, last = HOURS[word["part"]]
    day = midnight(now) - (word["day"] == "昨") * DAY
    return Span(day + timedelta(hours=first), day + timedelta(hours=last), narrow=True)


def _last_night(_: re.Match[str], now: datetime) -> Span:
    return Span(midnight(now) - DAY / 4, midnight(now) + DAY / 4, narrow=True)


def _a_week(word: re.Match[str], now: datetime) -> Span:
    monday = midnight(now) - (now.weekday() + 7 * AGO[word["week"]]) * DAY
    if word["day"] == "末":
        return Span(monday + 5 * DAY, monday + 7 * DAY, narrow=True)
    if word["day"]:
        since = monday + WEEKDAYS[word["day"]] * DAY
        return Span(since, since + DAY, narrow=True)
    return Span(monday, monday + 7 * DAY, narrow=True)


def _a_weekday(word: re.Match[str], now: datetime) -> Span:
    """The nearest past one, today included; last friday is before today. 周六 alone may be a name."""
    ago = (now.weekday() - WEEKDAYS[word["day"]]) % 7
    since = midnight(now) - (ago or (7 if word[0].startswith("last") else 0)) * DAY
    return Span(since, since + DAY, narrow="last" in word[0] or "on " in word[0])


def _recent(word: re.Match[str], now: datetime) -> Span | None:
    """近三天, 过去24小时, 最近半年, the past week: up to now or to the end of today."""
    unit, end = UNITS[word["unit"]], midnight(now) + DAY
    number = _how_many(word["number"] or "one", unit)
    if word["number"] == "半":
        since = back(end, 6) if unit == "year" else end - 15 * DAY
    elif unit == "hour":
        since, end = now - timedelta(hours=number), now + timedelta(seconds=1)
    elif unit in ("day", "week"):
        since = end - number * (7 if unit == "week" else 1) * DAY
    else:
        since = back(end, number * (12 if unit == "year" else 1))
    return Span(since, end, narrow=end - since <= LONGEST_NARROW)


def _how_many(text: str, unit: str) -> int:
    if text in VAGUE:
        return A_FEW.get(unit, 3)
    return ENGLISH_NUMBERS.get(text) or number_of(text)


# The longer before the shorter: what one has taken, the next leaves alone.
WORDS = words(
    (rf"(?P<day>[昨今])[天日]?(?P<part>{'|'.join(HOURS)})", _part_of_day),
    (r"\blast night\b", _last_night),
    ("|".join(DAYS_AGO), _a_day),
    (rf"(?P<week>上上|[上本这]){_WEEK}(?P<day>[一二三四五六日天末])?", _a_week),
    (r"\b(?P<week>last|this) week(?P<day>)\b", _a_week),
    (r"(?<![每下逢一二两三四五六几])(?:周|星期|礼拜)(?P<day>[一二三四五六日天])", _a_weekday),
    (rf"\b(?:last |on )?(?P<day>{_ENGLISH_DAY})\b", _a_weekday),
    (
        rf"(?:最近|过去|近|这)的?(?P<number>半|[几数]|\d{{1,3}}|[{NUMERAL}]{{1,3}})个?"
        r"(?P<unit>天|日|周(?!年)|星期|礼拜|月|年|小时)",
        _recent,
    ),
    (
        rf"\b(?:last|past) (?:(?P<number>\d{{1,3}}|few|several|{'|'.join(ENGLISH_NUMBERS)}) )"
        r"(?P<unit>hour|day|week|month|year)s?\b",
        _recent,
    ),
    (r"\bpast(?P<number>) (?P<unit>day|week|month|year)\b", _recent),
)
