"""Numbers as Chinese texts write them -> their value, and back. Exact: decimals, never floats.

The ready-made libraries were looked at and left: the kept one (cn2an) counts in floats and installs a
top-level package `build` beside its own, which would shadow the packager of that name.
"""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "〇一二三四五六七八九"
VALUES = {digit: value for value, digit in enumerate(DIGITS)} | {"零": 0, "○": 0, "两": 2}
DIGIT = "〇○零一二三四五六七八九两"
NUMERAL = DIGIT + "十百千万亿"
TENS = {"十": 10, "百": 100, "千": 1000}
GREAT = (("亿", 10**8), ("万", 10**4))
LARGEST = 10**16
LONGEST = 32  # 10^16 - 1, spelled, has 31 characters
DECIMALS = 8

# A digit before each unit, but for the ten that begins (十二), and a zero where units are skipped.
_SECTION = re.compile(
    "(?:(?P<thousands>[一二三四五六七八九两])千)?"
    "(?:零?(?P<hundreds>[一二三四五六七八九两])百)?"
    "(?:零?(?P<tens>[一二三四五六七八九]?)(?P<ten>十))?"
    "(?P<zero>零?)(?P<ones>[一二三四五六七八九两]?)"
)
_WRITTEN = re.compile(rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,16}})(?:\.\d{{1,{DECIMALS}}})?")
_SCALE = re.compile("(?:[十百千]?(?:万亿|[万亿])|[百千])?")


def value(text: str) -> Decimal | None:
    """The value of 6.83亿, 1,200万, 三百万, 一万亿, 五点二 or 二〇二二; None for what is no number.

    None, too, from 10^16 on and for more than eight decimals, so that all stay exact.
    """
    if not text or len(text) > LONGEST:
        return None
    number = _arabic(text) if text[0].isascii() else _chinese(text)
    return None if number is None or number >= LARGEST else number


def _chinese(text: str) -> Decimal | None:
    whole, point, fraction = text.partition("点")
    number = spelled(whole)
    if number is None or not point:
        return None if number is None else Decimal(number)
    figures = fraction.rstrip("万亿")
    digits = _one_by_one(figures[: DECIMALS + 1])
    if digits is None or len(digits) > DECIMALS:
        return None
    return _times(Decimal(f"{number}.{digits}"), fraction[len(figures) :])


def spelled(text: str) -> int | None:
    """The value of a Chinese whole number, by units (三百零五) or digit by digit (二〇二二)."""
    if len(text) > 1 and (digits := _one_by_one(text)):
        return int(digits)
    if text in ("零", "〇", "○"):
        return 0
    return _sections(text) if text.strip("零") else None


def chinese(number: int) -> str | None:
    """三千零五 for 3005; None below 0 and from 10^16 on."""
    if not 0 <= number < LARGEST:
        return None
    if number == 0:
        return "零"
    for unit, size in GREAT:
        if number >= size:
            return f"{chinese(number // size)}{unit}{_rest(number % size, size // 10)}"
    for unit, size in reversed(TENS.items()):
        if number >= size:
            head = "" if 10 <= number < 20 else DIGITS[number // size]
            return f"{head}{unit}{_rest(number % size, size // 10)}"
    return DIGITS[number]


def plain(number: Decimal) -> str:
    """6.83 for 6.8300, 100 for 1E+2."""
    return f"{number:f}".rstrip("0").rstrip(".") if number % 1 else f"{number:.0f}"


def _rest(number: int, expected: int) -> str:
    """What follows a unit: with a zero where the next unit is skipped, with 一 before a ten."""
    if not number:
        return ""
    written = chinese(number) or ""
    written = f"一{written}" if written.startswith("十") else written
    return written if number >= expected else f"零{written}"


def _arabic(text: str) -> Decimal | None:
    number = _WRITTEN.match(text)
    if number is None or not _SCALE.fullmatch(text, number.end()):
        return None
    return _times(Decimal(number[0].replace(",", "")), text[number.end() :])


def _times(number: Decimal, scale: str) -> Decimal:
    for unit in scale[:3]:
        number *= TENS.get(unit) or dict(GREAT)[unit]
    return number


def _one_by_one(text: str) -> str | None:
    if not text or any(one not in DIGIT for one in text):
        return None
    return "".join(str(VALUES[one]) for one in text)


def _sections(text: str) -> int | None:
    for unit, size in GREAT:
        before, found, after = text.rpartition(unit)
        if found:
            left = _sections(before) if before else None
            right = _right(after, size)
            return None if left is None or right is None else left * size + right
    return _below_ten_thousand(text)


def _right(text: str, size: int) -> int | None:
    """What follows 万 or 亿: 一万三 is 13000, 一万零三 is 10003."""
    if not text:
        return 0
    number = _sections(text)
    if number is not None and len(text) == 1:
        return number * size // 10
    return number


def _below_ten_thousand(text: str) -> int | None:
    found = _SECTION.fullmatch(text)
    if found is None or not text.strip("零"):
        return None
    ones = VALUES.get(found["ones"], 0)
    if ones and not found["zero"] and not found["ten"]:
        ones *= 10 if found["hundreds"] else 100 if found["thousands"] else 1
    return (
        1000 * VALUES.get(found["thousands"] or "", 0)
        + 100 * VALUES.get(found["hundreds"] or "", 0)
        + (10 * VALUES.get(found["tens"] or "一", 1) if found["ten"] else 0)
        + ones
    )
