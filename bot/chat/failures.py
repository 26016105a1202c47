"""One place for every error that nobody expected: the log gets the traceback, the reader one sentence, the
admins type, place, message and what to do. The same error again is counted in the message that stands there.
"""

from __future__ import annotations

import errno
import logging
import traceback
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from telegram import Bot, Update
from telegram.error import Conflict, NetworkError, TelegramError

from bot.chat.admins import Admins, Told
from bot.chat.beside import Beside
from bot.chat.desk import Desk
from bot.chat.journal import Context
from bot.chat.reply import Reply
from bot.chat.rivals import Rivals
from bot.chat.tally import Tally
from bot.chat.texts import Texts
from bot.chat.views.admin import Alarm, alarm
from bot.chat.views.inline import told
from bot.errors import TookTooLong, WendaError

logger = logging.getLogger(__name__)

QUIET_FOR = 3600.0  # seconds in which the same error is counted and not told again
COUNT_EVERY = 30.0  # seconds between two counts in the same message
MOST_KINDS = 200
OWN = Path(__file__).parent.parent


@dataclass(slots=True)
class Group:
    """The same error, again and again. since: the stopwatch at the first; told: where admins read of it."""

    error: Exception
    since: float
    last: datetime
    count: int = 1
    told: tuple[Told, ...] = ()
    counting: bool = False


class Failures:
    def __init__(
        self, desk: Desk, admins: Admins, beside: Beside, tally: Tally, rivals: Rivals, token: str
    ) -> None:
        self._desk = desk
        self._admins = admins
        self._beside = beside
        self._tally = tally
        self._rivals = rivals
        self._token = token
        self._groups: dict[tuple[str, str], Group] = {}

    async def handle(self, update: object, context: Context) -> None:
        """Log, apologise once, tell the admins; never raises, or it would be called for itself."""
        error = context.error
        if error is None:
            return
        if not isinstance(update, Update) and passing(error):
            logger.warning("no updates for now: %s", self._masked(error))
            return
        if isinstance(error, Conflict) and not isinstance(update, Update):
            logger.warning("no updates for now: %s", self._masked(error))
            if not self._rivals.heard():
                return
        else:
            logger.error("failed: %s", type(error).__name__, exc_info=error)
        self._tally.failed(type(error).__name__)
        if isinstance(update, Update):
            await self._apologise(update, error)
        await self._tell(context.bot, error)

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

    async def _tell(self, bot: Bot, error: Exception) -> None:
        """Tell it, or count it where it was told within the last hour."""
        now, kind = self._desk.clock.stopwatch(), (type(error).__name__, place_of(error))
        group = self._groups.get(kind)
        if group is None or now - group.since >= QUIET_FOR:
            if len(self._groups) >= MOST_KINDS:
                self._groups.clear()
            group = self._groups[kind] = Group(error, now, self._desk.now())
            group.told = await self._admins.tell(bot, partial(self._alarm, group))
            return
        group.count, group.error, group.last = group.count + 1, error, self._desk.now()
        if not group.counting:
            group.counting = True
            self._beside.start(self._count(bot, group), "count")

    async def _count(self, bot: Bot, group: Group) -> None:
        """A little later, so that a row of errors is one edit."""
        await self._desk.clock.sleep(COUNT_EVERY)
        group.counting = False
        await self._admins.tell_again(bot, group.told, partial(self._alarm, group))

    def _alarm(self, group: Group, texts: Texts) -> Reply:
        error = group.error
        shown = Alarm(
            type(error).__name__,
            place_of(error),
            self._masked(error),
            advice_for(error, texts),
            group.count - 1,
            group.last,
        )
        return alarm(shown, texts, self._desk.now())

    def _masked(self, error: Exception) -> str:
        return str(error).replace(self._token, "***")


def passing(error: Exception) -> bool:
    """Whether polling has only lost the net for a while; a second poller is worth an alarm."""
    return isinstance(error, NetworkError) and not isinstance(error, Conflict)


def advice_for(error: Exception, texts: Texts) -> str:
    """What an admin can do about it."""
    if isinstance(error, WendaError) and error.hint:
        return error.hint
    if isinstance(error, Conflict):
        return texts.advice_conflict
    if isinstance(error, MemoryError):
        return texts.advice_memory
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EROFS):
        return texts.advice_disk
    return texts.advice_log


def place_of(error: Exception) -> str:
    """file:line of the innermost own frame, or of the innermost of all."""
    frames = traceback.extract_tb(error.__traceback__)
    own = [frame for frame in frames if OWN in Path(frame.filename).parents]
    frame = next(reversed(own or frames), None)
    return f"{Path(frame.filename).name}:{frame.lineno}" if frame else "?"
