"""Sends the broadcast that is under way, a few readers at a time, and tells the admin how far it is.

Answers and everything else come first: each message leaves while the way to Telegram is free. A broadcast
that a restart interrupted goes on by itself.
"""

from __future__ import annotations

import asyncio
import logging
from functools import partial
from typing import Any
from uuid import uuid4

from telegram import Bot
from telegram.ext import ExtBot

from bot.chat.desk import Desk
from bot.chat.place import Place
from bot.chat.texts import texts_for
from bot.chat.views import broadcast as views
from bot.errors import WendaError
from bot.state.broadcasts import GOING, Broadcast

logger = logging.getLogger(__name__)

TICK = 10.0  # seconds between two looks at whether one is under way
AT_ONCE = 24
SIDE_BY_SIDE = 8
EDIT_EVERY = 5.0  # seconds between two edits of the progress
END = 10.0  # seconds that the last messages may take when the bot stops


class Mailing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._holder = uuid4().hex
        self._told = (0, 0.0)  # which broadcast's progress, and when
        self._stopped = False
        self._work: asyncio.Task[None] | None = None

    def start(self, bot: Bot) -> None:
        """Look now and then, for as long as the event loop runs or until it is stopped."""
        if not self._stopped:
            self.wake(bot)
            self._desk.clock.later(TICK, partial(self.start, bot))

    def wake(self, bot: Bot) -> None:
        """Look now, unless that is being done."""
        if not self._stopped and (self._work is None or self._work.done()) and isinstance(bot, ExtBot):
            self._work = asyncio.get_running_loop().create_task(self._looked(bot), name="broadcast")

    async def stop(self) -> None:
        """What was begun is finished, unless that takes too long; with the rest others may go on."""
        self._stopped = True
        if self._work:
            await asyncio.wait([self._work], timeout=END)
        try:
            await self._desk.state.broadcasts.release(self._holder)
        except WendaError as error:
            logger.info("a broadcast goes on later: %s", error)

    async def _looked(self, bot: ExtBot[Any]) -> None:
        try:
            await self.once(bot)
        except WendaError as error:  # told where it happened
            logger.info("a broadcast waits: %s", error)
        except Exception:  # nobody asked, so nobody else would hear of it
            logger.exception("a broadcast failed, and goes on in a while")

    async def once(self, bot: ExtBot[Any]) -> None:
        """Send what may be sent now."""
        kept = self._desk.state.broadcasts
        while not self._stopped and (going := await kept.claim(bot.id, self._holder)):
            few = await kept.few(going, most=AT_ONCE)
            if few:
                await self._tell(bot, going)
                await self._send_few(bot, going, few)
            elif going.state == GOING and await kept.waiting(going):
                return
            else:
                await self._end(bot, going)

    async def _send_few(self, bot: ExtBot[Any], going: Broadcast, few: tuple[tuple[int, str], ...]) -> None:
        lanes = asyncio.Semaphore(SIDE_BY_SIDE)

        async def send(reader: int, language: str) -> None:
            async with lanes:
                await self._send(bot, going, reader, language)

        done = await asyncio.gather(*(send(*one) for one in few), return_exceptions=True)
        for error in filter(None, done):
            raise error

    async def _send(self, bot: ExtBot[Any], going: Broadcast, reader: int, language: str) -> None:
        if self._stopped:
            return
        state = self._desk.state
        reply = views.letter(going.text, bot.first_name, texts_for(language, self._desk.language))
        hand = partial(state.broadcasts.hand, going, reader)
        delivery = await self._desk.sender.deliver(bot, Place(reader), reply, hand)
        match delivery.fate:
            case "sent" | "unknown":
                await state.broadcasts.done(going, reader, delivery.fate)
            case "again":
                await state.broadcasts.again(going, reader, wait=int(delivery.wait) + 1)
            case "gone":
                await state.broadcasts.done(going, reader, "gone")
                await state.readers.leave(bot.id, reader)
                await state.alerts.leave(bot.id, reader)

    async def _tell(self, bot: ExtBot[Any], going: Broadcast) -> None:
        """How far it is, now and then."""
        now = self._desk.clock.stopwatch()
        which, at = self._told
        if which != going.id or now - at >= EDIT_EVERY:
            self._told = (going.id, now)
            texts = texts_for(going.language, self._desk.language)
            await self._desk.sender.change(bot, going.admin, going.shown, views.progress(going, texts))

    async def _end(self, bot: ExtBot[Any], going: Broadcast) -> None:
        ended = await self._desk.state.broadcasts.finish(going)
        counted = f"sent={ended.sent} gone={ended.gone} unknown={ended.unknown} left={ended.left}"
        self._desk.state.audit.note(ended.admin, "broadcast:ended", counted)
        texts = texts_for(ended.language, self._desk.language)
        await self._desk.sender.change(bot, ended.admin, ended.shown, views.report(ended, texts))
