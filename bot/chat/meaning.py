"""Looks now and then whether questions are understood by meaning; the admins hear once where they are not."""

from __future__ import annotations

import logging
from functools import partial

from telegram import Bot

from bot.chat.admins import Admins
from bot.chat.clock import Clock
from bot.chat.ports import Meanings
from bot.chat.views.admin import meaning_trouble
from bot.errors import WendaError

logger = logging.getLogger(__name__)

LOOK_EVERY = 60.0


class MeaningWatch:
    """Readers notice nothing but other answers, so nobody else would hear of it."""

    def __init__(self, meanings: Meanings, admins: Admins, clock: Clock) -> None:
        self._meanings, self._admins, self._clock = meanings, admins, clock
        self._told = False

    async def watch(self, bot: Bot) -> None:
        while True:
            await self._clock.sleep(LOOK_EVERY)
            try:
                trouble = (await self._meanings.status()).trouble
            except WendaError as error:  # whoever asks a question hears of it
                logger.warning("nothing is known of meaning: %s", error)
                continue
            if trouble and not self._told:
                await self._admins.tell(bot, partial(meaning_trouble, trouble))
            self._told = bool(trouble)
