"""An answerer in a process of its own: the event loop shares no interpreter with what computes answers.

    parent: AnswererApart.ask ──task──> child: an Answerer over the same index, and its own lexicon
            Found, Nothing, … <──value──

The child starts at once, answers one question after the other, and ends with its parent. One that died,
say since memory ran out, is started again, and what it was asked is asked again, once.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Collection
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
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
from bot.answers.apart_child import Open, Task, begin, perform
from bot.errors import EngineError

Expected = TypeVar("Expected", bound=object)


class AnswererApart:
    """The same as an `Answerer` over a local engine, to whoever converses. Bound to no event loop."""

    def __init__(self, opening: Open) -> None:
        """opening: gives the child its answerer; picklable."""
        self._opening = opening
        self._child = self._started()

    def within(self, categories: frozenset[str]) -> AnswererApart:
        """See `Answerer.within`. The same child answers."""
        return Narrowed(self, categories)

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

    async def help(self) -> Help:
        """See `Answerer.help`."""
        return await self._ask(Task("help"), Help)

    async def aclose(self) -> None:
        """End the child, after what it answers now."""
        await asyncio.to_thread(self._child.shutdown, cancel_futures=True)

    async def _ask(self, task: Task, kind: type[Expected] | tuple[type[Expected], ...]) -> Expected:
        child = self._child
        try:
            answer = await self._perform(child, task)
        except BrokenProcessPool:
            if self._child is child:  # of many that wait the first one starts another
                self._child = self._started()
            try:
                answer = await self._perform(self._child, task)
            except BrokenProcessPool as error:
                raise EngineError(
                    "the process that answers ended twice in a row, perhaps since memory ran out",
                    hint="look at the log and at the machine's memory",
                ) from error
        assert isinstance(answer, kind)
        return answer

    async def _perform(self, child: ProcessPoolExecutor, task: Task) -> object:
        return await asyncio.get_running_loop().run_in_executor(child, perform, task)

    def _started(self) -> ProcessPoolExecutor:
        """Started afresh and never forked, since there are threads; it loads its modules at once."""
        context = multiprocessing.get_context("spawn")
        child = ProcessPoolExecutor(1, mp_context=context, initializer=begin, initargs=(self._opening,))
        child.submit(perform, Task("load"))
        return child


class Narrowed(AnswererApart):
    """Asks the child of another one, for articles of these categories."""

    def __init__(self, whole: AnswererApart, categories: frozenset[str]) -> None:
        self._whole = whole
        self._categories = categories

    async def _ask(self, task: Task, kind: type[Expected] | tuple[type[Expected], ...]) -> Expected:
        return await self._whole._ask(replace(task, within=self._categories), kind)

    async def aclose(self) -> None:
        """Nothing: the child belongs to the other one."""
