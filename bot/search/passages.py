"""The stretch of a text in which the most of a question stands together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH = 120

Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch `[start, end)` of a text and the weight of the terms that begin in it."""

    weight: float
    start: int
    end: int


def best_passage(spans: Sequence[Spans], weights: Sequence[float], *, width: int = WIDTH) -> Passage:
    """The first of the heaviest stretches of at most `width` characters from the start of one place to
    that of another.

    spans: the places of each term; weights: what each term counts, however often it stands there.
    """
    best = Passage(0.0, 0, 0)
    for start, end, terms in _stretches(spans, width):
        weight = sum(weights[term] for term in terms)
        if weight > best.weight + 1e-9:
            best = Passage(weight, start, end)
    return best


def _stretches(spans: Sequence[Spans], width: int) -> Iterator[tuple[int, int, set[int]]]:
    """Start, end and terms of every run of places that is at most `width` characters wide."""
    events = sorted((start, term) for term, places in enumerate(spans) for start, _ in places)
    first = 0
    for last, (end, _) in enumerate(events):
        while end - events[first][0] > width:
            first += 1
        yield events[first][0], end, {term for _, term in events[first : last + 1]}
