"""What a running bot does by itself: it reads the posts when it starts, and again when they change.

Readers never hear of it. Admins hear when it fails, once for each kind of failure until it succeeds.
"""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from functools import partial

from telegram import Bot

from bot.chat.admins import Admins
from bot.chat.beside import Beside
from bot.chat.clock import Clock
from bot.chat.reloads import Reloaded, Reloads
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import admin as views
from bot.errors import CorpusError, WendaError
from bot.search.report import Progress

logger = logging.getLogger(__name__)

TELL_EVERY = 5.0  # seconds between two lines of the log about the same phase
LOOK_EVERY = 5.0  # seconds after which a folder that was gone is looked for again

Changes = Callable[[bool], AsyncIterator[None]]
"""Yields whenever posts have changed and come to rest, and ends when a folder is gone or another one;
True: something has changed already. Raises CorpusError where a folder cannot be watched."""


class Upkeep:
    """changes: how to watch the posts; None where nobody wants that."""

    def __init__(
        self, reloads: Reloads, admins: Admins, clock: Clock, *, changes: Changes | None = None
    ) -> None:
        self._reloads = reloads
        self._admins = admins
        self._clock = clock
        self._changes = changes
        self._told: set[str] = set()

    def start(self, bot: Bot, beside: Beside) -> None:
        """Begin, beside the answering."""
        if self._changes:  # first, so that nothing changes unseen
            beside.start(self._watch(bot, self._changes), "watch")
        beside.start(self._reload(bot, fetching=True), "reload")

    async def _watch(self, bot: Bot, changes: Changes) -> None:
        """Reload after each burst of changes; what changes during a reload is told after it."""
        changed = False
        while True:
            try:
                async for _ in changes(changed):
                    await self._reload(bot)
            except CorpusError as error:
                await self._failed(bot, error)
                await self._clock.sleep(LOOK_EVERY)
            changed = True  # unseen: whatever came to the folder before it is watched again

    async def _reload(self, bot: Bot, *, fetching: bool = False) -> None:
        try:
            done = await self._reloads.automatic(LoggedProgress(self._clock), fetching=fetching)
        except WendaError as error:
            await self._failed(bot, error)
        except Exception as error:  # nobody asked, so nobody else would hear of it
            logger.exception("an automatic reload failed")
            await self._failed(bot, error)
        else:
            await self._succeeded(bot, done)

    async def _succeeded(self, bot: Bot, done: Reloaded) -> None:
        report = done.report
        changes = (report.added, report.changed, report.removed)
        logger.info("reloaded: %d articles, %d new, %d changed, %d removed", report.articles, *changes)
        troubles = {f"git {one.trouble}" for one in done.pulls if one.trouble}
        news = troubles - self._told
        self._told = troubles
        if news:
            await self._admins.tell(bot, partial(_report, done))

    async def _failed(self, bot: Bot, error: Exception) -> None:
        logger.warning("an automatic reload failed: %s", error)
        kind = type(error).__name__
        if kind in self._told:
            return
        self._told.add(kind)
        await self._admins.tell(bot, partial(_failure, error))


def _report(done: Reloaded, texts: Texts) -> Reply:
    return views.report(done.report, texts, done.pulls)


def _failure(error: Exception, texts: Texts) -> Reply:
    return views.unattended(views.failure(error, texts), texts)


class LoggedProgress:
    """Progress as lines of the log: the first of a phase, then one every few seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._phase = ""
        self._next = 0.0

    def __call__(self, step: Progress) -> None:
        now = self._clock.stopwatch()
        if step.phase == self._phase and now < self._next:
            return
        self._phase, self._next = step.phase, now + TELL_EVERY
        pace = f", {step.rate:.0f} a second, {step.seconds_left:.0f} s left" if step.seconds_left else ""
        logger.info("reading the posts: %s %d of %s%s", step.phase, step.done, step.total or "?", pace)
