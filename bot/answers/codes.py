"""Stock codes in a question: 600036, SH600036, 600036.SH, 0388.HK, hk00388, INTC.O, usINTC, NASDAQ:INTC."""

from __future__ import annotations

import re
from dataclasses import dataclass

MAINLAND = ("sh", "sz", "bj")
AMERICA = ("o", "n", "us")
# By the first digit, where a prefix such as sh600036 leads; indices have codes of their own.
HOME = {"6": ("sh",), "9": ("sh",), "0": ("sz", "sh"), "2": ("sz",), "3": ("sz",), "4": ("bj",), "8": ("bj",)}

_CODE = re.compile(
    r"(?<![0-9a-z.])(?:"
    r"(?:(?:sh|sz|bj)[.:_]?)?(?P<mainland>[0-9]{6})(?:\.?(?:sh|sz|bj|ss|xshg|xshe))?"
    r"|(?P<hongkong>[0-9]{1,5})\.hk"
    r"|(?P<spaced>0[0-9]{3,4}) ?hk"
    r"|hk(?:[.:]|:? (?=0))?(?P<prefixed>[0-9]{3,5})"
    r"|(?P<padded>0[0-9]{4})"
    r"|(?P<letters>[a-z]{1,5})\.(?:o|n|a|us)"
    r"|(?:us[.:_]|gb_|(?:nasdaq|nyse|amex) ?: ?|\$)(?P<american>[a-z]{1,5})"
    r")(?![0-9a-z%]|\.[0-9])"
)
# Lower case hides it: usAAPL is a code, usage is none.
_AMERICAN = re.compile(r"\bus(?=[A-Z]{1,5}\b)")
_SHORT = re.compile("[0-9]{1,4}")
# Shenzhen 00, 20, 30; Shanghai 60, 68, 90; Beijing 43, 8x, 92. Other six digits are amounts or dates.
_LISTED = re.compile(r"(?:00|20|30|43|60|68|8[0-9]|90|92)[0-9]{4}")


@dataclass(frozen=True, slots=True)
class Code:
    """text: as posts' entities have it ("600036", "00388", "INTC"); forms: as normalised texts write it."""

    text: str
    forms: tuple[str, ...]


def marked(text: str) -> str:
    """The text as typed, with usAAPL as us.AAPL, which stays a code in lower case."""
    return _AMERICAN.sub("us.", text)


def short_code(word: str) -> Code | None:
    """The Hong Kong code that a number of up to four digits may be: 388 for 00388."""
    return _hong_kong(word) if _SHORT.fullmatch(word) else None


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


def code_places(normalised: str) -> list[tuple[int, int]]:
    """Where the codes of a normalised text stand, `[start, end)`, in their order."""
    return [match.span() for match in _CODE.finditer(normalised) if _code(match)]


def _code(match: re.Match[str]) -> Code | None:
    if number := match["mainland"]:
        listed = _LISTED.fullmatch(number) or match[0] != number
        places = (f"{place}{number}" for place in HOME.get(number[0], ()))
        return (
            Code(number, (number, *(f"{number}.{place}" for place in MAINLAND), *places)) if listed else None
        )
    if letters := match["letters"] or match["american"]:
        return Code(letters.upper(), (letters, *(f"{letters}.{place}" for place in AMERICA), f"us{letters}"))
    return _hong_kong(match["hongkong"] or match["spaced"] or match["prefixed"] or match["padded"])


def _hong_kong(digits: str) -> Code:
    number = digits.zfill(5)
    short = [number[zeros:] for zeros in range(3) if not number[:zeros].strip("0")]
    return Code(number, (*short[:2], *(f"{digits}.hk" for digits in short), f"hk{number}"))
