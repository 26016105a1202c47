"""Writing in a thread for somebody in an event loop, who may be asked back and who may go away."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable, Iterator
from concurrent.futures import CancelledError, Executor
from typing import Any, TypeVar

from bot.errors import EngineError

Result = TypeVar("Result")
Item = TypeVar("Item")


class CallerGone(EngineError):
    """Whoever wanted this was cancelled. Nobody is left to see it."""


class Caller:
    """Who waits for a write. All but `leave` is for the writing thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._gone = threading.Event()
        self._stop_asking: Callable[[], object] = bool

    def ask(self, question: Coroutine[Any, Any, None]) -> None:
        """Run it in the caller's event loop and raise what it raises."""
        asked = asyncio.run_coroutine_threadsafe(question, self._loop)
        self._stop_asking = asked.cancel
        if self._gone.is_set():
            asked.cancel()
        try:
            asked.result()
        except CancelledError as error:
            raise CallerGone("the write was cancelled") from error

    def while_there(self, items: Iterable[Item]) -> Iterator[Item]:
        """The items, as long as somebody waits for what is made of them."""
        for item in items:
            self.stay()
            yield item

    def stay(self) -> None:
        """Go on only as long as somebody waits."""
        if self._gone.is_set():
            raise CallerGone("the write was cancelled")

    def leave(self) -> None:
        self._gone.set()
        self._stop_asking()


async def in_thread(executor: Executor, work: Callable[[Caller], Result]) -> Result:
    """What `work` returns. Cancelled, it lets the work stop at its next step and waits for that."""
    caller = Caller(asyncio.get_running_loop())
    submitted = executor.submit(work, caller)
    running = asyncio.wrap_future(submitted)
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        caller.leave()
        if not submitted.cancel():
            await asyncio.wait([running])
            running.exception()  # seen, so that nobody is warned of it
        raise
