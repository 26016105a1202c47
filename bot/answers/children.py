"""The child process that answers, and another in its place where one ends.

A child performs one task after the other. One that takes too long may stand in code that nothing interrupts;
the child then ends itself (see `apart_child`), and what waited behind that task goes to the next child.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import time
from collections import deque
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool

from bot.answers.apart_child import Open, Task, begin, perform
from bot.errors import EngineError, TookTooLong

TRIES = 3
NEARLY = 0.9  # of a task's time, reckoned here from when the one before it came back


class Children:
    """patience: seconds that a task may take. Bound to no event loop."""

    def __init__(self, opening: Open, patience: float) -> None:
        """opening: gives a child its answerer; picklable."""
        self._opening = opening
        self._patience = patience
        self.first: Task | None = None  # what a child does before all else
        self._child = Child(opening, patience)

    async def perform(self, task: Task) -> object:
        """The task's answer. Raises `TookTooLong`, and `EngineError` where children end again and again."""
        for _ in range(TRIES):
            child = self._child
            try:
                return await child.perform(task)
            except BrokenProcessPool:
                if self._child is child:  # of many that wait the first one starts another
                    self._child = Child(self._opening, self._patience, first=self.first)
        raise EngineError(
            f"the process that answers ended {TRIES} times in a row, perhaps since memory ran out",
            hint="look at the log and at the machine's memory",
        )

    async def aclose(self) -> None:
        """End the child, after what it does now."""
        await self._child.aclose()


class Child:
    """A process, and the tasks that it was given, in the order in which it performs them."""

    def __init__(self, opening: Open, patience: float, *, first: Task | None = None) -> None:
        """Started afresh and never forked, since there are threads; it loads its modules at once."""
        self._patience = patience
        self._line = deque[Future[object]]()
        self._since = 0.0
        self._stuck: Future[object] | None = None
        context = multiprocessing.get_context("spawn")
        self._pool = ProcessPoolExecutor(
            1, mp_context=context, initializer=begin, initargs=(opening, patience)
        )
        self._give(Task("load"))
        if first:
            self._give(first)

    async def perform(self, task: Task) -> object:
        """Raises BrokenProcessPool where the child ended, and `TookTooLong` where this task made it end."""
        job = self._give(task)
        try:
            return await asyncio.shield(asyncio.wrap_future(job))  # a pool breaks by what was cancelled
        except BrokenProcessPool as error:
            if job is not self._stuck:
                raise
            raise TookTooLong(
                f"{task.name} took longer than {self._patience:g} seconds; its process was ended",
                hint="the log has where it stood",
            ) from error

    async def aclose(self) -> None:
        await asyncio.to_thread(self._pool.shutdown, cancel_futures=True)

    def _give(self, task: Task) -> Future[object]:
        job: Future[object] = self._pool.submit(perform, task)
        if not self._line:
            self._since = time.monotonic()
        self._line.append(job)
        job.add_done_callback(self._done)
        return job

    def _done(self, job: Future[object]) -> None:
        """Called in a thread of the pool: where the child has ended, for the task that it performed first."""
        now = time.monotonic()
        if self._line[0] is job:
            ended = not job.cancelled() and isinstance(job.exception(), BrokenProcessPool)
            if ended and now - self._since >= NEARLY * self._patience:
                self._stuck = job
            self._since = now
        self._line.remove(job)
