"""Other writings of the dates, amounts, shares and counts that a question names.

三月 = 3月, 2022-03-14 = 2022年3月14日, 1万亿 = 10000亿 = 一万亿, 50个基点 = 0.5个百分点: each is a
piece of the question with the texts by which articles may mean the same. Only the question is
rewritten, in both directions; articles are searched as they are written. What says less (a date without
its year, an amount without 元) counts a little less.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from bot.search.guises_of_amounts import AMOUNTS
from bot.search.guises_of_dates import DATES
from bot.search.variants import Variant

MOST_PIECES = 8
MOST_VARIANTS = 6


@dataclass(frozen=True, slots=True)
class Guise:
    """A piece `[start, end)` of a normalised text and what else it may be written as.

    plain: the piece in Arabic figures; its words tell how rare it is.
    """

    start: int
    end: int
    plain: str
    variants: tuple[Variant, ...]


def guises(normalised: str) -> tuple[Guise, ...]:
    """The pieces of a text that can be written differently, apart and in its order, at most eight."""
    taken = bytearray(len(normalised))
    found = sorted(islice(_pieces(normalised, taken), MOST_PIECES), key=lambda guise: guise.start)
    return tuple(found)


def _pieces(text: str, taken: bytearray) -> Iterator[Guise]:
    for pattern, forms_of in (*DATES, *AMOUNTS):
        for piece in pattern.finditer(text):
            start, end = piece.span()
            if any(taken[start:end]) or not (forms := forms_of(piece)):
                continue
            taken[start:end] = b"\1" * (end - start)
            shares = dict(reversed([(form, share) for form, share in forms if form != piece[0]]))
            variants = [Variant(form, share, "unit") for form, share in reversed(shares.items())]
            if variants:
                yield Guise(start, end, forms[0][0], tuple(variants[:MOST_VARIANTS]))
