"""Words and meaning in one score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.nearness import Nearness
from bot.search.parts import Meaning

SPAN = 8.0
WEIGHT = 0.3

Numbers = NDArray[np.float64]


def values(similarities: Numbers, *, mean: float, deviation: float) -> Numbers:
    """Similarities as numbers between 0 and 1: by how many standard deviations they lie above the mean, in
    eighths. Cosines of one question compare with each other, not with those of another one; these do."""
    return np.clip((similarities - mean) / (SPAN * deviation), 0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Fusion:
    """How the scores of some articles by words become scores by words and meaning.

    near: how near each is, nan where it has no vector; None where none has one, or there is no meaning.
    """

    near: Numbers | None

    @classmethod
    def of(cls, nearness: Sequence[Nearness]) -> Fusion:
        near = np.array([one.value for one in nearness], dtype=np.float64)  # None becomes nan
        return cls(None if np.isnan(near).all() else near)

    def scores(self, words: Numbers) -> Numbers:
        """Of all articles, given those by words: from 0 to 1, both."""
        if self.near is None:
            return words
        mixed: Numbers = (1 - WEIGHT) * words + WEIGHT * self._filled(words)
        return mixed

    def meanings(self, words: Numbers) -> Sequence[Meaning | None]:
        """What meaning adds to each of these scores."""
        if self.near is None:
            return [None] * len(words)
        return [Meaning(value, WEIGHT) for value in self._filled(words).tolist()]

    def _filled(self, words: Numbers) -> Numbers:
        """How near each is, or where that is not known, would be with such a score by words: a missing vector
        is neither to help nor to hurt."""
        near = self.near
        assert near is not None
        return np.where(np.isnan(near), np.nanmean(near), near)
