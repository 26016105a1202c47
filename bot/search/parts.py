"""What the score of an article is made of: a weighted sum of parts between 0 and 1, seven about its words.

- engine: the engine's score, divided by the best of the page (scores compare only within one);
- passage: the idf of the question's terms that stand together in the best 120 characters, where an
  answer would be, divided by that of all its terms: one post may tell of many things. A term of three or
  more characters that is missing counts by its nearest place in the article: the square of rapidfuzz's
  partial ratio (0 to 1), nothing below .6;
- order: the partial ratio of the whole question with that passage, so that the question's own order and
  neighbourhood of characters count, and a typing error costs one character, not one word;
- close: the plain ratio of both, which falls the longer the passage is that it takes to cover the question;
- pairs: the idf of the question's pairs of characters that the article holds, rarer among the candidates
  counting more;
- numbers: the share of the question's numbers that the passage holds;
- kind: how many of what the question asks for (figures, dates, places) stand there, three being all.

Where a question has no numbers or asks for nothing of a kind, the share of the passage stands in for it.
The eighth, meaning, is there only where there are vectors; it takes its weight from the others in proportion
(`fusion`).

`python -m tests.bench.tune FOLDER` fitted the weights on five labelled sets and shows what each part earns.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

WEIGHTS: Mapping[str, float] = {
    "engine": 0.21,
    "passage": 0.16,
    "order": 0.10,
    "close": 0.25,
    "pairs": 0.12,
    "numbers": 0.08,
    "kind": 0.08,
}


class Meaning(NamedTuple):
    """How near an article is in meaning, and how much of its whole score that is; both from 0 to 1."""

    value: float
    weight: float


class Parts(NamedTuple):
    """What a score is made of; each from 0 to 1. meaning: None where words alone decide."""

    engine: float
    passage: float
    order: float
    close: float
    pairs: float
    numbers: float
    kind: float
    meaning: Meaning | None = None

    @property
    def score(self) -> float:
        return min(1.0, sum(value * weight for _, value, weight in self.weighed()))

    def weighed(self) -> tuple[tuple[str, float, float], ...]:
        """Each part's name, value and weight; what they say together is the score."""
        left = 1.0 - self.meaning.weight if self.meaning else 1.0
        of_words = ((name, getattr(self, name), weight * left) for name, weight in WEIGHTS.items())
        return (*of_words, ("meaning", *self.meaning)) if self.meaning else tuple(of_words)


def scores(parts: Mapping[str, NDArray[np.float64]]) -> NDArray[np.float64]:
    """The scores of many articles, given each part of all of them."""
    whole = np.zeros(len(parts["engine"]))
    for name, weight in WEIGHTS.items():
        whole += parts[name] * weight
    return np.minimum(1.0, whole)
