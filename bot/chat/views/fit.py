"""Keeping a message within what Telegram takes: parts that fit go in, whole, in their order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from bot.chat.views.html import TAG, columns, plain, units

MOST_UNITS = 4000
MOST_ENTITIES = 90  # of 100, so that what a client finds by itself in a text cannot push ours out
MOST_BYTES = 30_000  # Telegram refuses a text of 32 KiB, tags and addresses included
GAP = "\n\n"
QUOTED = re.compile(r"<blockquote expandable>(.*?)</blockquote>", re.DOTALL)
COLUMNS = 42  # of a line on a phone: 21 Han characters
FOLDED = 3  # lines of a quotation that unfolds before it does

# what Telegram makes an entity of without being told: mentions, tags, commands, addresses
UNSEARCHED = re.compile(r"<(a|code)\b[^>]*>.*?</\1>", re.DOTALL)  # where it looks for none
FOUND_BY_TELEGRAM = re.compile(r"[@#$/](?=\w)|\.(?=[^\W\d_])|(?<=\d)\.(?=\d+\.)|://")


@dataclass(frozen=True, slots=True)
class Size:
    units: int
    entities: int
    bytes: int

    def __add__(self, other: Size) -> Size:
        return Size(self.units + other.units, self.entities + other.entities, self.bytes + other.bytes)

    def fits(self) -> bool:
        return self.units <= MOST_UNITS and self.entities <= MOST_ENTITIES and self.bytes <= MOST_BYTES


def size(html: str) -> Size:
    """What Telegram counts: units after parsing, entities at most, bytes as sent."""
    opened = sum(not match[1] for match in TAG.finditer(html))
    searched = plain(UNSEARCHED.sub(" ", html))
    detected = sum(1 for _ in FOUND_BY_TELEGRAM.finditer(searched))
    return Size(units(plain(html)), opened + detected, len(html.encode("utf-8", "replace")))


def fits(parts: Iterable[str]) -> bool:
    return size(GAP.join(filter(None, parts))).fits()


def assemble(parts: Iterable[str], *, foot: str = "") -> str:
    """The parts that fit, in order and divided by empty lines, with the foot below."""
    kept: list[str] = []
    total = size(GAP + foot) if foot else Size(0, 0, 0)
    for part in filter(None, parts):
        grown = total + size(GAP + part)
        if grown.fits():
            total = grown
            kept.append(part)
    return GAP.join([*kept, foot] if foot else kept)


def lines(html: str) -> int:
    """How many lines a phone shows of this, of `COLUMNS` each, before anything is unfolded."""
    quoted = sum(min(FOLDED, rows(plain(one[1]))) for one in QUOTED.finditer(html))
    rest = QUOTED.sub("", html)
    return quoted + rows(plain(rest)) - html.count("\n<blockquote")


def rows(text: str) -> int:
    return sum(max(1, -(-columns(line) // COLUMNS)) for line in text.split("\n"))
