"""Asking an opened generation off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, tzinfo
from typing import TypeVar

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
from bot.search.engines import local_reading as reading
from bot.search.engines.asking import Asking
from bot.search.engines.local_days import days
from bot.search.engines.local_opening import Opened
from bot.search.engines.local_writing import own_errors

Result = TypeVar("Result")


class LocalReader(Asking):
    """A `Reader` of the generation that `opened` gives; whatever that raises, each look raises."""

    def __init__(self, opened: Callable[[], Opened]) -> None:
        self._opened = opened

    async def look(self, job: Callable[[View], Result]) -> Result:
        def looking() -> Result:
            with own_errors():
                view = LocalView(self._opened())
            return job(view)

        return await asyncio.to_thread(looking)

    def _status(self) -> Status:
        return LocalView(self._opened()).status()


class LocalView:
    """A `View` of an opened generation."""

    def __init__(self, opened: Opened) -> None:
        self._opened = opened
        self._searcher = opened.searcher

    @property
    def version(self) -> str:
        return self._opened.version

    def search(self, query: Query) -> Page:
        with own_errors():
            return reading.search(self._searcher, query)

    def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        with own_errors():
            return reading.latest(self._searcher, where, limit, offset)

    def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        with own_errors():
            return reading.get(self._searcher, ids)

    def kept(self, ids: Collection[str], where: Filter = NO_FILTER) -> Mapping[str, Kept]:
        with own_errors():
            return reading.kept(self._searcher, ids, where)

    def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]:
        with own_errors():
            return reading.stand_ins(self._searcher, ids)

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        """Replaced and removed documents are counted until tantivy has merged them away."""
        with own_errors():
            return reading.frequencies(self._searcher, words)

    def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        with own_errors():
            return reading.vocabulary(self._searcher, field, most)

    def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        with own_errors():
            return reading.entities(self._searcher, most)

    def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        with own_errors():
            return days(self._searcher, where, zone)

    def categories(self) -> tuple[CategoryCount, ...]:
        with own_errors():
            return reading.categories(self._searcher)

    def status(self) -> Status:
        opened = self._opened
        with own_errors():
            newest = reading.latest(opened.searcher, Filter(), 1, 0).hits
            date = newest[0].article.date if newest else None
            return Status(opened.searcher.num_docs, date, opened.fingerprint, version=opened.version)
