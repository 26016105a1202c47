"""How else dates, months, quarters and years are written: patterns and the forms of what they match.

The first form of each is in Arabic figures; each has its share, how much finding it counts.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from bot.search.numerals import DIGIT, NUMERAL, chinese, spelled

Forms = list[tuple[str, float]]
Kind = tuple[re.Pattern[str], Callable[[re.Match[str]], Forms]]

YEARLESS = 0.8
AS_MUCH = 0.9
LEAP_YEAR = 2024
_MONTHS = "january february march april may june july august september october november december"
MONTH_NAMES = {name: number for number, month in enumerate(_MONTHS.split(), 1) for name in (month, month[:3])}
MONTH_NAME = "|".join(sorted(MONTH_NAMES, key=len, reverse=True))
SPANS = {
    "前三季度": ("前3季度", "1-9月", "1至9月", "前9个月", "前九个月"),
    "上半年": ("上半年", "1-6月", "1至6月", "前6个月", "前六个月"),
}
REPORTS = {
    "一季报": ("一季度报告", "第一季度报告", "1季报"),
    "三季报": ("三季度报告", "第三季度报告", "3季报"),
    "半年报": ("中报", "半年度报告", "中期报告"),
    "年报": ("年度报告",),
}
_REPORTS = sorted({one for name, others in REPORTS.items() for one in (name, *others)}, key=len, reverse=True)
_BEFORE = r"(?<![0-9a-z.])"
_MONTH = f"(?:\\d{{1,2}}|(?<![{NUMERAL}])十[一二]?|(?<![{NUMERAL}])[一二三四五六七八九])"
_DAY = "(?:\\d{1,2}|[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])"
_YEAR_BEFORE = re.compile(r"([12]\d{3}) ?年 ?\Z")


def number_of(text: str) -> int:
    """14 and 十四; 0 for what is neither."""
    return int(text) if text.isdigit() else spelled(text) or 0


def exists(month: int, day: int = 1, year: int = LEAP_YEAR) -> bool:
    try:
        return bool(date(year, month, day))
    except ValueError:
        return False


def _whole_date(piece: re.Match[str]) -> Forms:
    year, month, day = int(piece["year"]), int(piece["month"]), int(piece["day"])
    if not exists(month, day, year):
        return []
    return [
        (f"{year}年{month}月{day}日", 1.0),
        (f"{year}-{month:02}-{day:02}", 1.0),
        (f"{year} 年 {month} 月 {day} 日", 1.0),
        (f"{year}年{month:02}月{day:02}日", 1.0),
        (f"{month}月{day}日", YEARLESS),
        (f"{month} 月 {day} 日", YEARLESS),
    ]


def _month_and_day(piece: re.Match[str]) -> Forms:
    month, day = number_of(piece["month"]), number_of(piece["day"])
    if not exists(month, day):
        return []
    year = _YEAR_BEFORE.search(piece.string, 0, piece.start())
    with_year = [(f"{year[1]}-{month:02}-{day:02}", 1.0)] if year else []
    return [
        (f"{month}月{day}日", 1.0),
        *with_year,
        (f"{month} 月 {day} 日", 1.0),
        (f"{month}月{day}号", 1.0),
        (f"{chinese(month)}月{chinese(day)}日", 1.0),
        (f"{month:02}月{day:02}日", 1.0),
        (f"{month:02}-{day:02}", 1.0),
    ]


def _named_day(piece: re.Match[str]) -> Forms:
    month, day = MONTH_NAMES[piece["month"]], int(piece["day"])
    return [(f"{month}月{day}日", 1.0), (f"{month} 月 {day} 日", 1.0)] if exists(month, day) else []


def _month(piece: re.Match[str]) -> Forms:
    month = number_of(piece["month"])
    if not exists(month):
        return []
    return [
        (f"{month}月", 1.0),
        (f"{month} 月", 1.0),
        (f"{chinese(month)}月", 1.0),
        (f"{month:02}月", 1.0),
    ]


def _named_month(piece: re.Match[str]) -> Forms:
    month = MONTH_NAMES[piece["month"]]
    return [(f"{month}月", 1.0), (f"{month} 月", 1.0)]


def _day(piece: re.Match[str]) -> Forms:
    day = number_of(piece["day"])
    if not 1 <= day <= 31:
        return []
    return [(f"{day}日", 1.0), (f"{day} 日", 1.0), (f"{day}号", 1.0), (f"{chinese(day)}日", 1.0)]


def _year(piece: re.Match[str]) -> Forms:
    digits = "".join("〇一二三四五六七八九"[int(one)] for one in piece[0])
    return [(piece[0], 1.0), (f"{digits}年", 1.0), (f"{digits.replace('〇', '零')}年", 1.0)]


def _spelled_year(piece: re.Match[str]) -> Forms:
    year = number_of(piece["year"])
    zeros = piece[0].replace("零", "〇"), piece[0].replace("〇", "零")
    return [(f"{year}年", 1.0), (f"{year} 年", 1.0), *((form, 1.0) for form in zeros)]


def _span(piece: re.Match[str]) -> Forms:
    plain, *others = SPANS[piece[0]]
    return [(plain, 1.0), *((form, AS_MUCH) for form in others)]


def _report(piece: re.Match[str]) -> Forms:
    same = next((name, *others) for name, others in REPORTS.items() if piece[0] in (name, *others))
    return [(form, 1.0) for form in same]


def _quarter(piece: re.Match[str]) -> Forms:
    number = number_of(piece["quarter"] or piece["q"])
    spelled_out = chinese(number)
    return [
        (f"{number}季度", 1.0),
        (f"{spelled_out}季度", 1.0),
        (f"q{number}", 1.0),
        (f"{number} 季度", 1.0),
    ]


DATES: tuple[Kind, ...] = (
    (
        re.compile(_BEFORE + r"(?P<year>\d{4})([-/.])(?P<month>\d{1,2})\2(?P<day>\d{1,2})(?![\d.-])"),
        _whole_date,
    ),
    (re.compile(_BEFORE + f"(?P<month>{_MONTH}) ?月 ?(?P<day>{_DAY}) ?[日号]"), _month_and_day),
    (re.compile(r"(?<![0-9a-z.-])(?P<month>[01]\d)-(?P<day>[0-3]\d)(?![\d.%-])"), _month_and_day),
    (re.compile(rf"\b(?P<month>{MONTH_NAME})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?!%)"), _named_day),
    (re.compile(rf"\b(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{MONTH_NAME})\b"), _named_day),
    (re.compile(rf"\b(?P<month>{MONTH_NAME})\b(?=\.?,? [12]\d{{3}}\b)"), _named_month),
    (re.compile("|".join(_REPORTS)), _report),
    (re.compile("前三季度|上半年"), _span),
    (re.compile(_BEFORE + "第?(?P<quarter>[1-4一二三四]) ?季度|\\bq(?P<q>[1-4])\\b"), _quarter),
    (re.compile(_BEFORE + f"(?P<month>{_MONTH}) ?月份?(?!\\d)"), _month),
    (re.compile(_BEFORE + r"[12]\d{3}(?= ?年)"), _year),
    (re.compile(f"(?<![{NUMERAL}])(?P<year>[一二][{DIGIT}]{{3}})年"), _spelled_year),
    (re.compile(_BEFORE + r"(?P<day>\d{1,2}) ?[日号](?![a-z\d])"), _day),
)
