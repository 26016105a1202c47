"""The embedded engine: tantivy on this machine's disk, fast to a million articles and beyond.

Other processes see what was written at their next call: each call compares the pointer to the build
and the build's own list of segments with what was opened, which costs some 30 microseconds.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import tantivy

from bot.errors import EngineError, IndexMissing, IndexStale
from bot.posts.post import Article
from bot.search.engine import (
    MOST_ENTITIES,
    MOST_TERMS,
    CategoryCount,
    Document,
    EntityCount,
    Field,
    Filter,
    Frequencies,
    Page,
    Query,
    Status,
)
from bot.search.engines import local_reading as reading
from bot.search.engines.generations import Generations
from bot.search.engines.local_schema import FORMAT, SCHEMA, register
from bot.search.engines.local_writing import BADGE, REBUILD, build, change, own_errors

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Opened:
    """A build as it was when last looked at; `stamp` changes with every commit."""

    path: Path
    stamp: tuple[int, int]
    index: tantivy.Index
    searcher: tantivy.Searcher
    fingerprint: str

    @property
    def version(self) -> str:
        return "-".join([self.path.name, *map(str, self.stamp)])


class LocalEngine:
    """A `SearchEngine` below one folder, which it makes when it first writes."""

    def __init__(self, folder: Path) -> None:
        self._generations = Generations(folder)
        self._opened: Opened | None = None
        self._opening = threading.Lock()
        self._writing = threading.Lock()  # of threads, since a cancelled write goes on in its thread

    async def rebuild(self, documents: Iterable[Document], *, fingerprint: str) -> int:
        return await asyncio.to_thread(self._rebuild, documents, fingerprint)

    async def update(self, documents: Iterable[Document], *, removed: Iterable[str] = ()) -> int:
        return await asyncio.to_thread(self._update, documents, removed)

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

    async def aclose(self) -> None:
        self._opened = None

    async def _read(self, look: Callable[[tantivy.Searcher], Result]) -> Result:
        def read() -> Result:
            with own_errors():
                return look(self._current().searcher)

        return await asyncio.to_thread(read)

    def _status(self) -> Status:
        with own_errors():
            opened = self._current()
            newest = reading.latest(opened.searcher, Filter(), 1, 0).hits
            date = newest[0].article.date if newest else None
            return Status(opened.searcher.num_docs, date, opened.fingerprint, version=opened.version)

    def _rebuild(self, documents: Iterable[Document], fingerprint: str) -> int:
        with self._writing, self._generations.writing():
            with own_errors():
                self._generations.clean()
                path = self._generations.start()
            try:
                build(path, documents, fingerprint)
            except BaseException:
                shutil.rmtree(path, ignore_errors=True)
                raise
            with own_errors():
                self._generations.switch(path)
                size = self._current().searcher.num_docs
                self._generations.clean()
            return size

    def _update(self, documents: Iterable[Document], removed: Iterable[str]) -> int:
        with self._writing, self._generations.writing():
            with own_errors():
                self._generations.clean()
                index = self._current().index
            change(index, documents, removed)
            with own_errors():
                return self._current().searcher.num_docs

    def _current(self) -> Opened:
        """The newest commit of the newest build, opened anew only if it has changed."""
        with self._opening:
            while True:
                path = self._generations.current()
                if path is None:
                    raise IndexMissing("nothing has been indexed yet", hint="run `wenda index` first")
                try:
                    self._opened = opened(path, self._opened)
                except EngineError:
                    if path == self._generations.current():
                        raise
                else:
                    return self._opened


def opened(path: Path, before: Opened | None) -> Opened:
    """The build in `path`, taken over from `before` as far as that is still true."""
    with own_errors():
        meta = (path / "meta.json").stat()
        stamp = (meta.st_ino, meta.st_mtime_ns)
        if before is None or before.path != path:
            fingerprint = checked_badge(path)
            index = open_index(path)
        elif before.stamp == stamp:
            return before
        else:
            fingerprint, index = before.fingerprint, before.index
            index.reload()
        return Opened(path, stamp, index, index.searcher(), fingerprint)


def checked_badge(path: Path) -> str:
    """The fingerprint of a build, after its format was found to be ours."""
    badge = json.loads((path / BADGE).read_text(encoding="utf-8"))
    if not isinstance(badge, dict) or badge.get("format") != FORMAT:
        raise IndexStale(f"the index in {path} has another format than {FORMAT}", hint=REBUILD)
    return str(badge.get("fingerprint", ""))


def open_index(path: Path) -> tantivy.Index:
    try:
        index = tantivy.Index(SCHEMA, path=str(path))
    except ValueError as error:
        if "schema does not match" in str(error):
            raise IndexStale(
                f"the index in {path} has other fields than this version", hint=REBUILD
            ) from error
        raise
    register(index)
    index.config_reader("manual")
    index.reload()
    return index
