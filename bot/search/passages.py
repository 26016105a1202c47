"""The stretch of a text in which the most of a question stands together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.finding import Spread
from bot.search.texts import Numbers

WIDTH = 120

EQUAL = 1e-9


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `[start, end)` of a text and the weight of the terms that begin in it."""

    weight: float
    start: int
    end: int


NO_PASSAGE = Passage(0.0, 0, 0)


def best_passages(spread: Spread, weights: Sequence[float], *, width: int = WIDTH) -> list[Passage]:
    """For each text the first of its heaviest stretches of at most `width` characters from the start of one
    place to that of another.

    weights: what each term counts, times how much of it a text holds, however often it stands there.
    """
    places = _Places.of(spread, width)
    counts = places.held(width) * (np.array(weights) * spread.shares)[places.texts]
    heavy = counts.sum(axis=1)
    found = [NO_PASSAGE] * len(spread.shares)
    bounds = np.searchsorted(places.texts, np.arange(len(found) + 1))
    filled = np.flatnonzero(np.diff(bounds))
    if len(filled):
        most = np.zeros(len(found))
        most[filled] = np.maximum.reduceat(heavy, bounds[filled])
        best = np.flatnonzero((heavy > most[places.texts] - EQUAL) & (heavy > EQUAL))
        first = best[np.unique(places.texts[best], return_index=True)[1]]
        begins = np.searchsorted(places.line, places.line[first] - width)
        for place, begin in zip(first.tolist(), begins.tolist(), strict=True):
            start, end = int(places.starts[begin]), int(places.starts[place])
            found[int(places.texts[place])] = Passage(float(heavy[place]), start, end)
    return found


@dataclass(frozen=True, slots=True)
class _Places:
    """All places, text by text in their order. line: one number for text and start, further apart than a
    stretch is wide where texts differ."""

    texts: Numbers
    terms: Numbers
    starts: Numbers
    line: Numbers
    terms_in_all: int

    @classmethod
    def of(cls, spread: Spread, width: int) -> _Places:
        terms_in_all = spread.shares.shape[1]
        apart = int(spread.starts.max(initial=0)) + width + 1
        line = spread.texts * apart + spread.starts
        order = np.argsort(line * terms_in_all + spread.terms)
        texts, terms, starts = (each[order] for each in (spread.texts, spread.terms, spread.starts))
        return cls(texts, terms, starts, line[order], terms_in_all)

    def held(self, width: int) -> NDArray[np.bool_]:
        """Which terms (columns) begin in the stretch that ends at each place (row)."""
        last = np.full((len(self.line), self.terms_in_all), -width - 1, np.int64)
        last[np.arange(len(self.line)), self.terms] = self.line
        np.maximum.accumulate(last, axis=0, out=last)
        return last >= (self.line - width)[:, None]
