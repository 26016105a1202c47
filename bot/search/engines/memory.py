"""The obvious engine: looks at every document. The oracle of the tests, and enough for small corpora."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import replace
from itertools import count

from bot.errors import EngineError, IndexMissing
from bot.search.engine import Check, Document, Reader, Status, unchecked
from bot.search.engines.memory_reading import Bag, Corpus, MemoryReader, bag


class MemoryEngine(MemoryReader):
    """A `SearchEngine` that keeps everything in memory and forgets it at the end."""

    def __init__(self) -> None:
        super().__init__(self._answering)
        self._built: Corpus | None = None
        self._before: Corpus | None = None
        self._held = False
        self._numbers = count(1)
        self._writing = asyncio.Lock()

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked, draft: str = ""
    ) -> int:
        async with self._writing:
            bags = await asyncio.to_thread(bags_of, documents)
            return await self._publish(Corpus(self._name(), bags, fingerprint), check)

    async def begun(self, draft: str) -> int:
        """Nothing is kept of what was interrupted."""
        return 0

    async def update(
        self, documents: Iterable[Document], *, removed: Iterable[str] = (), check: Check = unchecked
    ) -> int:
        async with self._writing:
            old, gone = self._answering(), frozenset(removed)
            new = await asyncio.to_thread(bags_of, documents)
            if not new and not gone:
                self._held = False
                return len(old.bags)
            bags = {key: kept for key, kept in old.bags.items() if key not in gone} | new
            return await self._publish(Corpus(self._name(), bags, old.fingerprint), check)

    async def _publish(self, corpus: Corpus, check: Check) -> int:
        await check(MemoryReader(lambda: corpus))
        old = self._built
        self._before = old if old and old.fingerprint == corpus.fingerprint else None
        self._built, self._held = corpus, False
        return len(corpus.bags)

    async def status(self) -> Status:
        previous = self._before.version if self._before else ""
        return replace(await super().status(), previous=previous, held=self._held)

    async def at(self, version: str) -> Reader | None:
        kept = {corpus.version: corpus for corpus in (self._built, self._before) if corpus}
        found = kept.get(version)
        return MemoryReader(lambda: found) if found else None

    async def rollback(self) -> Status:
        async with self._writing:
            answering = self._answering()
            if self._before is None:
                raise EngineError(
                    f"there is nothing before {answering.version} to go back to",
                    hint="only the last change can be taken back; mend the posts and index again",
                )
            self._built, self._before, self._held = self._before, None, True
        return await self.status()

    async def aclose(self) -> None:
        self._built = self._before = None

    def _answering(self) -> Corpus:
        if self._built is None:
            raise IndexMissing("nothing has been indexed yet", hint="run `wenda index` first")
        return self._built

    def _name(self) -> str:
        return f"gen-{next(self._numbers)}"


def bags_of(documents: Iterable[Document]) -> dict[str, Bag]:
    return {made.article.id: bag(made) for made in documents}
