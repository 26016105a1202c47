"""The questions of a `Reader`, each a look of its own at the generation that answers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from datetime import date, tzinfo
from typing import TypeVar

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
    View,
)

Result = TypeVar("Result")


class Asking(ABC):
    """All of a `Reader` but how it looks."""

    @abstractmethod
    async def look(self, job: Callable[[View], Result]) -> Result:
        """What the job makes of one generation, off the event loop."""

    async def search(self, query: Query) -> Page:
        return await self.look(lambda view: view.search(query))

    async def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        return await self.look(lambda view: view.latest(where, limit=limit, offset=offset))

    async def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        return await self.look(lambda view: view.get(ids))

    async def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]:
        return await self.look(lambda view: view.stand_ins(ids))

    async def frequencies(self, words: Sequence[str]) -> Frequencies:
        return await self.look(lambda view: view.frequencies(words))

    async def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        return await self.look(lambda view: view.vocabulary(field, most=most))

    async def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        return await self.look(lambda view: view.entities(most=most))

    async def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        return await self.look(lambda view: view.days(where, zone))

    async def categories(self) -> tuple[CategoryCount, ...]:
        return await self.look(lambda view: view.categories())

    async def status(self) -> Status:
        return await self.look(lambda view: view.status())
