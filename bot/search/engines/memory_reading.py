"""Reading documents that lie in memory, by looking at every one."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, tzinfo
from math import log
from operator import attrgetter
from typing import TypeVar

from bot.posts.post import Article, Category
from bot.search.article_text import Whole
from bot.search.engine import (
    MOST_ENTITIES,
    MOST_TERMS,
    NO_FILTER,
    CategoryCount,
    Document,
    EntityCount,
    Field,
    Filter,
    Frequencies,
    Hit,
    Kept,
    Mention,
    Page,
    Query,
    Status,
    Term,
    View,
)
from bot.search.engines.asking import Asking
from bot.search.engines.order import first_second, rounded, seconds
from bot.search.engines.stored import named_entities

K1, B = 1.2, 0.75

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Bag:
    """A document's terms counted, for each field."""

    article: Article
    counts: dict[Field, Counter[str]]
    lengths: dict[Field, int]


@dataclass(frozen=True, slots=True)
class Corpus:
    """All documents of a generation by id; never changed, only replaced."""

    version: str
    bags: dict[str, Bag] = field(default_factory=dict)
    fingerprint: str = ""


class MemoryReader(Asking):
    """A `Reader` of the corpus that `corpus` gives; whatever that raises, each look raises."""

    def __init__(self, corpus: Callable[[], Corpus]) -> None:
        self._corpus = corpus

    async def look(self, job: Callable[[View], Result]) -> Result:
        return await asyncio.to_thread(job, MemoryView(self._corpus()))


class MemoryView:
    """A `View` of a corpus."""

    def __init__(self, corpus: Corpus) -> None:
        self._corpus = corpus

    @property
    def version(self) -> str:
        return self._corpus.version

    def search(self, query: Query) -> Page:
        return search(self._corpus, query)

    def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        return page([hit_of(made, 0.0) for made in admitted(self._corpus, where)], limit, offset)

    def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        bags = self._corpus.bags
        return tuple(bags[key].article for key in ids if key in bags)

    def kept(self, ids: Collection[str], where: Filter = NO_FILTER) -> Mapping[str, Kept]:
        bags = [self._corpus.bags[key] for key in ids if key in self._corpus.bags]
        return {made.article.id: Whole(made.article) for made in bags if admits(where, made)}

    def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]:
        bags = self._corpus.bags
        return {
            name: key
            for key, made in bags.items()
            for name in made.article.also
            if name in ids and name not in bags
        }

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        corpus = self._corpus
        return Frequencies(len(corpus.bags), {word: holding(corpus, "words", word) for word in words})

    def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        return vocabulary(self._corpus, field, most)

    def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        return entities(self._corpus, most)

    def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        found = Counter(made.article.date.astimezone(zone).date() for made in admitted(self._corpus, where))
        return dict(sorted(found.items()))

    def categories(self) -> tuple[CategoryCount, ...]:
        groups: dict[str, list[Article]] = {}
        for made in self._corpus.bags.values():
            groups.setdefault(made.article.category.slug, []).append(made.article)
        counts = [category_count(slug, articles) for slug, articles in groups.items()]
        return tuple(sorted(counts, key=lambda count: (-count.count, count.category.slug)))

    def status(self) -> Status:
        corpus = self._corpus
        newest = self.latest(Filter(), limit=1).hits
        date = newest[0].article.date if newest else None
        return Status(len(corpus.bags), date, corpus.fingerprint, version=corpus.version)


def hit_of(made: Bag, score: float) -> Hit:
    return Hit(Whole(made.article), score)


def bag(document: Document) -> Bag:
    counts: dict[Field, Counter[str]] = {
        "words": Counter(document.words.split()),
        "bigrams": Counter(document.bigrams.split()),
    }
    return Bag(document.article, counts, {name: terms.total() for name, terms in counts.items()})


def admitted(corpus: Corpus, where: Filter) -> list[Bag]:
    return [made for made in corpus.bags.values() if admits(where, made)]


def admits(where: Filter, made: Bag) -> bool:
    article = made.article
    moment = seconds(article.date)
    return (
        where.category in (None, article.category.slug)
        and (where.among is None or article.category.slug in where.among)
        and (where.since is None or moment >= first_second(where.since))
        and (where.until is None or moment < first_second(where.until))
        and (where.entity is None or links(article, where.entity))
        and (where.mention is None or mentions(where.mention, made))
    )


def links(article: Article, place: tuple[str, str]) -> bool:
    return place in {key[:2] for key in named_entities(article)}


def mentions(wanted: Mention, made: Bag) -> bool:
    held = (all(term.text in made.counts[term.field] for term in phrase) for phrase in wanted.phrases)
    return (wanted.entity is not None and links(made.article, wanted.entity)) or any(held)


def search(corpus: Corpus, query: Query) -> Page:
    scores = {made.article.id: 0.0 for made in admitted(corpus, query.where)}
    matching = set()
    for term in query.terms:
        for key, gain in gains(corpus, term).items():
            if key in scores:
                scores[key] += gain
                matching.add(key)
    hits = [hit_of(corpus.bags[key], rounded(scores[key])) for key in matching]
    return page(hits, query.limit, query.offset)


def gains(corpus: Corpus, term: Term) -> dict[str, float]:
    """Weighted BM25 of one term for each document that holds it, as Lucene 8 and later compute it.

    idf = ln(1 + (N - n + 0.5) / (n + 0.5)); gain = idf (k1 + 1) tf / (tf + k1 (1 - b + b length / mean)).
    Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), 3.6, with
    the 1 inside the logarithm that keeps common words from counting negatively.
    """
    documents, holders = len(corpus.bags), holding(corpus, term.field, term.text)
    mean = sum(made.lengths[term.field] for made in corpus.bags.values()) / max(documents, 1)
    idf = log(1 + (documents - holders + 0.5) / (holders + 0.5))
    found = {}
    for key, made in corpus.bags.items():
        if count := made.counts[term.field][term.text]:
            norm = K1 * (1 - B + B * made.lengths[term.field] / mean)
            found[key] = term.weight * idf * (K1 + 1) * count / (count + norm)
    return found


def holding(corpus: Corpus, name: Field, text: str) -> int:
    return sum(text in made.counts[name] for made in corpus.bags.values())


def vocabulary(corpus: Corpus, name: Field, most: int) -> dict[str, int]:
    holders = Counter(term for made in corpus.bags.values() for term in made.counts[name])
    commonest = sorted(holders, key=lambda term: (-holders[term], term))[:most]
    return {term: holders[term] for term in sorted(commonest)}


def entities(corpus: Corpus, most: int) -> tuple[EntityCount, ...]:
    holders = Counter(key for made in corpus.bags.values() for key in named_entities(made.article))
    commonest = sorted(holders, key=lambda key: (-holders[key], key))[:most]
    return tuple(EntityCount(*key, holders[key]) for key in commonest)


def page(hits: list[Hit], limit: int, offset: int) -> Page:
    ordered = sorted(hits, key=lambda hit: (-hit.score, -seconds(hit.article.date), hit.article.id))
    return Page(tuple(ordered[max(offset, 0) :][: max(limit, 0)]), len(ordered))


def category_count(slug: str, articles: list[Article]) -> CategoryCount:
    names = Counter(article.category.name for article in articles)
    name = min(names, key=lambda name: (-names[name], name))
    newest = max(articles, key=attrgetter("date")).date
    return CategoryCount(Category(slug, name), len(articles), newest)
