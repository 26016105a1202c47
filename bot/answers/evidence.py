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

from bot.answers.question import Question
from bot.search.engine import Frequencies
from bot.search.matcher import Match, Parts
from bot.search.rarity import is_name

BASE = 0.33
FEW_TERMS = 0.35
NAME_MISSING = 0.1
NAME_MISSING_SHORT = 0.3
SHORT = 4


def evidence(parts: Parts) -> float:
    """How well an article covers a question, from 0 to 7/6."""
    return (parts.covered + parts.passage + parts.order + parts.title / 2) / 3


def convinces(match: Match, question: Question, frequencies: Frequencies) -> bool:
    """Is there enough evidence that an article answers the question it was matched with?"""
    if question.idle:
        return match.parts.title == 1.0
    names = {term for term in match.missing if is_name(term)}
    unknown = {term for term in match.missing if not frequencies.counts.get(term)}
    if names & unknown or not set(match.missing).isdisjoint(question.understood.codes):
        return False
    terms = len(match.held) + len(match.near) + len(match.missing)
    missing_name = NAME_MISSING_SHORT if question.concepts <= SHORT else NAME_MISSING
    return evidence(match.parts) >= BASE + FEW_TERMS / terms + missing_name * bool(names)
