"""Telling the admins something that none of them asked for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from telegram import Bot, User
from telegram.error import TelegramError

from bot.chat.desk import Desk
from bot.chat.place import Place
from bot.chat.reply import Reply
from bot.chat.texts import Texts

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Told:
    """A message that an admin got, by its number."""

    admin: int
    message: int


class Admins:
    """Who they are is set; which language they speak is known once they have written."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._users: dict[int, User] = {}

    def seen(self, admin: User) -> None:
        self._users[admin.id] = admin

    async def tell(self, bot: Bot, view: Callable[[Texts], Reply]) -> tuple[Told, ...]:
        """A message to each, in the language of each: those that stand there now. One that cannot be
        delivered is logged."""
        made = []
        for admin in sorted(self._desk.admin_ids):
            reply = view(self._desk.texts(self._users.get(admin)))
            try:
                if sent := await self._desk.sender.tell(bot, Place(admin), reply):
                    made.append(Told(admin, sent.message_id))
            except TelegramError as refused:
                logger.warning("an admin was not told: %s", type(refused).__name__)
        return tuple(made)

    async def tell_again(self, bot: Bot, told: Iterable[Told], view: Callable[[Texts], Reply]) -> None:
        """Let these messages say something else, as far as they are still there."""
        for one in told:
            reply = view(self._desk.texts(self._users.get(one.admin)))
            try:
                await self._desk.sender.change(bot, one.admin, one.message, reply)
            except TelegramError as refused:
                logger.warning("an admin was not told again: %s", type(refused).__name__)
