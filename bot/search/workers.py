"""Other processes that share the work of a build.

They are started afresh and never forked, since there are threads. One that is no longer needed ends by
itself: with its parent, also where that was killed. Ctrl-C is the parent's to deal with.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

from bot.errors import EngineError

AHEAD = 3  # tasks for each worker that are given out before their results are taken
LIFE = 500  # in tasks, since cmarkgfm never frees what it has rendered

Task = TypeVar("Task")
Result = TypeVar("Result")


class Workers:
    """`count` processes, started when first needed; with a count of 0 all is done right here.

    life: after so many tasks for each of them others take over.
    """

    def __init__(self, count: int, *, life: int = LIFE) -> None:
        self._count = count
        self._life = life
        self._pool: ProcessPoolExecutor | None = None
        self._given = 0

    def map(self, work: Callable[[Task], Result], tasks: Iterable[Task]) -> Iterator[Result]:
        """The results in the order of the tasks, which are taken only a few ahead of them.

        What `work` raises is raised where its result would stand. Work, tasks and results must be
        picklable.
        """
        if self._count == 0:
            yield from map(work, tasks)
            return
        waiting, given = deque[Future[Result]](), iter(tasks)
        try:
            while True:
                while len(waiting) < AHEAD * self._count and (task := next(given, None)) is not None:
                    waiting.append(self._next().submit(work, task))
                if not waiting:
                    return
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise EngineError(
                "a process that reads posts was killed, perhaps since memory ran out",
                hint="run `wenda index` again: it goes on where this stopped",
            ) from error
        finally:
            for future in waiting:
                future.cancel()

    def close(self) -> None:
        """End the processes, after what they are doing now."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None

    def _next(self) -> ProcessPoolExecutor:
        """The processes that take the next task."""
        if self._pool and self._given >= self._life * self._count:
            self._pool.shutdown(wait=False)  # they finish what they were given
            self._pool = None
        if self._pool is None:
            context = multiprocessing.get_context("spawn")
            self._pool = ProcessPoolExecutor(self._count, mp_context=context, initializer=serve_parent)
            self._given = 0
        self._given += 1
        return self._pool


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def serve_parent() -> None:
    """In a child process: leave Ctrl-C to the parent, and end when the parent has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    if parent := multiprocessing.parent_process():
        parent.join()
        os._exit(1)
