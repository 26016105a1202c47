"""/settings in a group: its admins choose the categories that answer there, and hours without answers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Any

from telegram import CallbackQuery, Message, Update

from bot.chat.callbacks import digest
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.group_buttons import (
    ChooseCategories,
    ChooseHours,
    GroupPress,
    Overview,
    SetAll,
    SetCategory,
    SetNoQuiet,
    SetQuiet,
)
from bot.chat.handlers import CATEGORIES_A_PAGE, QUIET
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.group_settings import choose_categories, choose_hours, overview
from bot.errors import StateError
from bot.state.groups import MOST_CATEGORIES, GroupSettings, Quiet
from bot.state.state import State

SHOWN = Outcome("settings")
CHANGED = Outcome("settings:changed")
REFUSED = Outcome("settings:refused")


async def follow(state: State, before: int, now: int) -> None:
    """What a group has set goes with it to its new number; of what stands in the way the database tells."""
    with suppress(StateError):
        await state.groups.moved(before, now)
        await state.alerts.moved(before, now)


class Governing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def settings(self, turn: Turn) -> Outcome:
        """What is set, or, with a text, the categories that answer to it. In quiet hours only admins hear."""
        if turn.private:
            return await self._told(turn, turn.texts.settings_in_groups)
        if not await self._desk.members.wrote_as_admin(turn.message):
            return QUIET if turn.quiet else await self._told(turn, turn.texts.settings_admins)
        settings = await self._desk.state.groups.settings_of(turn.message.chat_id)
        show: GroupPress = ChooseCategories(1) if turn.text else Overview()
        await self._desk.sender.reply(turn.message, await self._view(settings, show, turn.text, turn.texts))
        return SHOWN

    async def pressed(self, query: CallbackQuery, message: Message, press: GroupPress, asked: str) -> Outcome:
        """Whoever presses must be an admin of the group now, in which the message stands.

        asked: the text that categories were searched for, "" for all.
        """
        texts, chat = self._desk.texts(query.from_user), message.chat_id
        if chat > 0 or not await self._desk.members.is_admin(message.get_bot(), chat, query.from_user.id):
            return await self._refuse(query, texts.settings_admins)
        before = await self._desk.state.groups.settings_of(chat)
        after = await self._changed(before, press)
        if after is None:
            return await self._refuse(query, texts.bad_button)
        if len(after.categories) > MOST_CATEGORIES:
            return await self._refuse(query, texts.settings_too_many.format(most=MOST_CATEGORIES))
        if after != before:
            await self._desk.state.groups.change(chat, after)
        await self._desk.sender.answer(query)
        await self._desk.sender.edit(message, await self._view(after, press, asked, texts))
        return CHANGED if after != before else SHOWN

    async def migrated(self, update: Update, context: Any) -> None:
        """A group became a supergroup, which has another number; either of them tells."""
        if message := update.message:
            before = message.migrate_from_chat_id or message.chat_id
            await follow(self._desk.state, before, message.migrate_to_chat_id or message.chat_id)

    async def _changed(self, before: GroupSettings, press: GroupPress) -> GroupSettings | None:
        """None where there is no such category."""
        match press:
            case SetCategory(wanted, chosen):
                kept = frozenset(one for one in before.categories if digest(one) != wanted)
                if not chosen:
                    return replace(before, categories=kept)
                category = await self._desk.category(wanted)
                return replace(before, categories=kept | {category.slug}) if category else None
            case SetAll():
                return replace(before, categories=frozenset())
            case SetQuiet(since, until):
                return replace(before, quiet=Quiet(since, until))
            case SetNoQuiet():
                return replace(before, quiet=None)
        return before

    async def _view(self, settings: GroupSettings, press: GroupPress, asked: str, texts: Texts) -> Reply:
        """What is shown after a press."""
        match press:
            case ChooseCategories(page) | SetCategory(_, _, page) | SetAll(page) if page:
                offered = await self._desk.answerer.categories(text=asked, page=page, size=CATEGORIES_A_PAGE)
                return choose_categories(settings, offered, texts)
            case ChooseHours(since):
                return choose_hours(settings, since, texts)
        known = await self._desk.engine.categories() if settings.categories else ()
        return overview(settings, {one.category.slug: one.category.name for one in known}, texts)

    async def _told(self, turn: Turn, what: str) -> Outcome:
        await self._desk.sender.reply(turn.message, Reply(what))
        return REFUSED

    async def _refuse(self, query: CallbackQuery, why: str) -> Outcome:
        await self._desk.sender.answer(query, why)
        return REFUSED
