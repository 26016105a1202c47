"""The dates and numbers of a question as terms of their own, with every way to write them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bot.answers.stopwords import STOP_WORDS
from bot.search.guises import Guise, guises
from bot.search.tokens import words
from bot.search.variants import Variant

Located = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Figures:
    """located: the words with their places, those of one date or amount (6.83 + 亿元) joined to one term.

    variants: other writings of a term. parts: the words of a joined term, which the engine searches for
    and which tell how rare it is.
    """

    located: tuple[Located, ...]
    variants: Mapping[str, tuple[Variant, ...]] = field(default_factory=dict)
    parts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def figures(text: str, located: Sequence[Located]) -> Figures:
    """What a normalised question says in figures, given its words with their places."""
    joined = list(located)
    variants: dict[str, tuple[Variant, ...]] = {}
    parts: dict[str, tuple[str, ...]] = {}
    for guise in guises(text):
        inside = [one for one in joined if guise.start <= one[0] < guise.end]
        if not inside or not _apart(guise, joined):
            continue
        term = text[guise.start : guise.end]
        variants[term] = guise.variants
        if inside != [(guise.start, term)]:
            first = joined.index(inside[0])
            joined[first : first + len(inside)] = [(guise.start, term)]
            spelled = not any(map(str.isascii, term))
            several = words(guise.plain) if spelled else [word for _, word in inside]
            parts[term] = tuple(dict.fromkeys(word for word in several if word not in STOP_WORDS))
    return Figures(tuple(joined), variants, parts)


def _apart(guise: Guise, located: Sequence[Located]) -> bool:
    """Do no words reach over the ends of the piece?"""
    ends = (guise.start, guise.end)
    return not any(start < end < start + len(word) for start, word in located for end in ends)
