"""Why this article: which terms of the question it has, where and how, and what its score is made of."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.answer import How, Place, ScorePart, TermMatch, Understood, Why
from bot.search.finding import Wanted, find
from bot.search.matcher import Match
from bot.search.occurrences import occurrences
from bot.search.text import normalise


def why(understood: Understood, asked: Sequence[Wanted], match: Match, *, passage: str) -> Why:
    """The reasons for a match; `passage` is the one that is shown of it."""
    texts = Texts(match, passage)
    whole = sum(one.weight for one in asked) or 1.0
    return Why(
        tuple(texts.term(one, one.weight / whole) for one in asked),
        tuple(ScorePart(name, value, weight) for name, value, weight in match.parts.weighed()),
        understood.corrections,
        understood.category,
        understood.time,
        match.nearness,
    )


class Texts:
    """The normalised texts of an article, one for each place."""

    def __init__(self, match: Match, passage: str) -> None:
        article = match.article
        self._text = match.text
        self._title = match.title
        self._passage = normalise(passage)
        securities = (f"{one.name} {one.code}" for one in article.entities)
        origin = (article.category.name, article.category.slug, article.source)
        self._names = normalise("\n".join((*securities, *article.tags, *origin)))

    def term(self, wanted: Wanted, weight: float) -> TermMatch:
        """How and where a term stands in these texts."""
        found = find(wanted, self._text)
        if not found.share:
            return TermMatch(wanted.term, weight, "missing")
        start, end = found.spans[0]
        written = self._text[start:end]
        how = _how(wanted, written)
        same = wanted.written() if how == "exact" else (written,)
        places = tuple(self._places(same))
        return TermMatch(wanted.term, weight, how, written, found.share, places)

    def _places(self, same: Sequence[str]) -> Sequence[Place]:
        counts = {
            "title": _count(same, self._title),
            "passage": _count(same, self._passage),
            "entities": _count(same, self._names),
        }
        # The text holds title, passage and names, too; what it holds more often stands elsewhere in it.
        body = _count(same, self._text[len(self._title) :]) > counts["passage"] + counts["entities"]
        held: dict[Place, bool] = {
            "title": counts["title"] > 0,
            "passage": counts["passage"] > 0,
            "body": body,
            "entities": counts["entities"] > 0,
        }
        return [place for place, holds in held.items() if holds]


def _how(wanted: Wanted, written: str) -> How:
    if written in wanted.written():
        return "exact"
    return next((one.why for one in wanted.variants if one.text == written), "near")


def _count(same: Sequence[str], text: str) -> int:
    return sum(len(occurrences(one, text)) for one in same)
