"""Near-identical articles, shown once.

`likeness` decides, but reading fifty articles whole and comparing each with each would take longer than
ranking them. So it is asked only about pairs of nearly the same length whose beginnings promise it by
their MinHash sketches (Broder 1997; 64 values over the three-character pieces of the first 100
characters, each within .06 of the true share). A dateline of 25 characters in front of one of two twins
leaves .6 of the pieces shared; articles that are none share next to nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rensa import RMinHash

from bot.answers.likeness import Print, alike, pieces, print_of, without_signs
from bot.posts.post import Article
from bot.search.matcher import Match
from bot.search.text import normalise

BEGINNING = 100
PERMUTATIONS = 64
SEED = 1
PROMISING = 0.35
LENGTHS_ALIKE = 0.7
REMEMBERED = 4096


@dataclass(frozen=True, slots=True)
class Folded:
    """The best match of a group of near-identical articles, and the others."""

    match: Match
    others: tuple[Article, ...] = ()


@dataclass(slots=True)
class Candidate:
    """A match while near-identical ones are gathered under it; what is compared is made when needed."""

    match: Match
    others: list[Article] = field(default_factory=list)
    sketch: RMinHash | None = None
    print: Print | None = None

    def resembles(self, other: Candidate) -> bool:
        """Are both near-identical?"""
        promising = self.sketched().jaccard(other.sketched()) >= PROMISING
        return promising and alike(self.printed(), other.printed())

    def sketched(self) -> RMinHash:
        if self.sketch is None:
            article = self.match.article
            self.sketch = _sketch(article.text[:BEGINNING] or article.title)
        return self.sketch

    def printed(self) -> Print:
        if self.print is None:
            self.print = print_of(self.match.article)
        return self.print


def fold(matches: Sequence[Match]) -> list[Folded]:
    """The matches in their order, each with the others that it stands for."""
    groups: list[tuple[int, Candidate]] = []
    for match in matches:
        candidate, length = Candidate(match), len(match.article.text)
        least, most = LENGTHS_ALIKE * length, length / LENGTHS_ALIKE
        near = (group for size, group in groups if least <= size <= most)
        if twin := next((group for group in near if group.resembles(candidate)), None):
            twin.others.append(match.article)
        else:
            groups.append((length, candidate))
    return [Folded(group.match, tuple(group.others)) for _, group in groups]


@lru_cache(maxsize=REMEMBERED)
def _sketch(text: str) -> RMinHash:
    sketch = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
    sketch.update(pieces(without_signs(normalise(text))))
    return sketch
