"""A question looked at by whoever measures: all that was ranked, and why some articles stand there."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from bot.answers.answer import Card, Understood
from bot.answers.candidates import Candidates
from bot.answers.compose import Ranking, cards_of, order
from bot.answers.responder import Responder
from bot.search.engine import Hit


@dataclass(frozen=True, slots=True)
class Examined:
    """ranking: article ids, best first. cards: of the first and of the articles that were asked about."""

    understood: Understood
    ranking: tuple[str, ...]
    cards: Mapping[str, Card]


def examined(responder: Responder, text: str, ids: Collection[str], *, limit: int) -> Examined:
    """See `Answerer.examine`."""
    found = responder.candidates(text, limit=limit)
    names = tuple(name for name, _ in ranking_of(found, limit).articles)
    behind = [hit for hit in found.behind if hit.article.id in ids]
    unfound = set(ids).difference(hit.article.id for hit in (*found.hits, *found.behind))
    others = [Hit(kept, 0.0) for _, kept in sorted(responder.view.kept(unfound).items())]
    cards = cards_of(found.joined([*behind, *others]), {*ids, *names[:1]})
    return Examined(found.question.understood, names, cards)


def ranking_of(found: Candidates, limit: int) -> Ranking:
    ordered = order(found)
    return Ranking(ordered.articles[:limit], ordered.first)
