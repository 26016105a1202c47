"""Where a term of the question stands in a text: itself, else a variant, else what is nearly the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import ceil

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from bot.search.occurrences import occurrences
from bot.search.texts import Numbers, Texts
from bot.search.variants import Variant

NEAR_LENGTH = 3
NEAR_ENOUGH = 60.0
LONGEST_TERM = 64


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

    @property
    def may_be_near(self) -> bool:
        return len(self.term) >= NEAR_LENGTH and not self.forms and not self.has_figures

    def strings(self) -> Iterable[str]:
        """All that is looked for where this is wanted."""
        return (self.term, *self.forms, *(variant.text for variant in self.variants))


@dataclass(frozen=True, slots=True)
class Found:
    """Where a term stands, as spans `[start, end)`, and how much of it: 1 exactly, less nearly, 0 not."""

    spans: Sequence[tuple[int, int]]
    share: float


NOWHERE = Found((), 0.0)


def find(wanted: Wanted, text: str) -> Found:
    """A term in a normalised text: all its places, else those of its best variant, else the nearest."""
    spans = []
    for form in wanted.forms or (wanted.term,):
        if form in text:
            spans += [(start, start + len(form)) for start in occurrences(form, text)]
    if spans:
        return Found(spans, 1.0)
    if wanted.variants:
        for variant in sorted(wanted.variants, key=lambda one: -one.share):
            if places := occurrences(variant.text, text):
                return Found([(start, start + len(variant.text)) for start in places], variant.share)
    return _nearest(wanted, text) if wanted.may_be_near and _perhaps_near(wanted.term, text) else NOWHERE


def _perhaps_near(term: str, text: str) -> bool:
    """Has the text enough letters of the term? Many have not, and that is told sooner than how near it is."""
    return len(text) < len(term) or sum(letter in text for letter in term) >= _least_letters(len(term))


def _nearest(wanted: Wanted, text: str) -> Found:
    near = fuzz.partial_ratio_alignment(wanted.term, text, score_cutoff=NEAR_ENOUGH)
    return Found(((near.dest_start, near.dest_end),), (near.score / 100) ** 2) if near else NOWHERE


@dataclass(frozen=True, slots=True)
class Spread:
    """Where some terms stand in many texts.

    shares: how much of each term (column) each text (row) holds. texts, terms, starts: of every place the
    text, the term and where in that text it begins, in no order.
    """

    shares: NDArray[np.float64]
    texts: Numbers
    terms: Numbers
    starts: Numbers


def find_all(wanted: Sequence[Wanted], texts: Texts) -> Spread:
    """What `find` tells of each term in each text. The texts know all strings of the terms."""
    shares = np.zeros((len(texts.texts), len(wanted)))
    owners, terms, starts = [], [], []
    for number, one in enumerate(wanted):
        for owner, start in _spread(one, texts, shares[:, number]):
            owners.append(owner)
            starts.append(start)
            terms.append(np.full(len(owner), number))
    nothing = np.zeros((1, 0), np.int64)
    return Spread(shares, *(np.concatenate([*several, *nothing]) for several in (owners, terms, starts)))


def _spread(wanted: Wanted, texts: Texts, shares: NDArray[np.float64]) -> Iterable[tuple[Numbers, Numbers]]:
    """Text and start of the places of a term, whose shares are filled in."""
    for form in wanted.written():
        owners, starts = texts.places(form)
        shares[owners] = 1.0
        yield owners, starts
    for variant in sorted(wanted.variants, key=lambda one: -one.share):
        owners, starts = texts.places(variant.text)
        lacking = shares[owners] == 0
        shares[owners[lacking]] = variant.share
        yield owners[lacking], starts[lacking]
    if wanted.may_be_near and not shares.all():
        yield _all_near(wanted, texts, shares)


def _all_near(wanted: Wanted, texts: Texts, shares: NDArray[np.float64]) -> tuple[Numbers, Numbers]:
    """The like for what is nearly the same, in texts that lack the term and have enough of its letters."""
    term = wanted.term
    perhaps = texts.near_letters(term, least=_least_letters(len(term))) | (texts.lengths < len(term))
    owners, starts = [], []
    for owner in np.flatnonzero(perhaps & (shares == 0)).tolist():
        if spans := (near := _nearest(wanted, texts.texts[owner])).spans:
            shares[owner] = near.share
            owners.append(owner)
            starts.append(spans[0][0])
    return np.array(owners, np.int64), np.array(starts, np.int64)


@lru_cache(maxsize=LONGEST_TERM)
def _least_letters(length: int) -> int:
    """How many letters of a term of this length a stretch no longer than it holds where it is near enough.

    The ratio is 2 l / (length + n) for l common letters in a stretch of n, which cannot have fewer: l <= n.
    """
    cutoff = NEAR_ENOUGH / 100
    shortest = ceil(cutoff * length / (2 - cutoff))
    return min(ceil(cutoff * (length + size) / 2 - 1e-9) for size in range(shortest, length + 1))
