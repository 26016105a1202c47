"""What happens in a running bot, in numbers: no text of readers, and nothing that tells who they are.

All of it lies in memory, is bounded, and begins anew with the process.
"""

from __future__ import annotations

import asyncio
import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b

from bot.chat.clock import Clock

HOUR = 3600
HOURS = 24
MOST_TIMES = 4000  # of answers that are remembered of the last hour, the newest
MOST_TIMES_OF_AN_HOUR = 1000
MOST_LABELS = 400
MOST_READERS = 1_000_000
BUCKETS = (0.025, 0.05, 0.1, 0.2, 0.3, 0.5, 1.0, 2.0, 5.0, 10.0)  # seconds
ASKING = frozenset(("question", "group", "ask", "edit", "start"))
ANSWERED = frozenset(("found", "latest", "categories"))
UNANSWERED = "nothing:"
OTHER = ("other", "other")


@dataclass(slots=True)
class Hour:
    """questions: asked in it; answered: of these, with articles; times: seconds of the newest."""

    number: int
    questions: int = 0
    answered: int = 0
    times: deque[float] = field(default_factory=lambda: deque(maxlen=MOST_TIMES_OF_AN_HOUR))


class Tally:
    """updates: by kind and outcome. calls: to Telegram, by method and fate. errors: that nobody expected, by
    kind. buckets: how many questions took at most so long, the last one for all others; seconds: all of them
    together. under_way: the tasks that deal with an update now. heard: the stopwatch when Telegram last had
    updates or said that there are none."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.started = clock.stopwatch()
        self.updates: Counter[tuple[str, str]] = Counter()
        self.calls: Counter[tuple[str, str]] = Counter()
        self.errors: Counter[str] = Counter()
        self.buckets = [0] * (len(BUCKETS) + 1)
        self.seconds = 0.0
        self.under_way: set[asyncio.Task[object]] = set()
        self.heard: float | None = None
        self.hours: deque[Hour] = deque(maxlen=HOURS)
        self._last: deque[tuple[float, float]] = deque(maxlen=MOST_TIMES)
        self._day, self._key = -1, b""
        self._readers: set[bytes] = set()

    @property
    def up(self) -> float:
        """Seconds since the start."""
        return self._clock.stopwatch() - self.started

    @property
    def questions(self) -> int:
        return sum(self.buckets)

    @property
    def last_hour(self) -> tuple[float, ...]:
        """Seconds that the answers of the last hour took, the shortest first."""
        since = self._clock.stopwatch() - HOUR
        return tuple(sorted(took for at, took in self._last if at >= since))

    @contextmanager
    def task(self) -> Iterator[None]:
        """The task that runs now deals with an update."""
        task = asyncio.current_task()
        assert task
        self.under_way.add(task)
        try:
            yield
        finally:
            self.under_way.discard(task)

    def ended(self, kind: str, outcome: str, seconds: float) -> None:
        """An update was dealt with."""
        _count(self.updates, (kind, outcome))
        if kind in ASKING and (outcome in ANSWERED or outcome.startswith(UNANSWERED)):
            self._asked(outcome in ANSWERED, seconds)

    def called(self, method: str, fate: str) -> None:
        """A call to Telegram came back, or did not."""
        _count(self.calls, (method, fate))

    def failed(self, kind: str) -> None:
        """Something that nobody expected."""
        if kind in self.errors or len(self.errors) < MOST_LABELS:
            self.errors[kind] += 1

    def contacted(self) -> None:
        """Telegram had updates, or said that there are none."""
        self.heard = self._clock.stopwatch()

    def seen(self, reader: int) -> None:
        """Somebody wrote or pressed today. What is kept of it cannot be told from another day's, nor read
        back: it is hashed with a key that nobody has, and both go when the day in UTC does."""
        self._begin_day()
        if len(self._readers) < MOST_READERS:
            told = reader.to_bytes(9, "big", signed=True)
            self._readers.add(blake2b(told, digest_size=8, key=self._key).digest())

    @property
    def readers(self) -> int:
        """How many different ones there were today, since the bot started."""
        self._begin_day()
        return len(self._readers)

    def _begin_day(self) -> None:
        day = int(self._clock.now().timestamp()) // (24 * HOUR)
        if day != self._day:
            self._day, self._key, self._readers = day, os.urandom(32), set()

    def _asked(self, answered: bool, seconds: float) -> None:
        at = next((at for at, most in enumerate(BUCKETS) if seconds <= most), len(BUCKETS))
        self.buckets[at] += 1
        self.seconds += seconds
        self._last.append((self._clock.stopwatch(), seconds))
        hour = self._hour()
        hour.questions += 1
        hour.answered += answered
        hour.times.append(seconds)

    def _hour(self) -> Hour:
        number = int(self._clock.now().timestamp()) // HOUR
        if not self.hours or self.hours[-1].number != number:
            self.hours.append(Hour(number))
        return self.hours[-1]


def _count(counts: Counter[tuple[str, str]], label: tuple[str, str]) -> None:
    counts[label if label in counts or len(counts) < MOST_LABELS else OTHER] += 1


def percentile(times: Sequence[float], percent: int) -> float:
    """The nearest rank: as many percent of them, in their order, are no greater. They are not empty."""
    return times[max(0, -(-len(times) * percent // 100) - 1)]
