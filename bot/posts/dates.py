"""Dates in every form that front matter has."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from zoneinfo import ZoneInfo

_FORM = re.compile(
    r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?"
    r"(?:(?:[Tt]|\s{1,9})(\d{1,2})[:：](\d{1,2})(?:[:：](\d{1,2})(?:[.,]\d{1,9})?)?)?"
    r"\s{0,9}(Z|z|UTC|GMT|CST|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?"
)
_ZERO = {"z", "utc", "gmt"}


def read_date(value: object, zone: ZoneInfo) -> datetime | None:
    """The moment that a value of the front matter names, or None where it names none.

    A text, a `date` or a `datetime` (TOML). Without an offset it is a clock reading in `zone`;
    a day alone is its midnight there. Fractions of a second are dropped.
    """
    if isinstance(value, datetime):
        aware = value if value.tzinfo else value.replace(tzinfo=zone)
        return _within_range(aware.replace(microsecond=0))
    if isinstance(value, date):
        return _within_range(datetime.combine(value, time(), tzinfo=zone))
    found = _FORM.fullmatch(value.strip()) if isinstance(value, str) else None
    return _moment(found, zone) if found else None


def _moment(found: re.Match[str], zone: ZoneInfo) -> datetime | None:
    numbers = [int(part or 0) for part in found.groups()[:6]]
    try:
        return _within_range(
            datetime(
                numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5],
                tzinfo=_offset(found.group(7), zone),
            )
        )  # fmt: skip
    except ValueError:
        return None


def _offset(text: str | None, zone: ZoneInfo) -> tzinfo:
    if not text or text == "CST":  # China Standard Time on the sites that write it
        return zone
    if text.lower() in _ZERO:
        return UTC
    digits = text[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return timezone((1 if text[0] == "+" else -1) * timedelta(hours=int(hours), minutes=int(minutes)))


def _within_range(moment: datetime) -> datetime | None:
    """None for the first and the last year, which arithmetic in another zone would leave."""
    return moment if 1 < moment.year < 9999 else None
