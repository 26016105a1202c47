"""The second stage: how much of a question an article covers, exactly and nearly, and where.

The engine's BM25 finds some fifty candidates; here each is read once more, and scored

    score = .20 engine + .25 passage + .25 order + .20 covered + .10 title

with five parts between 0 and 1, kept in `Parts` so that they can be shown:

- engine: the engine's score, divided by the best of the page (scores compare only within one);
- covered: the idf of the question's terms that the article holds, divided by that of all its terms.
  A term of three or more characters that is missing counts by its nearest place in the article:
  the square of rapidfuzz's partial ratio (0 to 1), nothing below .6;
- passage: the same share within the best 60 characters, where an answer would stand together;
- title: the same share within the title;
- order: the partial ratio of the whole question with that passage, so that the question's own order
  and neighbourhood of characters count, and a typing error costs one character, not one word.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz import fuzz

from bot.posts.post import Article
from bot.search.engine import Hit
from bot.search.occurrences import occurrences
from bot.search.text import normalise
from bot.search.variants import Variant

LONGEST_TEXT = 20_000
REMEMBERED = 512
PASSAGE = 60
MARGIN = 20
NEAR_LENGTH = 3
NEAR_ENOUGH = 60.0
ENGINE, IN_PASSAGE, ORDER, COVERED, TITLE = 0.20, 0.25, 0.25, 0.20, 0.10


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term of the question, how rare it is (idf), how articles may write it (else as it is), and
    what else they may call it."""

    term: str
    weight: float
    forms: tuple[str, ...] = ()
    variants: tuple[Variant, ...] = ()

    def written(self) -> tuple[str, ...]:
        return self.forms or (self.term,)


@dataclass(frozen=True, slots=True)
class Parts:
    """What a score is made of; each from 0 to 1."""

    engine: float
    passage: float
    order: float
    covered: float
    title: float

    @property
    def score(self) -> float:
        return min(1.0, sum(value * weight for _, value, weight in self.weighed()))

    def weighed(self) -> tuple[tuple[str, float, float], ...]:
        """Each part's name, value and weight; what they say together is the score."""
        return (
            ("engine", self.engine, ENGINE),
            ("passage", self.passage, IN_PASSAGE),
            ("order", self.order, ORDER),
            ("covered", self.covered, COVERED),
            ("title", self.title, TITLE),
        )


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
class Found:
    """Where a term stands, as spans `[start, end)`, and how much of it: 1 exactly, less nearly, 0 not."""

    spans: Sequence[tuple[int, int]]
    share: float


def match(question: str, wanted: Sequence[Wanted], hits: Sequence[Hit]) -> list[Match]:
    """The hits as matches, best first, ties by newest date, then by id. `question` is normalised."""
    best = max((hit.score for hit in hits), default=0.0)
    matches = [_match(question, wanted, hit, hit.score / best if best > 0 else 0.0) for hit in hits]
    return sorted(matches, key=lambda one: (-one.score, -one.article.date.timestamp(), one.article.id))


def find(wanted: Wanted, text: str) -> Found:
    """A term in a normalised text: all its places, else those of its best variant, else the nearest."""
    spans = [(start, start + len(form)) for form in wanted.written() for start in occurrences(form, text)]
    if spans:
        return Found(spans, 1.0)
    for variant in sorted(wanted.variants, key=lambda one: -one.share):
        if places := occurrences(variant.text, text):
            return Found([(start, start + len(variant.text)) for start in places], variant.share)
    if len(wanted.term) < NEAR_LENGTH or wanted.forms:
        return NOWHERE
    near = fuzz.partial_ratio_alignment(wanted.term, text, score_cutoff=NEAR_ENOUGH)
    return Found(((near.dest_start, near.dest_end),), (near.score / 100) ** 2) if near else NOWHERE


NOWHERE = Found((), 0.0)


def _match(question: str, wanted: Sequence[Wanted], hit: Hit, engine: float) -> Match:
    article = hit.article
    title = normalise(article.title)
    text = f"{title}\n{read(article)}"
    found = [find(one, text) for one in wanted]
    inside, start, end = _best_passage(wanted, found)
    parts = Parts(
        engine=engine,
        passage=inside,
        order=fuzz.partial_ratio(question, text[max(0, start - MARGIN) : end + 2 * MARGIN]) / 100,
        covered=_share(wanted, found),
        title=_share(wanted, [find(one, title) for one in wanted]),
    )
    held: list[str] = []
    near: list[str] = []
    missing: list[str] = []
    for one, place in zip(wanted, found, strict=True):
        (held if place.share == 1.0 else near if place.share else missing).append(one.term)
    return Match(article, parts.score, parts, tuple(held), tuple(near), tuple(missing))


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


def _share(wanted: Sequence[Wanted], found: Sequence[Found]) -> float:
    whole = sum(one.weight for one in wanted) or 1.0
    return sum(one.weight * place.share for one, place in zip(wanted, found, strict=True)) / whole


def _best_passage(wanted: Sequence[Wanted], found: Sequence[Found]) -> tuple[float, int, int]:
    """The share of the terms that start within the best 60 characters, and where these are."""
    whole = sum(one.weight for one in wanted) or 1.0
    weights = [one.weight * place.share for one, place in zip(wanted, found, strict=True)]
    best, best_start, best_end = 0.0, 0, 0
    for start, end, terms in _windows(found):
        weight = sum(weights[term] for term in terms)
        if weight > best + 1e-9:
            best, best_start, best_end = weight, start, end
    return best / whole, best_start, best_end


def _windows(found: Sequence[Found]) -> Iterator[tuple[int, int, set[int]]]:
    """Start, end and terms of every run of places that is at most 60 characters wide."""
    events = sorted((start, term) for term, one in enumerate(found) for start, _ in one.spans)
    first = 0
    for last, (end, _) in enumerate(events):
        while end - events[first][0] > PASSAGE:
            first += 1
        yield events[first][0], end, {term for _, term in events[first : last + 1]}
