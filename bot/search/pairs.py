"""Pairs of neighbouring characters of a question: what is left of a word with a wrong character in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.search.occurrences import occurrences
from bot.search.texts import Texts


def weighed_pairs(question: str, terms: Sequence[tuple[str, float]]) -> dict[str, float]:
    """The pairs of letters and figures of a normalised question that touch its terms, with their weights.

    A term's weight is shared out among its characters; a pair counts what its two characters count.
    """
    shares = [0.0] * len(question)
    for term, weight in terms:
        for start in occurrences(term, question):
            for place in range(start, start + len(term)):
                shares[place] = max(shares[place], weight / len(term))
    pairs: dict[str, float] = {}
    for (left, one), (right, other) in pairwise(zip(question, shares, strict=True)):
        if one + other > 0 and left.isalnum() and right.isalnum():
            pairs[left + right] = max(pairs.get(left + right, 0.0), one + other)
    return pairs


def held_shares(pairs: Mapping[str, float], texts: Texts) -> NDArray[np.float64]:
    """For each text the share of the pairs, by weight, that it holds; 1 where there are none.

    A pair's weight is times log(1 + n / (m + 1/2)), where m of the n texts hold it. The texts know all pairs.
    """
    held = texts.holding(list(pairs))
    weights = np.array(list(pairs.values())) * np.log1p(len(held) / (held.sum(axis=0) + 0.5))
    whole = float(weights.sum())
    return (held * weights).sum(axis=1) / whole if whole else np.ones(len(held))
