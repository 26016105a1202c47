"""Words and meaning in one score.

WEIGHT and SPAN were chosen on five labelled sets, clean and with slips: with weights from .3 to .5 each set
and each kind of slip gains (`python -m tests.bench.semantic FOLDER`). A weight that falls where words find
everything of a question gained nothing more, nor did a part that only the nearest get.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.nearness import Nearness
from bot.search.parts import Meaning

SPAN = 8.0
WEIGHT = 0.4

Numbers = NDArray[np.float64]
Flags = NDArray[np.bool_]


def values(similarities: Numbers, *, mean: float, deviation: float) -> Numbers:
    """Similarities as numbers between 0 and 1: by how many standard deviations they lie above the mean, in
    eighths. Cosines of one question compare with each other, not with those of another one; these do."""
    return np.clip((similarities - mean) / (SPAN * deviation), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the scores of some articles by words become scores by words and meaning.

    near: how near each is, nan where it has no vector; None where none has one, or there is no meaning.
    found: which were found by words. covered: whose vectors speak of what the words found.
    """

    near: Numbers | None
    found: Flags
    covered: Flags

    @classmethod
    def of(cls, nearness: Sequence[Nearness], places: Sequence[int]) -> Fusion:
        """places: how far behind the beginning of each text words found the most."""
        near = np.array([one.value for one in nearness], dtype=np.float64)  # None becomes nan
        if np.isnan(near).all():
            return WORDS_ALONE
        covered = [
            one.reach is None or place < one.reach for one, place in zip(nearness, places, strict=True)
        ]
        return cls(near, np.array([not one.brought for one in nearness]), np.array(covered))

    def scores(self, words: Numbers) -> Numbers:
        """Of all articles, given those by words: from 0 to 1, both."""
        return words if self.near is None else self._mixed(words, self._filled(words, words))

    def bounds(self, low: Numbers, high: Numbers) -> tuple[Numbers, Numbers]:
        """What the scores are at least and at most, where those by words are."""
        if self.near is None:
            return low, high
        least, most = self._filled(low, high), self._filled(high, low)
        return self._mixed(low, least), self._mixed(high, most)

    def meanings(self, words: Numbers) -> Sequence[Meaning | None]:
        """What meaning adds to each of these scores."""
        if self.near is None:
            return [None] * len(words)
        return [Meaning(value, WEIGHT) for value in self._filled(words, words).tolist()]

    def _mixed(self, words: Numbers, near: Numbers) -> Numbers:
        mixed: Numbers = (1 - WEIGHT) * words + WEIGHT * near
        return mixed

    def _filled(self, words: Numbers, of_others: Numbers) -> Numbers:
        """How near each is, or would be: as much as its words say, and by how much the others are nearer, on
        the average, than their words say. So a missing vector neither helps nor hurts: among articles found
        by words nearness rises by 1 where the score by words does (1.0 to 1.1 on labelled sets). Nor does a
        vector hurt that speaks of another part of the article."""
        near = self.near
        assert near is not None
        lacking = np.isnan(near)
        known = self.found & self.covered & ~lacking
        beyond = float((near - of_others)[known].mean()) if known.any() else 0.0
        expected = np.clip(words + beyond, 0.0, 1.0)
        told = np.where(self.covered, near, np.maximum(near, expected))
        return np.where(lacking, expected, told)


WORDS_ALONE = Fusion(None, np.zeros(0, np.bool_), np.zeros(0, np.bool_))
