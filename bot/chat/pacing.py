"""How fast: messages to Telegram and questions of one reader.

Telegram allows about one message a second in a chat, twenty a minute in a group and thirty a second
over all chats, tolerates bursts, and answers 429 with a waiting time beyond. The limiter that
python-telegram-bot brings knows no limit for a private chat and stops every chat when one is told to
wait; this one paces each chat by itself and lets only the chat wait that Telegram named.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

from bot.chat.clock import SYSTEM, Clock

logger = logging.getLogger(__name__)

Key = int | str


@dataclass(frozen=True, slots=True)
class Rate:
    """One every `period` seconds, after `burst` at once."""

    period: float
    burst: int


MESSAGES_PER_SECOND = 30  # what Telegram lets a bot send over all chats
PRIVATE = Rate(1.0, 4)
GROUP = Rate(3.1, 12)
READER = Rate(1, 30)
PATIENT = "patient"  # the flow of messages that nobody waits for
OF_ALL = 2 / 3  # and how much of the messages over all chats it may take
MOMENT = 0.001  # seconds that nobody waits for
MOST_TRIES = 3
LONGEST_WAIT = 60.0  # seconds; who is told to wait longer than this gives up
MOST_KEYS = 4096


@dataclass(frozen=True, slots=True)
class Patient:
    """Given with a message that nobody waits for: it leaves only while no other one waits, and is not
    repeated. hand: asked right before the call; where it says False there is none."""

    hand: Callable[[], Awaitable[bool]]


class Withdrawn(Exception):
    """Not to be sent any more, and it was not."""


class Flows:
    """The generic cell rate algorithm over many keys: when the next of each may pass."""

    def __init__(self) -> None:
        self._due: dict[Key, float] = {}

    def reserve(self, key: Key, rate: Rate, now: float) -> float:
        """Take the next place in the flow; the seconds to wait for it."""
        due = max(self._due.get(key, now), now)
        self._due[key] = due + rate.period
        self._forget(now)
        return max(0.0, due - now - rate.period * (rate.burst - 1))

    def allows(self, key: Key, rate: Rate, now: float) -> bool:
        """Take a place only if it is free at once."""
        due = max(self._due.get(key, now), now)
        if due - now > rate.period * (rate.burst - 1):
            return False
        self.reserve(key, rate, now)
        return True

    def behind(self, key: Key, now: float) -> float:
        """Seconds until all that passed has passed at its rate: 0 while the whole burst is free."""
        return max(0.0, self._due.get(key, now) - now)

    def drain(self, key: Key, rate: Rate, until: float) -> None:
        """No burst and no place before `until`."""
        self._due[key] = max(self._due.get(key, until), until + rate.period * (rate.burst - 1))

    def _forget(self, now: float) -> None:
        if len(self._due) > MOST_KEYS:
            self._due = {key: due for key, due in self._due.items() if due > now}


def seconds(error: RetryAfter) -> float:
    """The waiting time of a 429, which the library gives as a number now and as a span of time later."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


class Pacer(BaseRateLimiter[Patient]):
    """Paces every call that names a chat; any call that is told to wait waits and is repeated.

    messages_per_second: over all chats; of these two thirds may leave at once.
    """

    def __init__(self, clock: Clock = SYSTEM, *, messages_per_second: int = MESSAGES_PER_SECOND) -> None:
        self._clock = clock
        self._all_chats = Rate(1 / messages_per_second, max(1, messages_per_second * 2 // 3))
        self._patient = Rate(1 / (messages_per_second * OF_ALL), 1)
        self._flows = Flows()
        self._paused: dict[Key, float] = {}

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Any]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Patient | None,
    ) -> Any:
        """The call's result; `RetryAfter` after three refusals or one of more than a minute. With `Patient`
        it is raised at once, and `Withdrawn` where there was no call."""
        chat = data.get("chat_id")
        if rate_limit_args and chat is not None:
            return await self._patiently(partial(callback, *args, **kwargs), chat, endpoint, rate_limit_args)
        for left in reversed(range(MOST_TRIES)):
            await self._turn(chat, endpoint)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                wait = seconds(error) + 0.1
                self._pause(chat, endpoint, wait)
                if not left or wait > LONGEST_WAIT:
                    raise
                logger.info("told to wait %.1f s with %s", wait, endpoint)
        raise AssertionError("the last try returns or raises")

    async def _patiently(
        self, call: Callable[[], Coroutine[Any, Any, Any]], chat: Key, endpoint: str, patient: Patient
    ) -> Any:
        """Answers have all of their burst at any time. Told to wait, all that is patient does."""
        await self._clock.sleep(self._flows.reserve(PATIENT, self._patient, self._clock.stopwatch()))
        while wait := self._until_free(chat):
            await self._clock.sleep(wait)
        now = self._clock.stopwatch()
        self._flows.reserve(chat, rate_of(chat), now)
        self._flows.reserve("", self._all_chats, now)
        if not await patient.hand():
            raise Withdrawn
        try:
            return await call()
        except RetryAfter as error:
            wait = seconds(error) + 0.1
            self._pause(chat, endpoint, wait)
            self._flows.drain(PATIENT, self._patient, self._clock.stopwatch() + min(wait, LONGEST_WAIT))
            raise

    def _until_free(self, chat: Key) -> float:
        """Seconds until nothing else wants to leave, over all chats and to this one."""
        now = self._clock.stopwatch()
        paused = self._paused.get(chat, now) - now
        wait = max(paused, self._flows.behind("", now), self._flows.behind(chat, now))
        return wait if wait > MOMENT else 0.0

    async def _turn(self, chat: Key | None, endpoint: str) -> None:
        """Wait for a place; anew if Telegram has paused this chat meanwhile."""
        key = endpoint if chat is None else chat
        while True:
            now = self._clock.stopwatch()
            wait = max(0.0, self._paused.get(key, now) - now)
            if chat is not None:
                wait = max(
                    wait,
                    self._flows.reserve(chat, rate_of(chat), now),
                    self._flows.reserve("", self._all_chats, now),
                )
            if wait:
                await self._clock.sleep(wait)
            if self._paused.get(key, 0.0) <= self._clock.stopwatch():
                return

    def _pause(self, chat: Key | None, endpoint: str, wait: float) -> None:
        now = self._clock.stopwatch()
        self._paused = {key: until for key, until in self._paused.items() if until > now}
        self._paused[endpoint if chat is None else chat] = now + wait
        if chat is not None:
            self._flows.drain(chat, rate_of(chat), now + wait)


def rate_of(chat: Key) -> Rate:
    """Groups and channels have negative numbers or names."""
    return PRIVATE if isinstance(chat, int) and chat > 0 else GROUP


class Readers:
    """Who may ask now: thirty at once, then one a second, as fast as Telegram lets the answers out."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._flows = Flows()
        self._told: set[int] = set()

    def may_ask(self, reader: int) -> bool:
        allowed = self._flows.allows(reader, READER, self._clock.stopwatch())
        if allowed:
            self._told.discard(reader)
        return allowed

    def to_be_told(self, reader: int) -> bool:
        """Whether a reader who is too fast has not been told yet; each is told once, then left alone."""
        if reader in self._told:
            return False
        if len(self._told) >= MOST_KEYS:
            self._told.clear()
        self._told.add(reader)
        return True
