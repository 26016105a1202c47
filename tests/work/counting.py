"""An engine that counts what is asked of it, and the opened files of a folder."""

from __future__ import annotations

import inspect
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from bot.posts.post import Article
from bot.search.engine import Kept, Page, Query

Counts = dict[str, int]
CHEAP = {"at", "status"}  # which generation answers: known without reading the index


class Work:
    """What was asked of an engine. documents: field -> term -> how many articles hold it."""

    def __init__(self, documents: Mapping[str, Mapping[str, int]]) -> None:
        self._documents = documents
        self.counts: Counter[str] = Counter()

    def noted(self, method: str, arguments: tuple[Any, ...], result: Any) -> Any:
        """The result, after what it took was counted."""
        if method not in CHEAP:
            self.counts["calls of the engine"] += 1
        match method:
            case "search":
                self._note_terms(arguments[0])
                return self._watched(result)
            case "latest":
                return self._watched(result)
            case "frequencies":
                self.counts["words looked up"] += len(arguments[0])
            case "get":
                self.counts["articles unpacked"] += len(result)
        return result

    def _note_terms(self, query: Query) -> None:
        self.counts["terms searched"] += len(query.terms)
        held = [self._documents[term.field].get(term.text, 0) for term in query.terms]
        self.counts["postings read"] += sum(held)

    def _watched(self, page: Page) -> Page:
        self.counts["hits"] += len(page.hits)
        return replace(page, hits=tuple(replace(hit, kept=Watched(hit.kept, self)) for hit in page.hits))


class Watched:
    """A kept article that counts when it is read and when it is unpacked, each once."""

    def __init__(self, kept: Kept, work: Work) -> None:
        self._kept = kept
        self._work = work
        self._seen: set[str] = set()

    @property
    def id(self) -> str:
        return self._kept.id

    @property
    def article(self) -> Article:
        self._once("articles unpacked")
        return self._kept.article

    @property
    def texts(self) -> tuple[str, str]:
        self._once("articles read")
        return self._kept.texts

    def _once(self, what: str) -> None:
        if what not in self._seen:
            self._seen.add(what)
            self._work.counts[what] += 1


class CountingView:
    """A view with every call noted."""

    def __init__(self, view: Any, work: Work) -> None:
        self._view = view
        self._work = work

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._view, name)
        if not callable(found):
            return found
        return lambda *arguments, **options: self._work.noted(name, arguments, found(*arguments, **options))


class CountingEngine:
    """An engine, or a reader that it gives, with every call noted, also those of a look."""

    def __init__(self, engine: Any, work: Work) -> None:
        self._engine = engine
        self._work = work

    async def look(self, job: Callable[[Any], Any]) -> Any:
        self._work.counts["jobs off the event loop"] += 1
        return await self._engine.look(lambda view: job(CountingView(view, self._work)))

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._engine, name)
        return self._counted(name, found) if callable(found) else found

    def _counted(self, name: str, call: Callable[..., Any]) -> Callable[..., Any]:
        async def counted(*arguments: Any, **options: Any) -> Any:
            result = call(*arguments, **options)
            if inspect.isawaitable(result):
                result = await result
            result = self._work.noted(name, arguments, result)
            return CountingEngine(result, self._work) if name == "at" and result else result

        return counted


class Opened:
    """The files below a folder that this process opens, in any thread, while it is watched."""

    def __init__(self) -> None:
        self._folder = ""
        self._names: list[str] = []
        sys.addaudithook(self._hook)  # it cannot be taken away again, so that it is idle without a folder

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._folder and event == "open" and str(arguments[0]).startswith(self._folder):
            self._names.append(str(arguments[0]))

    @contextmanager
    def below(self, folder: Path) -> Iterator[list[str]]:
        """The names of the opened files, one for each time."""
        self._folder, self._names = f"{folder}/", []
        try:
            yield self._names
        finally:
            self._folder = ""


OPENED = Opened()
