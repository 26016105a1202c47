"""Two processes that take the updates of one bot: Telegram tells both, and the one that began later ends.

As soon as it hears of the other it takes no more updates, so that none is answered by both: it only looks now
and then whether the other still does, and leaves to it what it sees. Where it takes over from the other, as
when a new version is started, the other is gone before this one gives up, and it goes on.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from random import uniform

from telegram import Update

from bot.chat.clock import Clock
from bot.chat.tally import Tally
from bot.errors import WendaError

logger = logging.getLogger(__name__)

NEWCOMER = 60.0  # seconds after its start in which whoever hears of another one takes it to be the older
LOOK_EVERY = 5.0  # seconds between two looks
LOOK_FOR = 5  # seconds that a look lasts; whoever takes updates asks again within two
PATIENCE = (25.0, 35.0)  # seconds until it ends; not the same for two that were started together
ENDS = "another process takes this bot's updates, and goes on; this one ends"
HINT = "run one of them only, or give each a bot of its own; /revoke at @BotFather ends one you cannot find"

Leave = Callable[[WendaError], None]


class Rivalled(WendaError):
    """Another process goes on, and this one ends."""

    def __init__(self) -> None:
        super().__init__(ENDS, hint=HINT)


class Rivals:
    """in_doubt: whether updates may be another's. leave: called once, where this process is the one that
    ends."""

    def __init__(self, tally: Tally, clock: Clock, leave: Leave, *, patience: float | None = None) -> None:
        self._tally, self._clock, self._leave = tally, clock, leave
        self.in_doubt = False
        self._seen: int | None = None
        self._patience = patience or uniform(*PATIENCE)
        self._since: float | None = None
        self._doubted = 0.0
        self._over = False

    def heard(self) -> bool:
        """Telegram says that another process asks for updates. Whether this one goes on for good."""
        now = self._tally.up
        if self._since is None:
            self._since = now
            if now < NEWCOMER:
                logger.warning(
                    "another process takes this bot's updates; this one, which began later, ends in %.0f s"
                    " unless that one does",
                    self._patience,
                )
        if self._since >= NEWCOMER:
            return True
        if not self.in_doubt:
            self.in_doubt, self._doubted = True, now
        self._leave_in_time()
        return False

    async def look(self, ask: Callable[[], Awaitable[Sequence[Update]]]) -> None:
        """See whether another process takes updates. ask: for the first one, which stays where it is; it
        raises Conflict where the other asks meanwhile. One that waits since the last look is nobody's, and
        one that is seen for the first time says nothing yet: it may have come since nobody asks."""
        await self._clock.sleep(LOOK_EVERY)
        found = await ask()
        first = found[0].update_id if found else None
        if first is None or first == self._seen:
            logger.info("no other process takes this bot's updates any more; this one goes on")
            self.in_doubt, self._seen = False, None
            return
        if self._seen is not None:  # the one that waited was taken meanwhile
            self._leave_in_time()
        self._seen = first

    def _leave_in_time(self) -> None:
        if self._tally.up - self._doubted >= self._patience and not self._over:
            self._over = True
            self._leave(Rivalled())
