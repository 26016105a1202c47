"""Around every handler: nothing twice, no backlog, nobody too fast, each in turn, one log line.

The line says what kind of update, its outcome, hits and milliseconds; never what was asked or by whom.
"""

from __future__ import annotations

import logging
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from telegram import Bot, CallbackQuery, InlineQuery, Message, Update
from telegram.ext import ApplicationHandlerStop, CallbackContext

from bot.chat.backlog import Backlog
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.inline import Inline
from bot.chat.pacing import Readers
from bot.chat.reply import Reply
from bot.chat.tally import Tally
from bot.chat.turns import Turns
from bot.errors import IndexMissing, IndexStale, StateError

logger = logging.getLogger(__name__)

Context = CallbackContext[Any, Any, Any, Any]
Callback = Callable[[Update, Context], Coroutine[Any, Any, None]]
MOST_SEEN = 2000
TOO_FAST = Outcome("too_fast")
SUPERSEDED = Outcome("superseded")
QUIET_HOURS = Outcome("quiet_hours")
NOT_READY = Outcome("not_ready")
NOT_STORED = Outcome("not_stored")
UNREADY = (IndexMissing, IndexStale)  # the first reload makes an index that can be read


class Journal:
    def __init__(self, desk: Desk, tally: Tally) -> None:
        self._desk, self._tally = desk, tally
        self._readers = Readers(desk.clock)
        self._backlog = Backlog(desk.clock)
        self._turns = Turns()
        self._seen: OrderedDict[str, None] = OrderedDict()
        self._typed: OrderedDict[int, str] = OrderedDict()

    async def once(self, update: Update, context: Context) -> None:
        """Stop an update that came before, and all but the first item of an album."""
        albums = update.message.media_group_id if update.message else None
        for key in (key_of(update.update_id), f"album {albums}" if albums else ""):
            if key and key in self._seen:
                raise ApplicationHandlerStop
            if key:
                self._seen[key] = None
        if reader := update.effective_user:
            self._tally.seen(reader.id)
        while len(self._seen) > MOST_SEEN:
            self._seen.popitem(last=False)

    async def recall(self, bot: Bot) -> None:
        """Know again, after a restart, which updates were dealt with before."""
        try:
            for update in await self._desk.state.updates.recent(bot.id):
                self._seen[key_of(update)] = None
        except StateError:  # told where it happened; at worst a question is answered twice
            logger.info("not known which updates were dealt with before")

    async def done(self, update: Update, context: Context) -> None:
        """The last of all handlers: whatever became of an update, it was dealt with."""
        self._desk.state.updates.note(context.bot.id, update.update_id)

    def message(
        self, kind: str, work: Callable[[Turn], Awaitable[Outcome]], *, always: bool = False
    ) -> Callback:
        """A handler of messages; always: also in a group's quiet hours."""

        async def handle(update: Update, context: Context) -> None:
            if message := update.message or update.edited_message:
                turn = await self._desk.turn(message, context.bot.username)
                await self._measured(kind, self._paced(turn, work, always=always))

        return handle

    def press(self, kind: str, work: Callable[[CallbackQuery], Awaitable[Outcome]]) -> Callback:
        """A handler of pressed buttons."""

        async def handle(update: Update, context: Context) -> None:
            if query := update.callback_query:
                await self._measured(kind, self._paced_press(query, work))

        return handle

    def inline(self, kind: str, inline: Inline) -> Callback:
        """A handler of inline queries."""

        async def handle(update: Update, context: Context) -> None:
            if query := update.inline_query:
                await self._measured(kind, self._paced_inline(query, inline))

        return handle

    async def _paced_inline(self, query: InlineQuery, inline: Inline) -> Outcome:
        """Of the queries of a reader who types on, those that still wait are given up for the newest."""
        reader, texts = query.from_user.id, self._desk.texts(query.from_user)
        if not self._readers.may_ask(reader):
            await inline.refused(query, texts.too_fast)
            return TOO_FAST
        self._typed[reader] = query.id
        self._typed.move_to_end(reader)
        if len(self._typed) > MOST_SEEN:
            self._typed.popitem(last=False)
        try:
            async with self._turns.of(reader):
                if self._typed.get(reader, query.id) != query.id:
                    return await inline.superseded(query)
                return await inline.asked(query)
        except UNREADY:
            await inline.refused(query, texts.not_ready)
            return NOT_READY

    async def _paced(
        self, turn: Turn, work: Callable[[Turn], Awaitable[Outcome]], *, always: bool
    ) -> Outcome:
        if turn.quiet and not always:
            return QUIET_HOURS
        if await self._backlog.is_superseded(turn.message):
            return SUPERSEDED
        reader = turn.reader.id if turn.reader else turn.message.chat_id
        if self._readers.may_ask(reader):
            try:
                async with self._turns.of(turn.message.chat_id):
                    return await work(turn)
            except UNREADY:
                await self._desk.sender.reply(turn.message, Reply(turn.texts.not_ready))
                return NOT_READY
            except StateError:
                await self._desk.sender.reply(turn.message, Reply(turn.texts.not_stored))
                return NOT_STORED
        if self._readers.to_be_told(reader) and not turn.quiet:
            await self._desk.sender.reply(turn.message, Reply(turn.texts.too_fast))
        return TOO_FAST

    async def _paced_press(
        self, query: CallbackQuery, work: Callable[[CallbackQuery], Awaitable[Outcome]]
    ) -> Outcome:
        if self._readers.may_ask(query.from_user.id):
            chat = query.message.chat.id if query.message else query.from_user.id
            try:
                async with self._turns.of(chat):
                    return await work(query)
            except UNREADY:  # the query was answered before the work began
                if isinstance(query.message, Message):
                    told = Reply(self._desk.texts(query.from_user).not_ready)
                    await self._desk.sender.reply(query.message, told)
                return NOT_READY
            except StateError:  # and here it was not
                await self._desk.sender.answer(query, self._desk.texts(query.from_user).not_stored)
                return NOT_STORED
        await self._desk.sender.answer(query, self._desk.texts(query.from_user).too_fast)
        return TOO_FAST

    async def _measured(self, kind: str, work: Awaitable[Outcome]) -> None:
        started = self._desk.clock.stopwatch()
        outcome = Outcome("failed")
        try:
            with self._tally.task():
                outcome = await work
        finally:
            took = self._desk.clock.stopwatch() - started
            self._tally.ended(kind, outcome.result, took)
            logger.info("kind=%s outcome=%s hits=%d ms=%.0f", kind, outcome.result, outcome.hits, took * 1000)


def key_of(update: int) -> str:
    return f"update {update}"
