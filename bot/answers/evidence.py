"""Does the best article answer, or is an honest nothing due?

Two gates. The first is a veto: never enough is an article without a code of the question, or any article
when no article holds a name of the question: another company's figures are no answer. The second is the
log odds that an article answers, a weighted sum of six signs that mostly say what is not there:

- lacking: the idf of the question's words that the article lacks, divided by that of all its words. A word
  counts as held as far as something nearly the same or at least its characters are (吹倒 for 倒伏): an event
  that the articles do not know mostly has none. An everyday word lacks less: (IDF in Chinese at large / 8)²;
- crowded: the same for the best passage alone, as a company here and an event there are no answer, times
  the score of the next article that is not nearly the same, divided by the best's: where all that is known
  of a company fits alike, nothing fits;
- nameless: whether the article lacks a name of the question, an everyday one less;
- title: the idf of the question's words that the title holds, of that of all;
- concepts: how many things the question names, at most eight: of two, one is half of the question;
- size: by how many powers of ten the corpus is larger than a hundred articles: in a large one the article
  that answers in other words has more rivals, which `crowded` would hold against it.

Where the article has a vector, what it lacks in words it may say in others: `lacking` counts the less the
nearer it is in meaning, by 1 - nearness, `crowded` by half as much less, and all are weighed anew. So a near
article answers a layman's question; but a known company is near to any question about it, so `crowded` stays.

`python -m tests.bench.gate FOLDER` fitted the weights on half of the labelled questions that ship with the
tests and on questions of five labelled sets, and reports on the other half.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log10

from bot.answers.fold import fold
from bot.answers.question import Question
from bot.search.engine import Frequencies
from bot.search.finding import Wanted, find
from bot.search.matcher import SURE, Match
from bot.search.rarity import background, is_name
from bot.search.tokens import HAN_RUN

DATE = re.compile(r"(?:\d+[年月日号]|[\d-]+季度)+")
MOST_CONCEPTS = 8
RIVALS = SURE
RARE = 8.0
HALF = 0.5
SMALL = 100
WEIGHTS: Mapping[str, float] = {
    "lacking": -5.1,
    "crowded": -7.1,
    "nameless": -5.0,
    "title": 2.0,
    "concepts": 0.34,
    "size": 0.5,  # fitted .38: a reader who is refused though an article answers loses more
}
BIAS = 0.17
WITH_MEANING: Mapping[str, float] = {
    "lacking": -8.5,
    "crowded": -10.2,
    "nameless": -4.6,
    "title": 1.4,
    "concepts": 0.17,
    "size": 0.21,
}
BIAS_WITH_MEANING = 1.2


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the first of some matches: shares from 0 to 1, but for concepts and size.
    with_meaning: whether the article's nearness in meaning is in them."""

    lacking: float
    crowded: float
    nameless: float
    title: float
    concepts: float
    size: float
    with_meaning: bool = False

    def log_odds(self) -> float:
        """Above 0 the article rather answers than not."""
        weights, bias = (WITH_MEANING, BIAS_WITH_MEANING) if self.with_meaning else (WEIGHTS, BIAS)
        weighed: list[float] = [weight * getattr(self, name) for name, weight in weights.items()]
        return bias + sum(weighed)


def convinces(
    matches: Sequence[Match], asked: Sequence[Wanted], question: Question, frequencies: Frequencies
) -> bool:
    """Is there enough evidence that the first of the matches, best first, answers the question?"""
    if not matches:
        return False
    signs = signs_of(matches, asked, question, frequencies)
    if question.idle:
        return signs.title == 1.0
    missing = frozenset(matches[0].missing)
    unheard = {term for term in missing if is_name(term) and not frequencies.counts.get(term)}
    return not unheard and missing.isdisjoint(question.understood.codes) and signs.log_odds() > 0


def signs_of(
    matches: Sequence[Match], asked: Sequence[Wanted], question: Question, frequencies: Frequencies
) -> Signs:
    """The signs of the first of at least one match."""
    best = matches[0]
    others = fold(matches[:RIVALS])[1:]
    rival = others[0].match.score / best.score if others and best.score else 0.0
    rarity = [_rarity(one) for one in asked]
    inside = [_there(one, best.shares[one.term], best.text) for one in asked]
    beside = [_there(one, find(one, best.passage).share, best.passage) for one in asked]
    lost = [one for one in asked if best.shares[one.term] < HALF]
    near = best.nearness.value if best.nearness else None
    unlike = 1.0 - (near or 0.0)
    return Signs(
        lacking=unlike
        * _share(asked, [rare * (1 - there) for rare, there in zip(rarity, inside, strict=True)]),
        crowded=rival
        * (1.0 + unlike)
        / 2
        * _share(asked, [rare * (1 - there) for rare, there in zip(rarity, beside, strict=True)]),
        nameless=max((_rarity(one) for one in lost if is_name(one.term)), default=0.0),
        title=_share(asked, [find(one, best.title).share for one in asked]),
        concepts=min(MOST_CONCEPTS, question.concepts),
        size=log10(max(SMALL, frequencies.documents) / SMALL),
        with_meaning=near is not None,
    )


def _rarity(wanted: Wanted) -> float:
    """From 0 to 1, an everyday word less: what one article calls 位于 another calls 在. A date does not
    count, since an article may have it without saying it."""
    return 0.0 if DATE.fullmatch(wanted.term) else min(1.0, background(wanted.term) / RARE) ** 2


def _there(wanted: Wanted, share: float, text: str) -> float:
    """How much of a word a text holds: its share, exactly or nearly, or that of its characters."""
    if share == 1.0 or wanted.forms or not HAN_RUN.fullmatch(wanted.term):
        return share
    return max(share, sum(character in text for character in wanted.term) / len(wanted.term))


def _share(asked: Sequence[Wanted], values: Sequence[float]) -> float:
    """The mean of values, one for each term, by the terms' idf."""
    whole = sum(one.weight for one in asked) or 1.0
    return sum(one.weight * value for one, value in zip(asked, values, strict=True)) / whole
