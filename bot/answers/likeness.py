"""Are two articles the same piece of news?

They are when, in their first 2000 characters,

- the three-character pieces of title and text agree to four fifths (Jaccard), signs and blanks apart;
- every figure in the titles and the first 300 characters of either stands in the other, too, in the
  text with its direction and unit: twins minutes apart whose counter has moved on, 超40亿 and 达80亿,
  are two pieces of news, as are 涨5% and 跌5%;
- the titles go the same way: 收涨 and 收跌 are two pieces of news, also without a figure;
- they do not name different securities.

In doubt they are two: a repeated article costs a reader a glance, a hidden one an answer.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bot.posts.post import Article
from bot.search.text import normalise

ALIKE = 0.8
LONGEST = 2_000
BEGINNING = 300
REMEMBERED = 64

_FIGURE = re.compile(r"([涨跌升降增减盈亏]?)(\d+(?:[.,]\d+)*|[一二三四五六七八九十两]+)([^\W\d]|%)?")
_WAY = re.compile("[涨跌升降增减盈亏不未]")
_BLANK = re.compile(r"(?<!\d) | (?!\d)")
_SIGN = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Print:
    """What is compared of an article.

    told: the figures at its beginning, with direction and unit. figures: all of them, with and without.
    ways: the words of direction in the title. plain: title and text without signs.
    """

    told: frozenset[str]
    figures: frozenset[str]
    title_figures: frozenset[str]
    ways: frozenset[str]
    plain: str
    codes: frozenset[str]


@lru_cache(maxsize=REMEMBERED)
def print_of(article: Article) -> Print:
    """The print of an article; some hundred microseconds for a thousand characters."""
    text, title = tight(article.text[: 2 * LONGEST])[:LONGEST], tight(article.title)
    inside = list(_FIGURE.finditer(text))
    above = frozenset(_value(found) for found in _FIGURE.finditer(title))
    return Print(
        frozenset(_whole(found) for found in inside if found.start() < BEGINNING),
        frozenset((*map(_whole, inside), *map(_value, inside), *above)),
        above,
        frozenset(_WAY.findall(title)),
        without_signs(title + text),
        frozenset(entity.code for entity in article.entities),
    )


def alike(one: Print, other: Print) -> bool:
    """Do both articles tell the same news?"""
    return (
        one.told | one.title_figures <= other.figures
        and other.told | other.title_figures <= one.figures
        and one.ways == other.ways
        and (not one.codes or not other.codes or not one.codes.isdisjoint(other.codes))
        and jaccard(_pieces(one.plain), _pieces(other.plain)) >= ALIKE
    )


def tight(text: str) -> str:
    """The text in its one spelling without blanks, except between digits, which they keep apart."""
    return _BLANK.sub("", normalise(text))


def without_signs(tight: str) -> str:
    return _SIGN.sub("", tight)


def pieces(plain: str) -> list[str]:
    """Every three neighbouring characters; a shorter text is one piece."""
    return [plain[start : start + 3] for start in range(max(1, len(plain) - 2))]


@lru_cache(maxsize=REMEMBERED)
def _pieces(plain: str) -> frozenset[str]:
    """Made only where figures agree, and then for each of several twins again."""
    return frozenset(pieces(plain))


def jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    """What two sets share of what they have together, 0 to 1; 1 for two empty ones."""
    return len(one & other) / len(one | other) if one or other else 1.0


def _value(figure: re.Match[str]) -> str:
    return figure[2].replace(",", "")


def _whole(figure: re.Match[str]) -> str:
    """The figure with what it measures, as in 涨40亿."""
    return f"{figure[1]}{_value(figure)}{figure[3] or ''}"
