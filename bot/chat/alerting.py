"""Finds what alerts shall tell of after every change of the index, and tells it when it is due.

Answers come first: what is looked for goes to the answering process a few topics at a time, with as long a
rest between them as they took, and messages leave only while the way to Telegram is free.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from telegram.ext import ExtBot

from bot.answers.topics import Kind, Topic
from bot.chat.desk import Desk
from bot.chat.place import Place
from bot.chat.texts import texts_for
from bot.chat.views import alerts as views
from bot.errors import TookTooLong, WendaError
from bot.state.outbox import Parcel
from bot.state.seen import RECENT

logger = logging.getLogger(__name__)

TICK = 10.0  # seconds between two looks at what is new and what is due
LOOK_AGAIN = 600.0  # and at the articles of a generation that was looked at before
TOPICS_AT_ONCE = 3
PARCELS_AT_ONCE = 24
SIDE_BY_SIDE = 8
END = 10.0  # seconds that the last messages may take when the bot stops


class Alerting:
    def __init__(self, desk: Desk, *, side_by_side: int = SIDE_BY_SIDE) -> None:
        """side_by_side: messages on their way at once."""
        self._desk = desk
        self._side_by_side = side_by_side
        self._holder = uuid4().hex
        self._version, self._look_at = "", 0.0
        self._stopped = False
        self._work: asyncio.Task[None] | None = None

    def start(self, bot: ExtBot[Any]) -> None:
        """Look now and then, for as long as the event loop runs or until it is stopped."""
        if not self._stopped:
            self._work = asyncio.get_running_loop().create_task(self._looked(bot), name="alerts")

    async def stop(self) -> None:
        """What was begun is finished, unless that takes too long; what was not begun others may have."""
        self._stopped = True
        if self._work:
            await asyncio.wait([self._work], timeout=END)
        try:
            await self._desk.state.outbox.release(self._holder)
        except WendaError as error:
            logger.info("alerts that were not begun wait: %s", error)

    async def _looked(self, bot: ExtBot[Any]) -> None:
        try:
            await self.once(bot)
        except WendaError as error:  # no index yet, or no database, which was told where it happened
            logger.info("alerts wait: %s", error)
        except Exception:  # nobody asked, so nobody else would hear of it
            logger.exception("alerts failed")
        self._desk.clock.later(TICK, partial(self.start, bot))

    async def once(self, bot: ExtBot[Any]) -> None:
        """Find what is new, and send what is due."""
        await self._find(bot.id)
        await self._send_all(bot)

    async def _find(self, bot: int) -> None:
        version, now = (await self._desk.engine.status()).version, self._desk.clock.stopwatch()
        if version == self._version and now < self._look_at:
            return
        state, since = self._desk.state, self._desk.now() - timedelta(seconds=RECENT)
        known = await state.seen.known(bot)
        first = known is None
        while not self._stopped:
            fresh = (await self._desk.answerer.fresh(known or frozenset(), since)).articles
            if fresh and not first:
                await self._match(bot, [key for key, _ in fresh], min(date for _, date in fresh))
            if fresh or first:
                await state.seen.note(bot, dict(fresh))
            known = (known or frozenset()).union(key for key, _ in fresh)
            if not fresh:
                self._version, self._look_at = version, now + LOOK_AGAIN
                return

    async def _match(self, bot: int, ids: Sequence[str], since: datetime) -> None:
        """Each topic once, however many ask for it."""
        wanted = await self._desk.state.outbox.wanted(bot)
        for at in range(0, len(wanted), TOPICS_AT_ONCE):
            few = wanted[at : at + TOPICS_AT_ONCE]
            started = self._desk.clock.stopwatch()
            topics = [Topic(kind_of(kind), what) for kind, what in few]
            found = await self._matched(topics, ids, since)
            matched = {one: articles for one, articles in zip(few, found, strict=True) if articles}
            await self._desk.state.outbox.deposit(bot, matched, self._desk.timezone)
            await self._desk.clock.sleep(self._desk.clock.stopwatch() - started)

    async def _matched(
        self, topics: Sequence[Topic], ids: Sequence[str], since: datetime
    ) -> Sequence[tuple[str, ...]]:
        """A topic that takes too long, which ends the process that answers, is left out and not asked again
        of these articles."""
        try:
            return await self._desk.answerer.matching(topics, ids, since)
        except TookTooLong as error:
            if len(topics) > 1:
                return [one for topic in topics for one in await self._matched([topic], ids, since)]
            logger.warning("an alert is left out: %s", error)
            return ((),)

    async def _send_all(self, bot: ExtBot[Any]) -> None:
        outbox, zone = self._desk.state.outbox, self._desk.timezone
        lanes = asyncio.Semaphore(self._side_by_side)

        async def send(parcel: Parcel) -> None:
            async with lanes:
                await self._send(bot, parcel)

        while not self._stopped:
            parcels = await outbox.claim(bot.id, self._holder, zone, most=PARCELS_AT_ONCE)
            if not parcels:
                return
            done = await asyncio.gather(*map(send, parcels), return_exceptions=True)
            for error in filter(None, done):
                raise error

    async def _send(self, bot: ExtBot[Any], parcel: Parcel) -> None:
        if self._stopped:
            return
        state, zone, alert = self._desk.state, self._desk.timezone, parcel.alert
        hand = partial(state.outbox.hand, parcel, self._holder, zone)
        articles = await self._desk.answerer.articles(parcel.articles)
        chosen = (await state.groups.settings_of(alert.chat)).categories if alert.chat < 0 else frozenset()
        told = [one for one in articles if not chosen or one.category.slug in chosen]
        if not told:  # gone again, or of categories that do not answer there
            if await hand():
                await state.outbox.sent(parcel, None, zone)
            return
        told.sort(key=lambda one: one.date, reverse=True)
        texts = texts_for(alert.language, self._desk.language)
        reply = views.alert(alert, told, parcel.more, texts, self._desk.now())
        delivery = await self._desk.sender.deliver(bot, Place(alert.chat, alert.thread), reply, hand)
        match delivery.fate:
            case "sent" | "unknown":
                await state.outbox.sent(parcel, delivery.message, zone)
            case "again":
                await state.outbox.again(parcel, zone, wait=int(delivery.wait) + 1)
            case "gone":
                gone = await state.alerts.leave(bot.id, alert.chat)
                await state.readers.leave(bot.id, alert.chat)
                logger.info("a chat is gone, and %d alerts with it", gone)


def kind_of(kind: str) -> Kind:
    """The kind of topic that a row of the database is about."""
    return "security" if kind == "security" else "category" if kind == "category" else "question"
