"""An indexer in a process of its own: whoever answers readers keeps memory and processor for that.

    parent: Apart.refresh ──starts──> child: serve, with low priority and an Indexer
            on_progress   <──pipe──   Progress, again and again
            report        <──pipe──   the answer, or the WendaError that was raised
                                      then the lexicon of the new generation is made and stored

A few changed files of a corpus that is not large are read right here: that takes a fraction of the second
in which a process starts. Only the lexicon is then left to a child.
A child whose parent ended ends, too; one that nobody waits for any more is killed, which leaves the
generation that answers as it is, and what was read for the next time.
"""

from __future__ import annotations

import asyncio
import multiprocessing
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path
from typing import TypeVar

from bot.errors import EngineError, WendaError
from bot.posts.site import Site
from bot.search.apart_job import Answer, Job
from bot.search.engine import Status
from bot.search.engines.opening import open_engine
from bot.search.report import IndexReport, OnProgress, Outlook, Progress, silent
from bot.search.trial import Golden, Trial

SECONDS_TO_DIE = 5.0
FEW = 100  # changed files that are read here
NEAR = 200_000  # articles of a corpus whose files are listed here, some six microseconds each

Expected = TypeVar("Expected")


class Apart:
    """The same as an `Indexer` over a local engine, to whoever asks it. Bound to no event loop."""

    def __init__(
        self,
        *,
        folders: Sequence[Path],
        state: Path,
        site: Site,
        workers: int | None = None,
        few: int = FEW,
        trial: Trial | None = None,
    ) -> None:
        """workers, trial: see `Indexer`, and picklable; few: so many changed files are read here."""
        self._job = Job(tuple(folders), state, site, workers, trial)
        self._few = few
        self._engine = open_engine("local", state)
        self._child: SpawnProcess | None = None

    async def refresh(
        self,
        on_progress: OnProgress = silent,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        golden: tuple[Golden, ...] = (),
    ) -> IndexReport:
        """See `Indexer.refresh`, whose errors it raises. The lexicon may come some seconds later."""
        await self._end_child()
        near = not rebuild and not golden and await self._is_near()
        if near and (report := await self._here(on_progress, automatic)):
            await asyncio.to_thread(self._start_lexicon)
            return report
        job = self._job.to("refresh", rebuild=rebuild, automatic=automatic, golden=golden)
        return await self._ask(job, on_progress, IndexReport)

    async def _here(self, on_progress: OnProgress, automatic: bool) -> IndexReport | None:
        """The report of a refresh in this process, None where there is more to do than that."""
        from bot.search.indexer import Indexer, TooMany  # here, so that the first reader need not wait for it

        job = self._job
        indexer = Indexer(self._engine, folders=job.folders, state=job.state, site=job.site, workers=0)
        try:
            return await indexer.refresh(on_progress, automatic=automatic, most=self._few)
        except TooMany:
            return None

    def _start_lexicon(self) -> None:
        self._child, pipe = start(self._job.to("lexicon"))
        pipe.close()

    async def _is_near(self) -> bool:
        try:
            return (await self._engine.status()).documents <= NEAR
        except EngineError:
            return False

    async def rollback(self) -> Status:
        """See `Indexer.rollback`."""
        return await self._ask(self._job.to("rollback"), silent, Status)

    async def outdated(self) -> str:
        """See `Indexer.outdated`."""
        return await self._ask(self._job.to("outdated"), silent, str)

    async def outlook(self) -> Outlook:
        """See `Indexer.outlook`."""
        return await self._ask(self._job.to("outlook"), silent, Outlook)

    async def aclose(self) -> None:
        """End the child that may still be making a lexicon."""
        await self._end_child()
        await self._engine.aclose()

    async def _end_child(self) -> None:
        child, self._child = self._child, None
        if child:
            await asyncio.to_thread(end, child)

    async def _ask(self, job: Job, on_progress: OnProgress, kind: type[Expected]) -> Expected:
        await self._end_child()
        loop = asyncio.get_running_loop()

        def tell(progress: Progress) -> None:
            loop.call_soon_threadsafe(on_progress, progress)

        # A thread of its own, for it does nothing but wait, and others of the loop's are for answering.
        thread = ThreadPoolExecutor(1, "wenda-apart")
        starting = loop.run_in_executor(thread, start, job)
        try:
            child, pipe = await asyncio.shield(starting)
            self._child = child
            answer = await loop.run_in_executor(thread, listen, child, pipe, tell)
        except BaseException:
            self._child, _ = await starting
            await self._end_child()
            raise
        finally:
            thread.shutdown(wait=False)
        assert isinstance(answer, kind)
        return answer


def start(job: Job) -> tuple[SpawnProcess, Connection]:
    """The child, and the end of the pipe that it writes to. Started afresh, since there are threads."""
    from bot.search.apart_child import serve

    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=serve, args=(there, job), name="wenda-refresh")
    child.start()
    there.close()
    return child, here


def listen(child: SpawnProcess, pipe: Connection, tell: Callable[[Progress], None]) -> object:
    """Pass progress on until there is an answer; raises the error that came instead."""
    with pipe:
        while True:
            try:
                said = pipe.recv()
            except EOFError:
                child.join(SECONDS_TO_DIE)
                raise EngineError(
                    f"the process that reads the posts ended without a word (exit code {child.exitcode})",
                    hint="perhaps memory ran out; the next reload goes on where this one stopped",
                ) from None
            if isinstance(said, Progress):
                tell(said)
            elif isinstance(said, WendaError):
                raise said
            else:
                assert isinstance(said, Answer)
                return said.value


def end(child: SpawnProcess) -> None:
    """Killing does no harm: what it writes counts only when it is complete."""
    child.kill()
    child.join(SECONDS_TO_DIE)
