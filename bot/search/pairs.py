"""Pairs of neighbouring characters of a question: what is left of a word with a wrong character in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from math import log

from bot.search.occurrences import occurrences


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


def rare_among(pairs: Mapping[str, float], texts: Sequence[str]) -> dict[str, float]:
    """The pairs with their weights times log(1 + n / (m + 1/2)), where m of the n texts hold the pair."""
    return {
        pair: weight * log(1 + len(texts) / (sum(pair in text for text in texts) + 0.5))
        for pair, weight in pairs.items()
    }


def held_share(pairs: Mapping[str, float], text: str) -> float:
    """The share of the pairs, by weight, that a text holds; 1 where there are none."""
    whole = sum(pairs.values())
    return sum(weight for pair, weight in pairs.items() if pair in text) / whole if whole else 1.0
