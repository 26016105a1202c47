"""When a model fails: it is left alone for a while, longer each time, and what is wrong can be told."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable

logger = logging.getLogger(__name__)

FIRST_REST = 5.0  # seconds
LONGEST_REST = 300.0
LATE_IN_A_ROW = (
    3  # so often a model may be late, say on a machine that has much to do, before that is a failure
)


class Outages:
    """Threads may share it. stopwatch: seconds that only grow."""

    def __init__(self, stopwatch: Callable[[], float] = time.monotonic) -> None:
        self._stopwatch = stopwatch
        self._turn = threading.Lock()
        self._trouble = ""
        self._rest = FIRST_REST
        self._until = 0.0
        self._late = 0

    @property
    def trouble(self) -> str:
        """What is wrong, "" where nothing is."""
        return self._trouble

    @property
    def resting(self) -> bool:
        """Whether the model is to be left alone now."""
        return bool(self._trouble) and self._stopwatch() < self._until

    def failed(self, error: str) -> None:
        """Let it rest, twice as long as the last time. Logged where it worked before."""
        with self._turn:
            if not self._trouble:
                logger.warning("words alone answer: %s", error)
            elif self._stopwatch() < self._until:
                return  # another question that failed by the same
            self._until = self._stopwatch() + self._rest
            self._rest = min(2 * self._rest, LONGEST_REST)
            self._trouble = error

    def late(self) -> None:
        with self._turn:
            self._late += 1
            often = self._late >= LATE_IN_A_ROW
        if often:
            self.failed("the model did not answer in time, several times in a row")

    def worked(self) -> None:
        with self._turn:
            self._late = 0
            if self._trouble:
                logger.info("the model answers again")
            self._trouble, self._rest = "", FIRST_REST
