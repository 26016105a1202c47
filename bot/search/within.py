"""A view of an index in which only some categories exist."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from bot.posts.post import Article
from bot.search.engine import (
    MOST_ENTITIES,
    MOST_TERMS,
    NO_FILTER,
    CategoryCount,
    EntityCount,
    Field,
    Filter,
    Frequencies,
    Kept,
    Page,
    Query,
    Status,
    View,
)


@dataclass(frozen=True, slots=True)
class Within:
    """Finds, lists and gets articles of these categories, by slug. What is counted over all articles stays
    so: how rare a word is, the vocabulary, the securities and the status."""

    whole: View
    slugs: frozenset[str]

    @property
    def version(self) -> str:
        return self.whole.version

    def search(self, query: Query) -> Page:
        return self.whole.search(replace(query, where=self._narrowed(query.where)))

    def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        return self.whole.latest(self._narrowed(where), limit=limit, offset=offset)

    def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        return tuple(one for one in self.whole.get(ids) if one.category.slug in self.slugs)

    def kept(self, ids: Collection[str], where: Filter = NO_FILTER) -> Mapping[str, Kept]:
        return self.whole.kept(ids, self._narrowed(where))

    def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]:
        return self.whole.stand_ins(ids)

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        return self.whole.frequencies(words)

    def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        return self.whole.vocabulary(field, most=most)

    def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        return self.whole.entities(most=most)

    def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        return self.whole.days(self._narrowed(where), zone)

    def categories(self) -> tuple[CategoryCount, ...]:
        return tuple(one for one in self.whole.categories() if one.category.slug in self.slugs)

    def status(self) -> Status:
        return self.whole.status()

    def _narrowed(self, where: Filter) -> Filter:
        return replace(where, among=self.slugs)
