"""Does the best article answer, or is an honest nothing due?

    evidence = (covered + passage + order + title / 2) / 3

from the matcher's parts, without the engine's score, which says nothing across questions. It must
reach .33 + .35 / n for a question of n terms: of two terms, one is half of the question. The bar is
.1 higher when the article lacks a name that the question has, in a question of four concepts or fewer
.3. Never enough is an article without a code of the question, or any article when no article holds
a name of the question: another company's figures are no answer.

The weights were fitted on five labelled sets together: questions whose right article comes first,
questions that belong to another set, and questions in which a name was swapped for another.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.question import Question
from bot.search.engine import Frequencies
from bot.search.matcher import Match, Wanted, find, read
from bot.search.passages import best_passage
from bot.search.rarity import is_name
from bot.search.text import normalise

BASE = 0.33
FEW_TERMS = 0.35
NAME_MISSING = 0.1
NAME_MISSING_SHORT = 0.3
SHORT = 4
CLOSE = 60


def evidence(match: Match, asked: Sequence[Wanted]) -> float:
    """How well an article covers a question, from 0 to 7/6."""
    text = f"{normalise(match.article.title)}\n{read(match.article)}"
    found = [find(one, text) for one in asked]
    weights = [one.weight * place.share for one, place in zip(asked, found, strict=True)]
    whole = sum(one.weight for one in asked) or 1.0
    close = best_passage([place.spans for place in found], weights, width=CLOSE).weight
    return ((sum(weights) + close) / whole + match.parts.order + in_title(match, asked) / 2) / 3


def in_title(match: Match, asked: Sequence[Wanted]) -> float:
    """The share of a question that the title holds."""
    title = normalise(match.article.title)
    whole = sum(one.weight for one in asked) or 1.0
    return sum(one.weight * find(one, title).share for one in asked) / whole


def convinces(match: Match, asked: Sequence[Wanted], question: Question, frequencies: Frequencies) -> bool:
    """Is there enough evidence that an article answers the question it was matched with?"""
    if question.idle:
        return in_title(match, asked) == 1.0
    names = {term for term in match.missing if is_name(term)}
    unknown = {term for term in match.missing if not frequencies.counts.get(term)}
    if names & unknown or not set(match.missing).isdisjoint(question.understood.codes):
        return False
    terms = len(match.held) + len(match.near) + len(match.missing)
    missing_name = NAME_MISSING_SHORT if question.concepts <= SHORT else NAME_MISSING
    return evidence(match, asked) >= BASE + FEW_TERMS / terms + missing_name * bool(names)
