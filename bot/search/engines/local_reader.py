"""Asking an opened generation off the event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

import tantivy

from bot.posts.post import Article
from bot.search.engine import (
    MOST_ENTITIES,
    MOST_TERMS,
    CategoryCount,
    EntityCount,
    Field,
    Filter,
    Frequencies,
    Page,
    Query,
    Status,
)
from bot.search.engines import local_reading as reading
from bot.search.engines.local_opening import Opened
from bot.search.engines.local_writing import own_errors

Result = TypeVar("Result")


class LocalReader:
    """A `Reader` of the generation that `opened` gives; whatever that raises, each call raises."""

    def __init__(self, opened: Callable[[], Opened]) -> None:
        self._opened = opened

    async def search(self, query: Query) -> Page:
        return await self._read(lambda searcher: reading.search(searcher, query))

    async def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        return await self._read(lambda searcher: reading.latest(searcher, where, limit, offset))

    async def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        return await self._read(lambda searcher: reading.get(searcher, ids))

    async def frequencies(self, words: Sequence[str]) -> Frequencies:
        """Replaced and removed documents are counted until tantivy has merged them away."""
        return await self._read(lambda searcher: reading.frequencies(searcher, words))

    async def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        return await self._read(lambda searcher: reading.vocabulary(searcher, field, most))

    async def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        return await self._read(lambda searcher: reading.entities(searcher, most))

    async def categories(self) -> tuple[CategoryCount, ...]:
        return await self._read(reading.categories)

    async def status(self) -> Status:
        return await asyncio.to_thread(self._status)

    async def _read(self, look: Callable[[tantivy.Searcher], Result]) -> Result:
        def read() -> Result:
            with own_errors():
                return look(self._opened().searcher)

        return await asyncio.to_thread(read)

    def _status(self) -> Status:
        with own_errors():
            opened = self._opened()
            newest = reading.latest(opened.searcher, Filter(), 1, 0).hits
            date = newest[0].article.date if newest else None
            return Status(opened.searcher.num_docs, date, opened.fingerprint, version=opened.version)
