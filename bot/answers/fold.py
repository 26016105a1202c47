"""Near-identical articles, shown once.

Two articles are alike when the three-character pieces of title and beginning agree to four fifths
(Jaccard) and every number in them agrees: twins minutes apart whose counter has moved on, 超40亿 and
达80亿, are two pieces of news.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice

from bot.posts.post import Article
from bot.search.matcher import Match
from bot.search.text import normalise

ALIKE = 0.8
BEGINNING = 300
SKETCH = 12

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Folded:
    """The best match of a group of near-identical articles, and the others."""

    match: Match
    others: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Likeness:
    """What is compared: the pieces, the first dozen of them (alike texts share some), the numbers."""

    pieces: frozenset[str]
    sketch: frozenset[str]
    numbers: frozenset[str]


def fold(matches: Sequence[Match]) -> list[Folded]:
    """The matches in their order, each followed by what it stands for."""
    groups: list[tuple[Likeness, Match, list[Article]]] = []
    for match in matches:
        likeness = _likeness(match.article)
        for other, _, folded in groups:
            if _alike(likeness, other):
                folded.append(match.article)
                break
        else:
            groups.append((likeness, match, []))
    return [Folded(match, tuple(folded)) for _, match, folded in groups]


def _likeness(article: Article) -> Likeness:
    text = normalise(f"{article.title}\n{article.text[:BEGINNING]}")
    plain = _SPACE.sub("", text)
    pieces = frozenset(plain[start : start + 3] for start in range(max(1, len(plain) - 2)))
    return Likeness(pieces, frozenset(islice(sorted(pieces), SKETCH)), frozenset(_NUMBER.findall(text)))


def _alike(one: Likeness, other: Likeness) -> bool:
    if one.numbers != other.numbers or one.sketch.isdisjoint(other.sketch):
        return False
    return len(one.pieces & other.pieces) >= ALIKE * len(one.pieces | other.pieces)
