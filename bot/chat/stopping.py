"""The end of a running bot: what was begun is finished first, unless that takes too long or nobody waits."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
from collections.abc import Callable
from types import FrameType

from bot.chat.tally import Tally
from bot.errors import WendaError

logger = logging.getLogger(__name__)

PATIENCE = 8.0  # seconds for what was begun; with closing, all is over in ten
LOOK_EVERY = 0.1
SIGNALS = (signal.SIGINT, signal.SIGTERM)
BY_A_SIGNAL = 128  # exit codes begin here


class Stopping:
    """error: why the bot ended by itself, None where it was told to. given_up: how many answers were not
    finished."""

    def __init__(self, tally: Tally) -> None:
        self._tally = tally
        self._begun: float | None = None
        self.given_up = 0
        self.error: WendaError | None = None

    def listen(self) -> None:
        """Hear the system's signals, in the event loop that runs."""
        loop = asyncio.get_running_loop()
        with contextlib.suppress(NotImplementedError):  # on Windows Ctrl-C ends it as it does by itself
            for one in SIGNALS:
                loop.add_signal_handler(one, self._told, loop)

    def begin(self, loop: asyncio.AbstractEventLoop) -> None:
        """Give what was begun its time."""
        self._begun = self._tally.up
        busy = len(self._tally.under_way)
        logger.info(
            "stopping: %d answers under way are finished first; another signal ends all at once", busy
        )
        loop.call_later(PATIENCE, self._give_up, loop)

    def leave(self, error: WendaError, stop: Callable[[], None]) -> None:
        """End the bot for this reason; whoever ran it raises it again."""
        if self._begun is None:
            self.error = error
            self.begin(asyncio.get_running_loop())
            stop()

    def tell(self) -> None:
        """How it went, for the log."""
        if self._begun is not None:
            took = self._tally.up - self._begun
            logger.info("stopped after %.1f s, %d answers were given up", took, self.given_up)

    def _told(self, loop: asyncio.AbstractEventLoop) -> None:
        for one in SIGNALS:
            loop.remove_signal_handler(one)
            signal.signal(one, end_at_once)
        self.begin(loop)
        raise SystemExit

    def _give_up(self, loop: asyncio.AbstractEventLoop) -> None:
        """Also those that begin now, until none is left."""
        for task in self._tally.under_way:
            if not task.cancelling():
                self.given_up += 1
                task.cancel()
        loop.call_later(LOOK_EVERY, self._give_up, loop)


def end_at_once(number: int, frame: FrameType | None) -> None:
    """Nothing is finished any more. What the bot started ends with it."""
    os._exit(BY_A_SIGNAL + number)
