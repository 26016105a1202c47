"""What the child of `apart` does: it opens the index when first asked, and answers task after task."""

from __future__ import annotations

import asyncio
import contextlib
import ctypes
import faulthandler
import gc
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from bot.search.workers import serve_parent

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer

Open = Callable[[], "Answerer"]
Name = Literal[
    "load",
    "prepare",
    "curate",
    "ask",
    "latest",
    "categories",
    "dated",
    "of_security",
    "trend",
    "draw",
    "fresh",
    "matching",
    "rehearse",
    "articles",
    "grouped",
    "add_alias",
    "remove_alias",
    "read_aliases",
    "help",
    "trouble",
]

STDERR = 2  # its number, since a process without a terminal may have no such file
AS_LONG_AS_IT_TAKES: frozenset[Name] = frozenset(("load", "prepare"))


@dataclass(frozen=True, slots=True)
class Task:
    """A method of `Answerer` with its arguments, or "load": open it and wait for nothing.

    within: the categories to answer from, None for all.
    """

    name: Name
    arguments: tuple[object, ...] = ()
    options: Mapping[str, object] = field(default_factory=dict)
    within: frozenset[str] | None = None


class Serving:
    """An answerer on an event loop that runs in a thread of its own, so that a lexicon can be made beside."""

    def __init__(self, answerer: Answerer) -> None:
        self._answerer = answerer
        self._settled = False
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, name="answers", daemon=True).start()

    def perform(self, task: Task) -> object:
        if task.name == "load":
            return None
        answerer = self._answerer if task.within is None else self._answerer.within(task.within)
        asked = getattr(answerer, task.name)(*task.arguments, **task.options)
        answer: object = asyncio.run_coroutine_threadsafe(asked, self._loop).result()
        if task.name == "ask" and not self._settled:
            self._settled = True
            settle()
        return answer


def settle() -> None:
    """After the first question all that answering needs is loaded, and nearly all of it stays for ever: no
    collection of garbage looks at it again, and the memory that loading took goes back to the system."""
    gc.collect()
    gc.freeze()
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError):  # only glibc keeps it, and only glibc has this
            ctypes.CDLL(None).malloc_trim(0)


class Child:
    """What this process serves; nothing in any other process."""

    opening: Open | None = None
    serving: Serving | None = None
    patience: float = 0.0


def begin(opening: Open, patience: float) -> None:
    """Called once, when the child has started. patience: seconds that a task may take."""
    serve_parent()
    Child.opening, Child.patience = opening, patience


def perform(task: Task) -> object:
    """The task's answer. Raises what the answerer raises."""
    if Child.serving is None:
        assert Child.opening is not None
        Child.serving = Serving(Child.opening())
    if task.name in AS_LONG_AS_IT_TAKES:
        return Child.serving.perform(task)
    with time_limit():
        return Child.serving.perform(task)


@contextlib.contextmanager
def time_limit() -> Iterator[None]:
    """Beyond it the process ends, and says where it stood: only that works in whatever code it stands."""
    faulthandler.dump_traceback_later(Child.patience, exit=True, file=STDERR)
    try:
        yield
    finally:
        faulthandler.cancel_dump_traceback_later()
