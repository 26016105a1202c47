"""A view of an index without some articles, few beside all there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, tzinfo

from bot.posts.post import Article
from bot.search.engine import NO_FILTER, CategoryCount, Filter, Hit, Kept, Page, Query, Status
from bot.search.through import Through


@dataclass(frozen=True, slots=True)
class Hiding(Through):
    """Finds, lists, counts and gets no article with one of these ids. What is told of words and securities
    still counts them: how rare a word is, the vocabulary, how many articles link a security."""

    hidden: frozenset[str]

    def search(self, query: Query) -> Page:
        end = query.offset + query.limit
        page = self.whole.search(replace(query, limit=end + len(self.hidden), offset=0))
        hits = self._shown(page.hits)
        total = page.total - (len(page.hits) - len(hits))
        return Page(tuple(hits[query.offset : end]), total)

    def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        gone = [one.article for one in self.whole.kept(self.hidden, where).values()]
        page = self.whole.latest(where, limit=limit + len(gone), offset=offset)
        first = next((_place(hit.article) for hit in page.hits), None)
        before = sum(_place(article) < first for article in gone) if first else 0
        shown = self._shown(page.hits)[before : before + limit]
        return Page(tuple(shown), page.total - len(gone))

    def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        return self.whole.get([one for one in ids if one not in self.hidden])

    def kept(self, ids: Collection[str], where: Filter = NO_FILTER) -> Mapping[str, Kept]:
        return self.whole.kept([one for one in ids if one not in self.hidden], where)

    def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]:
        return {old: new for old, new in self.whole.stand_ins(ids).items() if new not in self.hidden}

    def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        gone = self.whole.kept(self.hidden, where).values()
        less = Counter(one.article.date.astimezone(zone).date() for one in gone)
        counts = self.whole.days(where, zone)
        return {day: count - less[day] for day, count in counts.items() if count > less[day]}

    def categories(self) -> tuple[CategoryCount, ...]:
        gone = Counter(one.article.category.slug for one in self.whole.kept(self.hidden).values())
        counted = [self._less(one, gone[one.category.slug]) for one in self.whole.categories()]
        return tuple(
            sorted((one for one in counted if one.count), key=lambda one: (-one.count, one.category.slug))
        )

    def status(self) -> Status:
        newest = self.latest(NO_FILTER, limit=1).hits
        whole = self.whole.status()
        date = newest[0].article.date if newest else None
        return replace(whole, documents=whole.documents - len(self.hidden), newest=date)

    def _less(self, counted: CategoryCount, gone: int) -> CategoryCount:
        if not gone or gone >= counted.count:
            return replace(counted, count=counted.count - gone)
        newest = self.latest(Filter(category=counted.category.slug), limit=1).hits[0]
        return replace(counted, count=counted.count - gone, newest=newest.article.date)

    def _shown(self, hits: Sequence[Hit]) -> list[Hit]:
        return [hit for hit in hits if hit.kept.id not in self.hidden]


def _place(article: Article) -> tuple[int, str]:
    """What the newest first are sorted by."""
    return -int(article.date.timestamp()), article.id
