"""Does the best article answer, or is an honest nothing due?

Two gates. The first is a veto: never enough is an article without a code of the question, or any article
when no article holds a name of the question: another company's figures are no answer. The second is the
log odds that an article answers, a weighted sum of seven signs that mostly say what is not there:

- lacking: the idf of the question's words that the article lacks, divided by that of all its words. A word
  counts as much as there is of it, nearly the same or at least its characters (吹倒 for 倒伏): an event
  that the articles do not know mostly has none;
- apart: the same for the best passage alone: a company here and an event there are no answer;
- unknown: the idf of the words that no article at all holds, of that of all;
- nameless: whether the article lacks a name of the question;
- rival: the score of the next article that is not nearly the same, divided by the best's: where all that is
  known of a company fits alike, nothing fits;
- title: the idf of the question's words that the title holds, of that of all;
- concepts: how many things the question names, at most eight: of two, one is half of the question.

`python -m tests.bench.gate FOLDER` fitted the weights on half of the labelled questions that ship with the
tests and on questions of five labelled sets, and reports on the other half.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.answers.fold import fold
from bot.answers.question import Question
from bot.search.engine import Frequencies
from bot.search.matcher import Match, Wanted, find, passage_of, read
from bot.search.rarity import is_name
from bot.search.text import normalise
from bot.search.tokens import HAN_RUN

MOST_CONCEPTS = 8
RIVALS = 5
HALF = 0.5
WEIGHTS: Mapping[str, float] = {
    "lacking": -5.2,
    "apart": -3.7,
    "unknown": -0.8,
    "nameless": -4.7,
    "rival": -2.1,
    "title": 2.0,
    "concepts": 0.38,
}
BIAS = 1.85


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for and against the first of some matches; shares from 0 to 1, concepts a number."""

    lacking: float
    apart: float
    unknown: float
    nameless: float
    rival: float
    title: float
    concepts: float

    def log_odds(self) -> float:
        """Above 0 the article rather answers than not."""
        weighed: list[float] = [weight * getattr(self, name) for name, weight in WEIGHTS.items()]
        return BIAS + sum(weighed)


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
    title = normalise(best.article.title)
    text = f"{title}\n{read(best.article)}"
    passage = passage_of(asked, text)
    near = fold(matches[:RIVALS])[1:2]
    unknown = [0.0 if one.forms or frequencies.counts.get(one.term) else 1.0 for one in asked]
    held = [find(one, text).share for one in asked]
    return Signs(
        lacking=_share(asked, [1 - _there(one, text) for one in asked]),
        apart=_share(asked, [1 - _there(one, passage) for one in asked]),
        unknown=_share(asked, unknown),
        nameless=float(
            any(share < HALF and is_name(one.term) for one, share in zip(asked, held, strict=True))
        ),
        rival=near[0].match.score / best.score if near and best.score else 0.0,
        title=_share(asked, [find(one, title).share for one in asked]),
        concepts=min(MOST_CONCEPTS, question.concepts),
    )


def _there(wanted: Wanted, text: str) -> float:
    """How much of a word a text holds: all of it, nearly all, or some of its characters."""
    share = find(wanted, text).share
    if share == 1.0 or wanted.forms or not HAN_RUN.fullmatch(wanted.term):
        return share
    return max(share, sum(character in text for character in wanted.term) / len(wanted.term))


def _share(asked: Sequence[Wanted], values: Sequence[float]) -> float:
    """The mean of values, one for each term, by the terms' idf."""
    whole = sum(one.weight for one in asked) or 1.0
    return sum(one.weight * value for one, value in zip(asked, values, strict=True)) / whole
