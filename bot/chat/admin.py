"""What admins do: read the corpus again while readers go on asking, go back a generation, see the status."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from telegram import Message, Update

from bot.chat.admins import Admins
from bot.chat.beside import Beside
from bot.chat.callbacks import AdminPress, Insist, Overrule, Refresh, Reload, Rollback, Statistics
from bot.chat.counting import Counts, span_of
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.handlers import Conversation
from bot.chat.journal import Context
from bot.chat.menus import set_admin_menu
from bot.chat.ports import Meanings
from bot.chat.reloads import Reloaded, Reloads
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import admin as views
from bot.chat.views import status as standing
from bot.chat.vitals import Vitals
from bot.errors import IndexBusy, WendaError
from bot.search.meaning.progress import MeaningStatus
from bot.search.report import Progress

logger = logging.getLogger(__name__)

EDIT_EVERY = 2.0  # seconds between two edits of the progress

AT_ONCE = "now"  # behind /reload


class Admin:
    def __init__(
        self,
        desk: Desk,
        beside: Beside,
        reloads: Reloads,
        admins: Admins,
        conversation: Conversation,
        vitals: Vitals,
        meanings: Meanings | None = None,
    ) -> None:
        self._desk = desk
        self._beside = beside
        self._reloads = reloads
        self._admins = admins
        self._conversation = conversation
        self._vitals = vitals
        self._counts = Counts(desk, vitals.tally)
        self._meanings = meanings
        self._with_menu: set[int] = set()

    async def seen(self, update: Update, context: Context) -> None:
        """Give an admin who writes for the first time the menu with the admins' commands."""
        admin = update.effective_user
        if admin:
            self._admins.seen(admin)
        if admin and admin.id not in self._with_menu:
            self._with_menu.add(admin.id)
            await set_admin_menu(context.bot, admin.id, self._desk.language)

    def only(self, work: Callable[[Turn], Awaitable[Outcome]]) -> Callable[[Turn], Awaitable[Outcome]]:
        """A command for admins in private; to all others there is no such command."""

        async def guarded(turn: Turn) -> Outcome:
            self._audit(work.__name__, turn)
            return await (work if turn.admin and turn.private else self._conversation.unknown)(turn)

        return guarded

    def _audit(self, command: str, turn: Turn) -> None:
        """Write down what somebody tried who may not."""
        if not turn.admin:
            self._desk.state.audit.note(0, f"/{command}")

    async def reload(self, turn: Turn) -> Outcome:
        """Say what a reload would find, with a button that does it; `/reload now` does it at once."""
        if turn.text.casefold() == AT_ONCE:
            if turn.reader:
                self._desk.state.audit.note(turn.reader.id, "/reload")
            return await self._start_reload(turn.message, turn.texts)
        shown = await self._desk.sender.reply(turn.message, Reply(turn.texts.outlook_started))
        if shown:
            self._beside.start(self._look_ahead(shown, turn.texts), "outlook")
        return Outcome("outlook")

    async def _look_ahead(self, shown: Message, texts: Texts) -> None:
        try:
            told = views.outlook(*await self._reloads.outlook(), texts)
        except IndexBusy:
            told = Reply(texts.reload_busy)
        except WendaError as error:
            logger.warning("no outlook: %s", error)
            told = views.failure(error, texts)
        await self._desk.sender.edit(shown, told)

    async def rollback(self, turn: Turn) -> Outcome:
        """Say what going back would mean, with a button that does it."""
        await self._desk.sender.reply(turn.message, await self._way_back(turn.texts))
        return Outcome("rollback")

    async def status(self, turn: Turn) -> Outcome:
        await self._desk.sender.reply(turn.message, await self._status(turn.texts))
        return Outcome("status")

    async def stats(self, turn: Turn) -> Outcome:
        """/stats 30d: what was asked in the last days."""
        await self._desk.sender.reply(turn.message, await self._counts.shown(span_of(turn.text), turn.texts))
        return Outcome("stats")

    async def pressed(self, press: AdminPress, message: Message, texts: Texts) -> Outcome:
        """A button under an admin's message, in private."""
        match press:
            case Reload():
                return await self._start_reload(message, texts)
            case Insist():
                return await self._start_reload(message, texts, rebuild=True, tried=False)
            case Overrule():
                return await self._start_reload(message, texts, tried=False)
            case Rollback(generation):
                return await self._go_back(message, texts, generation)
            case Refresh():
                await self._desk.sender.edit(message, await self._status(texts))
                return Outcome("status")
            case Statistics(days):
                await self._desk.sender.edit(message, await self._counts.shown(days, texts))
                return Outcome("stats")

    async def _start_reload(
        self, message: Message, texts: Texts, *, rebuild: bool = False, tried: bool = True
    ) -> Outcome:
        """Start a reload as a task and return; its progress and report edit one message."""
        shown = await self._desk.sender.reply(message, Reply(texts.reload_started))
        if shown:
            self._beside.start(self._reload(shown, texts, rebuild=rebuild, tried=tried), "reload")
        return Outcome("insist" if rebuild else "reload")

    async def _reload(self, shown: Message, texts: Texts, *, rebuild: bool, tried: bool) -> None:
        try:
            done = await self._refresh(shown, texts, rebuild=rebuild, tried=tried)
            last = views.report(done.report, texts, done.pulls)
        except IndexBusy:
            last = Reply(texts.reload_busy)
        except WendaError as error:
            logger.warning("reload failed: %s", error)
            last = views.failure(error, texts)
        except Exception as error:  # whatever went wrong, the admin must not be left with a progress
            logger.exception("reload failed")
            last = views.failure(error, texts)
        await self._desk.sender.edit(shown, last)

    async def _refresh(self, shown: Message, texts: Texts, *, rebuild: bool, tried: bool) -> Reloaded:
        """Run the reload; meanwhile edit the progress, one edit after the other and not too often."""
        steps: list[Progress] = []  # the newest alone; the indexer may tell it from another thread

        def remember(step: Progress) -> None:
            steps[:] = [step]

        reloading = asyncio.ensure_future(self._reloads.asked(remember, rebuild=rebuild, tried=tried))
        while not reloading.done():
            tick = asyncio.ensure_future(self._desk.clock.sleep(EDIT_EVERY))
            await asyncio.wait({reloading, tick}, return_when=asyncio.FIRST_COMPLETED)
            tick.cancel()
            if steps and not reloading.done():
                await self._desk.sender.edit(shown, views.progress(steps.pop(), texts))
        return await reloading

    async def _way_back(self, texts: Texts) -> Reply:
        index = await self._desk.engine.status()
        before = await self._desk.engine.at(index.previous) if index.previous else None
        return views.way_back(index, (await before.status()).documents if before else None, texts)

    async def _go_back(self, message: Message, texts: Texts, generation: str) -> Outcome:
        """Go back, if that still means what the button says."""
        try:
            if (await self._desk.engine.status()).previous != generation:
                told = Reply(texts.rollback_changed)
            else:
                told = views.gone_back(await self._reloads.rollback(), texts)
        except IndexBusy:
            told = Reply(texts.reload_busy)
        except WendaError as error:
            logger.warning("rollback failed: %s", error)
            told = views.failure(error, texts)
        await self._desk.sender.edit(message, told)
        return Outcome("rolled_back")

    async def _status(self, texts: Texts) -> Reply:
        now, tally = self._desk.now(), self._vitals.tally
        running = standing.Running(
            len(self._reloads.last.problems) if self._reloads.last else None,
            tally.up,
            self._desk.version,
            tally.last_hour,
            tuple(tally.hours),
            await self._vitals.snapshot(),
        )
        index, meaning = await self._desk.engine.status(), await self._meaning()
        chart = standing.chart(running, texts, now)
        picture = await self._desk.answerer.draw(chart) if chart else b""
        return standing.status(index, running, texts, now, meaning, picture=picture)

    async def _meaning(self) -> MeaningStatus | None:
        try:
            return await self._meanings.status() if self._meanings else None
        except WendaError as error:  # the rest is worth telling all the more
            logger.warning("nothing is known of meaning: %s", error)
            return None
