"""A view of an index in which only some categories exist."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from bot.posts.post import Article
from bot.search.engine import NO_FILTER, CategoryCount, Filter, Kept, Page, Query, Status
from bot.search.through import Through


@dataclass(frozen=True, slots=True)
class Within(Through):
    """Finds, lists and gets articles of these categories, by slug. What is counted over all articles stays
    so: how rare a word is, the vocabulary, the securities and the status."""

    slugs: frozenset[str]

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

    def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        return self.whole.days(self._narrowed(where), zone)

    def categories(self) -> tuple[CategoryCount, ...]:
        return tuple(one for one in self.whole.categories() if one.category.slug in self.slugs)

    def status(self) -> Status:
        return self.whole.status()

    def _narrowed(self, where: Filter) -> Filter:
        return replace(where, among=self.slugs)
