"""Where a term of the question stands in a text: itself, else a variant, else what is nearly the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from bot.search.occurrences import occurrences
from bot.search.variants import Variant

NEAR_LENGTH = 3
NEAR_ENOUGH = 60.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of the question, how rare it is (idf), how articles may write it (else as it is), and
    what else they may call it."""

    term: str
    weight: float
    forms: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()

    def written(self) -> tuple[str, ...]:
        return self.forms or (self.term,)

    @property
    def has_figures(self) -> bool:
        """Another figure is another thing, however near."""
        return any(map(str.isdigit, self.term))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a term stands, as spans `[start, end)`, and how much of it: 1 exactly, less nearly, 0 not."""

    spans: Sequence[tuple[int, int]]
    share: float


NOWHERE = Found((), 0.0)


def find(wanted: Wanted, text: str) -> Found:
    """A term in a normalised text: all its places, else those of its best variant, else the nearest."""
    spans = [(start, start + len(form)) for form in wanted.written() for start in occurrences(form, text)]
    if spans:
        return Found(spans, 1.0)
    for variant in sorted(wanted.variants, key=lambda one: -one.share):
        if places := occurrences(variant.text, text):
            return Found([(start, start + len(variant.text)) for start in places], variant.share)
    if len(wanted.term) < NEAR_LENGTH or wanted.forms or wanted.has_figures:
        return NOWHERE
    near = fuzz.partial_ratio_alignment(wanted.term, text, score_cutoff=NEAR_ENOUGH)
    return Found(((near.dest_start, near.dest_end),), (near.score / 100) ** 2) if near else NOWHERE
