"""Who is an admin of a group, as Telegram says it; remembered for a minute."""

from __future__ import annotations

import logging
from collections import OrderedDict
from typing import NamedTuple

from telegram import Bot, Message
from telegram.constants import ChatMemberStatus
from telegram.error import TelegramError

from bot.chat.clock import SYSTEM, Clock

logger = logging.getLogger(__name__)

KEPT = 60.0  # seconds
MOST = 1000
ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)


class Told(NamedTuple):
    is_admin: bool
    at: float


class Members:
    def __init__(self, clock: Clock = SYSTEM) -> None:
        self._clock = clock
        self._told: OrderedDict[tuple[int, int], Told] = OrderedDict()

    async def wrote_as_admin(self, message: Message) -> bool:
        """Did an admin write it? One who stays anonymous writes as the group itself."""
        if message.sender_chat:
            return message.sender_chat.id == message.chat_id
        reader = message.from_user
        return reader is not None and await self.is_admin(message.get_bot(), message.chat_id, reader.id)

    async def is_admin(self, bot: Bot, chat: int, reader: int) -> bool:
        """False also where Telegram does not tell."""
        now, key = self._clock.stopwatch(), (chat, reader)
        told = self._told.get(key)
        if told and now - told.at < KEPT:
            return told.is_admin
        try:
            member = await bot.get_chat_member(chat, reader)
        except TelegramError as error:
            logger.warning("not told whether somebody is an admin: %s", error)
            return False
        self._told[key] = Told(member.status in ADMINS, now)
        self._told.move_to_end(key)
        if len(self._told) > MOST:
            self._told.popitem(last=False)
        return self._told[key].is_admin
