"""Stock codes in a question: 600036, 600036.SH, 0388.HK, 388.HK, INTC.O."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAINLAND = ("sh", "sz", "bj")
AMERICA = ("o", "n", "us")

_CODE = re.compile(
    r"(?<![0-9a-z.])(?:"
    r"(?P<mainland>[0-9]{6})(?:\.(?:sh|sz|bj|ss))?"
    r"|(?P<hongkong>[0-9]{1,5})\.hk"
    r"|(?P<padded>0[0-9]{4})"
    r"|(?P<letters>[a-z]{1,5})\.(?:o|n|a|us)"
    r")(?![0-9a-z%]|\.[0-9])"
)
# Shenzhen 00, 20, 30; Shanghai 60, 68, 90; Beijing 43, 8x, 92. Other six digits are amounts or dates.
_LISTED = re.compile(r"(?:00|20|30|43|60|68|8[0-9]|90|92)[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Code:
    """text: as posts' entities have it ("600036", "00388", "INTC"); forms: as normalised texts write it."""

    text: str
    forms: tuple[str, ...]


def find_codes(normalised: str) -> tuple[tuple[Code, ...], str]:
    """The codes of a normalised text, each once, and the text with blanks in their place."""
    codes: dict[str, Code] = {}

    def take(match: re.Match[str]) -> str:
        code = _code(match)
        if code is None:
            return match[0]
        codes[code.text] = code
        return " "

    rest = _CODE.sub(take, normalised)
    return tuple(codes.values()), rest


def _code(match: re.Match[str]) -> Code | None:
    if number := match["mainland"]:
        listed = _LISTED.fullmatch(number) or match[0] != number
        return Code(number, (number, *(f"{number}.{place}" for place in MAINLAND))) if listed else None
    if letters := match["letters"]:
        return Code(letters.upper(), (letters, *(f"{letters}.{place}" for place in AMERICA)))
    number = (match["hongkong"] or match["padded"]).zfill(5)
    short = [number[zeros:] for zeros in range(3) if not number[:zeros].strip("0")]
    return Code(number, (*short[:2], *(f"{digits}.hk" for digits in short)))
