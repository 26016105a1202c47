"""The embedded engine: tantivy on this machine's disk, fast to a million articles and beyond.

Other processes see what was written at their next call: each call looks at the pointer, which costs
some 30 microseconds.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import replace
from itertools import chain
from pathlib import Path

from bot.errors import EngineError
from bot.search.engine import Check, Document, Reader, Status, unchecked
from bot.search.engines.caller import Caller, CallerGone, in_thread
from bot.search.engines.drafts import DOCUMENTS_BETWEEN_NOTES, begun, kept
from bot.search.engines.generations import Generations
from bot.search.engines.local_opened import OpenedGenerations
from bot.search.engines.local_opening import Opened, open_index, opened
from bot.search.engines.local_reader import LocalReader
from bot.search.engines.local_writing import build, change, copy_build, own_errors


class LocalEngine(LocalReader):
    """A `SearchEngine` below one folder, which it makes when it first writes.

    between_notes: after so many documents a rebuild with a name is kept as far as it came.
    """

    def __init__(self, folder: Path, *, between_notes: int = DOCUMENTS_BETWEEN_NOTES) -> None:
        self._between_notes = between_notes
        self._generations = Generations(folder)
        self._readable = OpenedGenerations(self._generations)
        super().__init__(self._readable.answering)
        self._writer = ThreadPoolExecutor(1, "wenda-writer")  # one, so that writers take turns

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked, draft: str = ""
    ) -> int:
        def work(caller: Caller) -> int:
            with self._generations.writing(), self._draft(draft) as path:
                given = caller.while_there(documents)
                build(path, given, fingerprint, draft=draft, between_notes=self._between_notes)
                return self._publish(path, caller, check)

        return await in_thread(self._writer, work)

    async def begun(self, draft: str) -> int:
        def look() -> int:
            path = begun(self._generations.all(), draft)
            return kept(path, draft) if path else 0

        return await asyncio.to_thread(look)

    async def update(
        self, documents: Iterable[Document], *, removed: Iterable[str] = (), check: Check = unchecked
    ) -> int:
        def work(caller: Caller) -> int:
            with self._generations.writing():
                old, gone, given = self._readable.answering(), list(removed), iter(documents)
                first = list(next_of(given))
                if not (first or gone):
                    return self._unchanged(old)
                with self._draft() as draft:
                    copy_build(self._generations.folder / old.version, draft)
                    with own_errors():
                        index = open_index(draft)
                    change(index, caller.while_there(chain(first, given)), gone)
                    return self._publish(draft, caller, check)

        return await in_thread(self._writer, work)

    async def status(self) -> Status:
        return await asyncio.to_thread(self._status_now)

    def _status_now(self) -> Status:
        while True:
            pointer, status = self._generations.pointer(), self._status()
            if status.version == pointer.current:
                return replace(status, previous=pointer.previous, held=pointer.held)

    async def at(self, version: str) -> Reader | None:
        found = await asyncio.to_thread(self._readable.find, version)
        return LocalReader(lambda: found) if found else None

    async def rollback(self) -> Status:
        await in_thread(self._writer, lambda caller: self._go_back())
        return await self.status()

    async def aclose(self) -> None:
        self._readable.forget()

    @contextmanager
    def _draft(self, name: str = "") -> Iterator[Path]:
        """A folder for the next generation, which is gone again where it does not come to answer; only
        an interrupted one with a name stays, to be gone on with."""
        with own_errors():
            path = begun(self._generations.all(), name) or self._generations.start()
            self._generations.clean(but=path)
        try:
            yield path
        except BaseException as error:
            interrupted = isinstance(error, CallerGone) and kept(path, name)
            with suppress(OSError):
                self._generations.clean(but=path if interrupted else None)
            raise

    def _unchanged(self, old: Opened) -> int:
        with own_errors():
            self._generations.release()
            self._generations.clean()
        return int(old.searcher.num_docs)

    def _publish(self, draft: Path, caller: Caller, check: Check) -> int:
        new = opened(draft)

        async def checking() -> None:
            await check(LocalReader(lambda: new))

        caller.ask(checking())
        with own_errors():
            self._generations.switch(draft, previous=self._before(new))
            self._readable.adopt(new)
            self._generations.clean()
        return int(new.searcher.num_docs)

    def _before(self, new: Opened) -> str:
        """The generation that can be gone back to once the new one answers: one of the same fingerprint."""
        try:
            old = self._readable.answering()
        except EngineError:
            return ""
        return old.version if old.fingerprint == new.fingerprint else ""

    def _go_back(self) -> None:
        with self._generations.writing():
            answering, before = self._readable.answering(), self._generations.pointer().previous
            if not before:
                raise EngineError(
                    f"there is nothing before {answering.version} to go back to",
                    hint="only the last change can be taken back; mend the posts and index again",
                )
            self._readable.find(before)
            with own_errors():
                self._generations.go_back()
                self._generations.clean()


def next_of(documents: Iterator[Document]) -> Iterator[Document]:
    for document in documents:
        yield document
        return
