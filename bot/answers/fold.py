"""Near-identical articles, shown once.

Two articles are alike when the three-character pieces of title and beginning agree to four fifths
(Jaccard) and every number in them agrees: twins minutes apart whose counter has moved on, 超40亿 and
达80亿, are two pieces of news.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from bot.posts.post import Article
from bot.search.matcher import Match
from bot.search.text import normalise

ALIKE = 0.8
BEGINNING = 300

_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SPACE = re.compile(r"\W+")


@dataclass(frozen=True, slots=True)
class Folded:
    """The best match of a group of near-identical articles, and the others."""

    match: Match
    others: tuple[Article, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Near-identical articles while they are gathered; pieces: of the first, the best match."""

    match: Match
    pieces: frozenset[str]
    others: list[Article]


def fold(matches: Sequence[Match]) -> list[Folded]:
    """The matches in their order, each with the others that it stands for."""
    texts = [normalise(f"{match.article.title}\n{match.article.text[:BEGINNING]}") for match in matches]
    numbers = [frozenset(_NUMBER.findall(text)) for text in texts]
    shared = Counter(numbers)
    groups: list[Group] = []
    rivals: dict[frozenset[str], list[Group]] = defaultdict(list)
    for match, text, figures in zip(matches, texts, numbers, strict=True):
        pieces = _pieces(text) if shared[figures] > 1 else frozenset()
        twin = next((group for group in rivals[figures] if _alike(group.pieces, pieces)), None)
        if twin:
            twin.others.append(match.article)
        else:
            groups.append(Group(match, pieces, []))
            rivals[figures].append(groups[-1])
    return [Folded(group.match, tuple(group.others)) for group in groups]


def _pieces(text: str) -> frozenset[str]:
    plain = _SPACE.sub("", text)
    return frozenset(plain[start : start + 3] for start in range(max(1, len(plain) - 2)))


def _alike(one: frozenset[str], other: frozenset[str]) -> bool:
    return len(one & other) >= ALIKE * len(one | other)
