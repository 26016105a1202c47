"""What the second stage is given: the articles that hold most of a question, and those nearest in meaning."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

from bot.answers.question import Question
from bot.search.engine import NO_FILTER, Filter, Frequencies, Hit, Kept, View
from bot.search.fusion import values
from bot.search.meaning.passage import SHORTEST, cuts
from bot.search.nearness import Nearness
from bot.search.text import normalise

if TYPE_CHECKING:
    from bot.search.meaning.sense import Asked, Typical

CANDIDATES = 50
SIGNS = re.compile(r"\W+")
LOOKED_UP = 50
LOOKED_UP_BEHIND_A_FILTER = 500  # of which it may admit few
BROUGHT = 10


class Sought(NamedTuple):
    """A question by its meaning, with what is asked of that only once. nearest: ids, best first."""

    asked: Asked
    typical: Typical
    nearest: Sequence[str]


class Candidates(NamedTuple):
    """hits: the engine's first, best first, behind them what meaning brought. behind: the engine's further
    ones. where: the filter of all. sought: None where words alone decide. nearness: in meaning, that of each
    of the hits, none where words alone decide. pinned: the id of the one that editors chose, "" for none.
    """

    question: Question
    frequencies: Frequencies
    hits: Sequence[Hit]
    behind: Sequence[Hit] = ()
    where: Filter = NO_FILTER
    sought: Sought | None = None
    nearness: Sequence[Nearness] = ()
    pinned: str = ""

    def pinning(self, article: str, view: View) -> Candidates:
        """With the article that editors chose, if there is such a one, also where nothing led to it."""
        if all(hit.kept.id != article for hit in self.hits):
            if not (kept := view.kept([article])):
                return self
            return self.joined([Hit(kept[article], 0.0)])._replace(pinned=article)
        return self._replace(pinned=article)

    def only(self, article: str) -> Candidates:
        """Only the candidate with this id."""
        at = next(at for at, hit in enumerate(self.hits) if hit.kept.id == article)
        return self._replace(hits=self.hits[at : at + 1], nearness=self.nearness[at : at + 1])

    def deepened(self, asked: Asked | None, view: View) -> Candidates:
        """With what is nearest in meaning, as far as the filter admits it, if anything is known of that."""
        if asked is None or not (typical := asked.typical).deviation > 0:
            return self
        many = LOOKED_UP if self.where == NO_FILTER else LOOKED_UP_BEHIND_A_FILTER
        sought = Sought(asked, typical, asked.nearest(many))
        known = {hit.kept.id for hit in self.hits}
        unfound = [key for key in sought.nearest if key not in known]
        kept = view.kept(unfound, self.where)
        brought = [key for key in unfound if key in kept][:BROUGHT]
        behind = [hit for hit in self.behind if hit.kept.id not in brought]
        alone = self._replace(hits=(), behind=behind, sought=sought)
        made = alone.joined(self.hits).joined([Hit(kept[key], 0.0) for key in brought], brought=True)
        return made if any(one.value is not None for one in made.nearness) else self

    def joined(self, hits: Sequence[Hit], *, brought: bool = False) -> Candidates:
        """With further hits. brought: no word of the question found them. One whose title is the question, as
        it was typed, is as near as can be, whatever else its passages tell of."""
        near = self._near(hits, self.sought, brought=brought) if self.sought else ()
        return self._replace(hits=(*self.hits, *hits), nearness=(*self.nearness, *near))

    def _near(self, hits: Sequence[Hit], sought: Sought, *, brought: bool) -> list[Nearness]:
        typed = only_letters(self.question.understood.text)
        return [
            one._replace(value=1.0)
            if one.value is not None and only_letters(hit.kept.texts[0]) == typed
            else one
            for one, hit in zip(nearness_of(hits, sought, brought=brought), hits, strict=True)
        ]


def only_letters(text: str) -> str:
    return SIGNS.sub("", normalise(text))


def nearness_of(hits: Sequence[Hit], sought: Sought, *, brought: bool) -> list[Nearness]:
    ranks = {key: rank for rank, key in enumerate(sought.nearest, start=1)}
    articles = [hit.kept for hit in hits]
    similarities = sought.asked.similarities(articles)
    near = values(similarities, mean=sought.typical.mean, deviation=sought.typical.deviation)
    told = zip(
        articles, near.tolist(), similarities.tolist(), sought.asked.passages(articles).tolist(), strict=True
    )
    return [
        Nearness(known(value), known(similarity), ranks.get(one.id), brought, reached(one, passages))
        for one, value, similarity, passages in told
    ]


def reached(article: Kept, passages: int) -> int | None:
    """How many characters of its text the first so many passages hold, None where that is all of it."""
    _, text = article.texts
    if len(text) <= SHORTEST * passages:
        return None
    ends = cuts(text)
    end = ends[min(passages, len(ends)) - 1]
    return end if end < len(text) else None


def known(number: float) -> float | None:
    return None if isnan(number) else number
