"""The second stage: how much of a question an article covers, exactly and nearly, and where.

The engine's BM25 finds some fifty candidates; here each is read once more and scored by its `Parts`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from re import Pattern

from rapidfuzz import fuzz

from bot.posts.post import Article
from bot.search.engine import Hit
from bot.search.finding import Found, Wanted, find
from bot.search.kinds import asked_kinds
from bot.search.pairs import held_share, rare_among, weighed_pairs
from bot.search.parts import Parts
from bot.search.passages import Passage, best_passage
from bot.search.text import normalise

LONGEST_TEXT = 20_000
REMEMBERED = 1024
BEFORE, AFTER = 10, 30
ASKED_FOR = 3


@dataclass(frozen=True, slots=True)
class Match:
    """An article with its score (0 to 1) and the question's terms, in its order: those that it holds
    exactly, those that it nearly holds, and those that it lacks."""

    article: Article
    score: float
    parts: Parts
    held: tuple[str, ...]
    near: tuple[str, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A candidate, its normalised text with the title first, and where each term stands in it."""

    hit: Hit
    text: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Scale:
    """What one candidate is measured by: the question and what all candidates have in common."""

    question: str
    wanted: Sequence[Wanted]
    whole: float
    pairs: Mapping[str, float]
    numbers: Sequence[Wanted]
    kinds: tuple[Pattern[str], ...]
    best: float


def match(question: str, wanted: Sequence[Wanted], hits: Sequence[Hit]) -> list[Match]:
    """The hits as matches, best first, ties by newest date, then by id. `question` is normalised."""
    readings = [_read(wanted, hit) for hit in hits]
    scale = _scale(question, wanted, readings)
    matches = [_match(scale, reading) for reading in readings]
    return sorted(matches, key=lambda one: (-one.score, -one.article.date.timestamp(), one.article.id))


def passage_of(wanted: Sequence[Wanted], text: str) -> str:
    """What a normalised text says around the most of the terms."""
    found = [find(one, text) for one in wanted]
    return _around(_best(wanted, found), text)


def read(article: Article) -> str:
    """What a term is looked for in beside the title, normalised."""
    return _normalised(_all_but_title(article))


@lru_cache(maxsize=REMEMBERED)
def _normalised(text: str) -> str:
    """Half the time of this stage went into normalising the same articles again and again."""
    return normalise(text)


def _all_but_title(article: Article) -> str:
    """The text and what else the engine has found the article by."""
    securities = (f"{entity.name} {entity.code}" for entity in article.entities)
    names = (*securities, *article.tags, article.category.name, article.category.slug, article.source)
    return "\n".join((article.text[:LONGEST_TEXT], article.summary, *names))


def _read(wanted: Sequence[Wanted], hit: Hit) -> Reading:
    text = f"{_normalised(hit.article.title)}\n{read(hit.article)}"
    return Reading(hit, text, tuple(find(one, text) for one in wanted))


def _scale(question: str, wanted: Sequence[Wanted], readings: Sequence[Reading]) -> Scale:
    texts = [reading.text for reading in readings]
    return Scale(
        question=question,
        wanted=wanted,
        whole=sum(one.weight for one in wanted) or 1.0,
        pairs=rare_among(weighed_pairs(question, [(one.term, one.weight) for one in wanted]), texts),
        numbers=[one for one in wanted if one.has_figures],
        kinds=asked_kinds(question),
        best=max((reading.hit.score for reading in readings), default=0.0),
    )


def _match(scale: Scale, reading: Reading) -> Match:
    parts = _parts(scale, reading)
    held: list[str] = []
    near: list[str] = []
    missing: list[str] = []
    for one, place in zip(scale.wanted, reading.found, strict=True):
        (held if place.share == 1.0 else near if place.share else missing).append(one.term)
    return Match(reading.hit.article, parts.score, parts, tuple(held), tuple(near), tuple(missing))


def _parts(scale: Scale, reading: Reading) -> Parts:
    best = _best(scale.wanted, reading.found)
    passage = _around(best, reading.text)
    share = best.weight / scale.whole
    return Parts(
        engine=reading.hit.score / scale.best if scale.best > 0 else 0.0,
        passage=share,
        order=fuzz.partial_ratio(scale.question, passage) / 100,
        close=fuzz.ratio(scale.question, passage) / 100,
        pairs=held_share(scale.pairs, reading.text),
        numbers=_numbers(scale, passage) if scale.numbers else share,
        kind=_answers(scale, passage) if scale.kinds else share,
    )


def _best(wanted: Sequence[Wanted], found: Sequence[Found]) -> Passage:
    weights = [one.weight * place.share for one, place in zip(wanted, found, strict=True)]
    return best_passage([place.spans for place in found], weights)


def _around(best: Passage, text: str) -> str:
    return text[max(0, best.start - BEFORE) : best.end + AFTER]


def _numbers(scale: Scale, passage: str) -> float:
    return sum(find(one, passage).share for one in scale.numbers) / len(scale.numbers)


def _answers(scale: Scale, passage: str) -> float:
    looks = (found for kind in scale.kinds for found in kind.finditer(passage))
    return sum(1 for _ in islice(looks, ASKED_FOR)) / ASKED_FOR
