"""Explanations and comparisons → JSON objects. Pure; no key is ever left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.cli.as_json import Json, article_object, understood_object, why_object
from bot.cli.remedies import sentences

if TYPE_CHECKING:
    from bot.answers.answer import Card
    from bot.answers.compare import Comparison
    from bot.answers.explain import Explanation, Right


def explained(one: Explanation) -> Json:
    return {
        "id": one.question.id,
        "question": one.question.text,
        "understood": understood_object(one.understood),
        "refused": one.refused,
        "winner": _card(one.winner),
        "right": [_right(right) for right in one.right],
        "parts": [
            {
                "name": part.name,
                "weight": round(part.weight, 6),
                "winner": round(part.winner, 6),
                "right": round(part.right, 6),
                "lost": round(part.lost, 6),
            }
            for part in one.parts
        ],
        "lacks": list(one.lacks),
        "remedies": [
            {"remedy": remedy, "hint": hint}
            for remedy, hint in zip(one.remedies, sentences(one), strict=True)
        ],
    }


def compared(one: Comparison) -> Json:
    """p: null where no question differs."""
    return {
        "queries": one.queries,
        "differences": [
            {
                "measure": each.measure,
                "before": round(each.before, 4),
                "after": round(each.after, 4),
                "difference": round(each.after - each.before, 4),
                "p": None if each.p is None else round(each.p, 4),
                "wins": each.wins,
                "losses": each.losses,
                "ties": each.ties,
            }
            for each in one.differences
        ],
        "losses": [
            {"query": loss.query, "before": round(loss.before, 4), "after": round(loss.after, 4)}
            for loss in one.losses
        ],
    }


def _right(right: Right) -> Json:
    return {"id": right.id, "grade": right.grade, "rank": right.rank, "article": _card(right.card)}


def _card(card: Card | None) -> Json | None:
    if card is None:
        return None
    why = why_object(card.why) if card.why else None
    return {**article_object(card.article), "score": round(card.score, 6), "why": why}
