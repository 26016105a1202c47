"""One place for every error that nobody expected: the log gets the traceback, the reader one sentence,
the admins type, place and message, the same error at most once a minute."""

from __future__ import annotations

import logging
import traceback
from functools import partial
from pathlib import Path

from telegram import Update
from telegram.error import Conflict, NetworkError, TelegramError

from bot.chat.admins import Admins
from bot.chat.desk import Desk
from bot.chat.journal import Context
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.admin import alarm
from bot.chat.views.inline import told
from bot.errors import TookTooLong

logger = logging.getLogger(__name__)

QUIET_FOR = 60.0  # seconds in which the same error is not told again
MOST_KINDS = 200
OWN = Path(__file__).parent.parent


class Failures:
    def __init__(self, desk: Desk, admins: Admins, token: str) -> None:
        self._desk = desk
        self._admins = admins
        self._token = token
        self._told: dict[tuple[str, str], float] = {}

    async def handle(self, update: object, context: Context) -> None:
        """Log, apologise once, tell the admins; never raises, or it would be called for itself."""
        error = context.error
        if error is None:
            return
        if not isinstance(update, Update) and passing(error):
            logger.warning("no updates for now: %s", self._masked(error))
            return
        logger.error("failed: %s", type(error).__name__, exc_info=error)
        if isinstance(update, Update):
            await self._apologise(update, error)
        if self._is_news(error):
            await self._admins.tell(context.bot, partial(self._alarm, error))

    async def _apologise(self, update: Update, error: Exception) -> None:
        texts = self._desk.texts(update.effective_user)
        said = texts.took_too_long if isinstance(error, TookTooLong) else texts.failure
        try:
            if update.inline_query:
                await self._desk.sender.offer(update.inline_query, told(said), seconds=0, personal=True)
            elif message := update.effective_message:
                await self._desk.sender.reply(message, Reply(said))
        except TelegramError as error:
            logger.warning("no apology: %s", self._masked(error))

    def _alarm(self, error: Exception, texts: Texts) -> Reply:
        return alarm(type(error).__name__, place_of(error), self._masked(error), texts)

    def _is_news(self, error: Exception) -> bool:
        now = self._desk.clock.stopwatch()
        kind = (type(error).__name__, place_of(error))
        if now - self._told.get(kind, now - QUIET_FOR) < QUIET_FOR:
            return False
        if len(self._told) >= MOST_KINDS:
            self._told.clear()
        self._told[kind] = now
        return True

    def _masked(self, error: Exception) -> str:
        return str(error).replace(self._token, "***")


def passing(error: Exception) -> bool:
    """Whether polling has only lost the net for a while; a second poller is worth an alarm."""
    return isinstance(error, NetworkError) and not isinstance(error, Conflict)


def place_of(error: Exception) -> str:
    """file:line of the innermost own frame, or of the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if OWN in Path(frame.filename).parents]
    frame = next(reversed(own or frames), None)
    return f"{Path(frame.filename).name}:{frame.lineno}" if frame else "?"
