"""An answerer in a process of its own: the event loop shares no interpreter with what computes answers.

    parent: AnswererApart.ask ──task──> child: an Answerer over the same index, and its own lexicon
            Found, Nothing, … <──value──

The child starts at once, answers one question after the other, and ends with its parent. One that died,
say since memory ran out, is started again, and what it was asked is asked again. A question that takes too
long is given up, and so is its child.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from bot.answers.answer import (
    Categories,
    Dated,
    Days,
    Filtering,
    Found,
    Help,
    Latest,
    NoDays,
    NoSecurity,
    Nothing,
    OfSecurity,
    Security,
)
from bot.answers.apart_child import Open, Task
from bot.answers.chart import Chart
from bot.answers.children import Children
from bot.answers.curation import Curation
from bot.answers.panels import Panels
from bot.answers.topics import Fresh, NoTopic, Rehearsal, Topic
from bot.answers.trends import NoTrend, Trend
from bot.posts.post import Article
from bot.search.alias_line import AliasLine

PATIENCE = 10.0
Expected = TypeVar("Expected", bound=object)


class AnswererApart:
    """The same as an `Answerer` over a local engine, to whoever converses. Bound to no event loop."""

    def __init__(self, opening: Open, *, patience: float = PATIENCE) -> None:
        """opening: gives the child its answerer; picklable. patience: seconds that an answer may take."""
        self._children = Children(opening, patience)
        self._chosen: frozenset[str] | None = None

    def within(self, categories: frozenset[str]) -> AnswererApart:
        """See `Answerer.within`. The same child answers."""
        narrowed = copy(self)
        narrowed._chosen = categories
        return narrowed

    async def curate(self, curation: Curation) -> None:
        """See `Answerer.curate`. Every child that is started from now on is told, too, before all else."""
        self._children.first = Task("curate", (curation,))
        await self._children.perform(self._children.first)

    async def prepare(self) -> None:
        """Wait until the child has loaded lexicon and dictionaries."""
        await self._ask(Task("prepare"), type(None))

    async def ask(
        self,
        text: str,
        *,
        page: int = 1,
        limit: int | None = None,
        version: str | None = None,
        previous: str = "",
        without: Collection[Filtering] = (),
    ) -> Found | Latest | Nothing:
        """See `Answerer.ask`."""
        options = {"page": page, "limit": limit, "version": version, "previous": previous}
        task = Task("ask", (text,), {**options, "without": tuple(without)})
        return await self._ask(task, (Found, Latest, Nothing))

    async def latest(
        self,
        category: str | None = None,
        *,
        page: int = 1,
        limit: int | None = None,
        version: str | None = None,
    ) -> Latest | Nothing:
        """See `Answerer.latest`."""
        task = Task("latest", (category,), {"page": page, "limit": limit, "version": version})
        return await self._ask(task, (Latest, Nothing))

    async def categories(
        self, *, text: str = "", letter: str = "", page: int = 1, size: int | None = None
    ) -> Categories:
        """See `Browser.categories`."""
        options = {"text": text, "letter": letter, "page": page, "size": size}
        return await self._ask(Task("categories", (), options), Categories)

    async def dated(
        self, when: str | Days, *, page: int = 1, now: datetime | None = None, version: str | None = None
    ) -> Dated | NoDays:
        """See `Browser.dated`."""
        task = Task("dated", (when,), {"page": page, "now": now, "version": version})
        return await self._ask(task, (Dated, NoDays))

    async def of_security(
        self, what: str | Security, *, page: int = 1, version: str | None = None
    ) -> OfSecurity | NoSecurity:
        """See `Browser.of_security`."""
        task = Task("of_security", (what,), {"page": page, "version": version})
        return await self._ask(task, (OfSecurity, NoSecurity))

    async def trend(
        self, what: str | Security, *, last_days: int | None = None, now: datetime | None = None
    ) -> Trend | NoTrend:
        """See `Browser.trend`."""
        task = Task("trend", (what,), {"last_days": last_days, "now": now})
        return await self._ask(task, (Trend, NoTrend))

    async def draw(self, chart: Chart | Panels) -> bytes:
        """See `Answerer.draw`."""
        return await self._ask(Task("draw", (chart,)), bytes)

    async def fresh(self, known: Collection[str], since: datetime) -> Fresh:
        """See `Answerer.fresh`."""
        return await self._ask(Task("fresh", (frozenset(known), since)), Fresh)

    async def matching(
        self, topics: Sequence[Topic], ids: Collection[str], since: datetime
    ) -> tuple[tuple[str, ...], ...]:
        """See `Answerer.matching`."""
        return await self._ask(Task("matching", (tuple(topics), tuple(ids), since)), tuple)

    async def rehearse(self, wanted: str | Topic, *, now: datetime | None = None) -> Rehearsal | NoTopic:
        """See `Answerer.rehearse`."""
        return await self._ask(Task("rehearse", (wanted,), {"now": now}), (Rehearsal, NoTopic))

    async def grouped(self, questions: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """See `Answerer.grouped`."""
        return await self._ask(Task("grouped", (tuple(questions),)), tuple)

    async def add_alias(self, line: str) -> AliasLine:
        """See `Answerer.add_alias`."""
        return await self._ask(Task("add_alias", (line,)), AliasLine)

    async def remove_alias(self, key: str) -> str:
        """See `Answerer.remove_alias`."""
        return await self._ask(Task("remove_alias", (key,)), str)

    async def read_aliases(self) -> None:
        """See `Answerer.read_aliases`."""
        await self._ask(Task("read_aliases"), type(None))

    async def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """See `Answerer.articles`."""
        return await self._ask(Task("articles", (tuple(ids),)), tuple)

    async def help(self) -> Help:
        """See `Answerer.help`."""
        return await self._ask(Task("help"), Help)

    async def trouble(self) -> str:
        """See `Answerer.trouble`."""
        return await self._ask(Task("trouble"), str)

    async def aclose(self) -> None:
        """End the child, also for those that `within` gave."""
        await self._children.aclose()

    async def _ask(self, task: Task, kind: type[Expected] | tuple[type[Expected], ...]) -> Expected:
        answer = await self._children.perform(replace(task, within=self._chosen))
        assert isinstance(answer, kind)
        return answer
