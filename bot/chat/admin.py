"""What admins do: read the corpus again while readers go on asking, and look at the status."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Message, Update
from telegram.ext import Application

from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.handlers import Conversation
from bot.chat.journal import Context
from bot.chat.menus import set_admin_menu
from bot.chat.ports import Refreshes
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import admin as views
from bot.errors import IndexBusy, WendaError
from bot.search.report import IndexReport, Progress

logger = logging.getLogger(__name__)

EDIT_EVERY = 2.0  # seconds between two edits of the progress


class Admin:
    def __init__(
        self,
        desk: Desk,
        application: Application[Any, Any, Any, Any, Any, Any],
        indexer: Refreshes,
        report: IndexReport | None,
        conversation: Conversation,
    ) -> None:
        self._desk = desk
        self._application = application
        self._indexer = indexer
        self._report = report
        self._conversation = conversation
        self._started = desk.clock.stopwatch()
        self._with_menu: set[int] = set()

    async def seen(self, update: Update, context: Context) -> None:
        """Give an admin who writes for the first time the menu with the admins' commands."""
        admin = update.effective_user
        if admin and admin.id not in self._with_menu:
            self._with_menu.add(admin.id)
            await set_admin_menu(context.bot, admin.id, self._desk.language)

    async def reload_command(self, turn: Turn) -> Outcome:
        if not (turn.admin and turn.private):
            return await self._conversation.unknown(turn)
        return await self.reload(turn.message, turn.texts)

    async def status_command(self, turn: Turn) -> Outcome:
        if not (turn.admin and turn.private):
            return await self._conversation.unknown(turn)
        await self._desk.sender.reply(turn.message, await self._status(turn.texts))
        return Outcome("status")

    async def reload(self, message: Message, texts: Texts) -> Outcome:
        """Start a reload as a task and return; its progress and report edit one message."""
        shown = await self._desk.sender.reply(message, Reply(texts.reload_started))
        if shown:
            self._application.create_task(self._reload(shown, texts), name="reload")
        return Outcome("reload")

    async def refresh(self, message: Message, texts: Texts) -> Outcome:
        await self._desk.sender.edit(message, await self._status(texts))
        return Outcome("status")

    async def _reload(self, shown: Message, texts: Texts) -> None:
        try:
            self._report = await self._refresh(shown, texts)
            last = views.report(self._report, texts)
        except IndexBusy:
            last = Reply(texts.reload_busy)
        except WendaError as error:
            logger.warning("reload failed: %s", error)
            last = views.failure(str(error), error.hint, texts)
        except Exception as error:  # whatever went wrong, the admin must not be left with a progress
            logger.exception("reload failed")
            last = views.failure(f"{type(error).__name__}: {error}", "", texts)
        await self._desk.sender.edit(shown, last)

    async def _refresh(self, shown: Message, texts: Texts) -> IndexReport:
        """Run the reload; meanwhile edit the progress, one edit after the other and not too often."""
        steps: list[Progress] = []  # the newest alone; the indexer may tell it from another thread

        def remember(step: Progress) -> None:
            steps[:] = [step]

        refreshing = asyncio.ensure_future(self._indexer.refresh(remember))
        while not refreshing.done():
            tick = asyncio.ensure_future(self._desk.clock.sleep(EDIT_EVERY))
            await asyncio.wait({refreshing, tick}, return_when=asyncio.FIRST_COMPLETED)
            tick.cancel()
            if steps and not refreshing.done():
                await self._desk.sender.edit(shown, views.progress(steps.pop(), texts))
        return await refreshing

    async def _status(self, texts: Texts) -> Reply:
        problems = len(self._report.problems) if self._report else None
        elapsed = self._desk.clock.stopwatch() - self._started
        running = views.Running(problems, elapsed, self._desk.version)
        return views.status(await self._desk.engine.status(), running, texts, self._desk.now())
