"""Two processes that take the updates of one bot: Telegram tells both, and the one that began later ends.

Each answers what it takes, so nothing is answered twice; but updates come late while both ask for them. Where
one takes over from the other, as when a new version is started, the other is gone before this one gives up.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from random import uniform

from bot.chat.tally import Tally
from bot.errors import WendaError

logger = logging.getLogger(__name__)

NEWCOMER = 60.0  # seconds after its start in which whoever hears of another one takes it to be the older
PATIENCE = (30.0, 45.0)  # seconds until it ends; not the same for two that were started together
ENDS = "another process takes this bot's updates, and goes on; this one ends"
HINT = "run one of them only, or give each a bot of its own; /revoke at @BotFather ends one you cannot find"

Leave = Callable[[WendaError], None]


class Rivalled(WendaError):
    """Another process goes on, and this one ends."""

    def __init__(self) -> None:
        super().__init__(ENDS, hint=HINT)


class Rivals:
    """leave: called once, where this process is the one that ends."""

    def __init__(self, tally: Tally, leave: Leave, *, patience: float | None = None) -> None:
        self._tally, self._leave = tally, leave
        self._patience = patience or uniform(*PATIENCE)
        self._since: float | None = None
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
        if now - self._since >= self._patience and not self._over:
            self._over = True
            self._leave(Rivalled())
        return False
