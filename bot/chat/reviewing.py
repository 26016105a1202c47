"""What editors look through: what is wrong in the posts, by kinds, and who changed what."""

from __future__ import annotations

from telegram import Message

from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.editor_buttons import AuditPage, Problems, ReviewPress
from bot.chat.reloads import Reloads
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import reviewing as views


class Reviewing:
    def __init__(self, desk: Desk, reloads: Reloads) -> None:
        self._desk, self._reloads = desk, reloads

    async def check(self, turn: Turn) -> Outcome:
        """The problems of the last reading, the commonest kind first."""
        await self._desk.sender.reply(turn.message, self._problems("", 1, turn.texts))
        return Outcome("check", len(self._reloads.last.problems) if self._reloads.last else 0)

    async def audit(self, turn: Turn) -> Outcome:
        """What admins did and others were refused, the newest first."""
        await self._desk.sender.reply(turn.message, await self._acts(1, turn.texts))
        return Outcome("audit")

    async def pressed(self, press: ReviewPress, message: Message, texts: Texts) -> Outcome:
        """Another page, in the same message."""
        match press:
            case Problems(kind, page):
                told = self._problems(kind, page, texts)
            case AuditPage(page):
                told = await self._acts(page, texts)
        await self._desk.sender.edit(message, told)
        return Outcome(type(press).__name__.lower())

    def _problems(self, kind: str, page: int, texts: Texts) -> Reply:
        if self._reloads.last is None:
            return Reply(texts.check_unread)
        return views.problems(self._reloads.last.problems, kind, page, texts)

    async def _acts(self, page: int, texts: Texts) -> Reply:
        offset = (page - 1) * views.ACTS_A_PAGE
        acts, total = await self._desk.state.audit.newest(limit=views.ACTS_A_PAGE, offset=offset)
        return views.acts(acts, total, page, texts, self._desk.timezone)
