"""What is said to have been searched for in place of what was typed: only what made the answer."""

from __future__ import annotations

from dataclasses import replace

from bot.answers.answer import Correction
from bot.answers.question import Question
from bot.search.matcher import Match
from bot.search.suggest import SLIPS
from bot.search.suggestions import Suggestion

SHOWN = (*SLIPS, "pinyin")
MOST = 3


def corrected(question: Question, best: Match) -> Question:
    """The question with the corrections by which the best article was found.

    That article holds what is meant and not what was typed; of several the surest, each part once.
    """
    used: list[Suggestion] = []
    for one in question.suggestions:
        if one.variant.why not in SHOWN or one.typed in best.text or one.variant.text not in best.text:
            continue
        if not any(one.start < other.end and other.start < one.end for other in used):
            used.append(one)
    shown = sorted(used[:MOST], key=lambda one: one.start)
    corrections = tuple(Correction(one.typed, one.variant.text) for one in shown)
    return replace(question, understood=replace(question.understood, corrections=corrections))
