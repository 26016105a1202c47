"""A refresh under way: what it reads and writes goes through the processes that share the work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import islice
from pathlib import Path
from typing import TypeVar

from bot.posts.post import Problem
from bot.search.comparing import Compared, Listed
from bot.search.engine import Document
from bot.search.engines.caller import Caller, in_thread
from bot.search.reading import Reader
from bot.search.teller import Teller
from bot.search.unfinished import Unfinished
from bot.search.workers import Workers

TOGETHER = 64  # files or groups that a worker gets at once: some hundredths of a second
MANY = 500  # so many changed files are worth starting other processes, which takes most of a second
LISTED_BETWEEN_LOOKS = 2000

Item = TypeVar("Item")


class Run:
    """The steps of a refresh. notes: what it has found."""

    def __init__(
        self,
        notes: Unfinished,
        reader: Reader,
        teller: Teller,
        workers: Workers,
        thread: ThreadPoolExecutor,
        *,
        anew: bool,
    ) -> None:
        self.notes = notes
        self._reader = reader
        self._teller = teller
        self._workers = workers
        self._thread = thread
        self._anew = anew
        self._many = False

    async def compare(self, passed_by: list[Problem]) -> Compared:
        """Find out what there is to do; `passed_by` takes the problems that are met."""

        def work(caller: Caller) -> Compared:
            return self.notes.compare(self._watched(self._reader.listed(passed_by), caller))

        compared = await in_thread(self._thread, work)
        self._many = compared.changed >= MANY
        return compared

    async def read(self, compared: Compared) -> None:
        """Read what is still to be read, and find the twins."""

        def work(caller: Caller) -> None:
            tell, done = self._teller.of("read", kept=compared.kept), compared.kept
            tell(done, compared.changed)
            batches = caller.while_there(self.notes.to_read(TOGETHER))
            for fresh, touched in self._shared().map(self._reader.read, batches):
                self.notes.note(fresh, touched)
                done += len(fresh) + len(touched)
                tell(done, compared.changed)
            self.notes.group(anew=self._anew)

        await in_thread(self._thread, work)

    def documents(self, *, after: int = 0) -> Iterator[Document]:
        """One document for each group of twins but the first `after`. Noted before it is given."""
        tell, done, total = self._teller.of("write", kept=after), after, self.notes.count_groups()
        tell(done, total)
        batches = batched(self.notes.groups(after=after), TOGETHER)
        for made in self._shared().map(self._reader.documents, batches):
            self.notes.assign([assigned for assigned, _ in made])
            yield from (document for _, document in made)
            done = min(done + TOGETHER, total)
            tell(done, total)

    def _shared(self) -> Workers:
        return self._workers if self._many else Workers(0)

    def _watched(self, listed: Iterable[Listed], caller: Caller) -> Iterator[Listed]:
        """The same. Looks up only now and then, since a million files take little more than their listing."""
        tell, number = self._teller.of("scan"), 0
        for number, one in enumerate(listed, 1):
            if number % LISTED_BETWEEN_LOOKS == 0:
                caller.stay()
                tell(number, 0)
            yield one
        tell(number, number)


@asynccontextmanager
async def running(
    state: Path, known: Path | None, purpose: str, reader: Reader, teller: Teller, workers: int
) -> AsyncIterator[Run]:
    """A run, whose notes are thrown away when it has come to its end, and else wait for the next one."""
    notes = await asyncio.to_thread(Unfinished, state, known=known, purpose=purpose)
    shared = Workers(workers if workers > 1 else 0)
    thread = ThreadPoolExecutor(1, "wenda-refresh")
    try:
        yield Run(notes, reader, teller, shared, thread, anew=known is None)
        await asyncio.to_thread(notes.done)
    finally:
        await asyncio.to_thread(shared.close)
        thread.shutdown()
        notes.close()


def batched(items: Iterable[Item], size: int) -> Iterator[list[Item]]:
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch
