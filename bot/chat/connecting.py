"""The connection to the Bot API: how many calls at once, and how updates are asked for."""

from __future__ import annotations

from functools import partial
from typing import Any

from telegram import Update
from telegram.ext import ApplicationBuilder, ExtBot
from telegram.request import BaseRequest

from bot.chat.lanes import connections
from bot.chat.pacing import Pacer
from bot.chat.rivals import LOOK_FOR, Rivals
from bot.chat.tally import Tally
from bot.chat.watched import Watched

READ_TIMEOUT = 20.0
CONNECT_TIMEOUT = 10.0
CONNECTIONS = 16  # calls under way at once: 100 a second where each takes 160 ms
UPDATES_AT_ONCE = 40
TELEGRAM = "https://api.telegram.org"


class FewAtOnce(ExtBot[Any]):
    """Takes as many waiting updates at once as are parsed in three milliseconds or so; the next
    call brings the others. A hundred, which Telegram gives unasked, would hold the loop for ten."""

    def __init__(self, *arguments: Any, rivals: Rivals | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._rivals = rivals

    async def get_updates(self, *arguments: Any, **options: Any) -> tuple[Update, ...]:
        """None while another process may take them: then it is only looked whether it does."""
        taking = partial(super().get_updates, *arguments)
        if not (self._rivals and self._rivals.in_doubt):
            return await taking(**{"limit": UPDATES_AT_ONCE, **options})
        await self._rivals.look(
            partial(taking, **options | {"limit": 1, "offset": None, "timeout": LOOK_FOR})
        )
        return ()


def connected(
    token: str, api_url: str, request: BaseRequest | None, pacer: Pacer, tally: Tally, rivals: Rivals
) -> Any:
    """A builder that reaches the Bot API; updates are handled beside each other."""
    root = api_url.rstrip("/") or TELEGRAM
    calls, waiting = (
        (request, request)
        if request
        else connections(CONNECTIONS, timeout=READ_TIMEOUT, connect_timeout=CONNECT_TIMEOUT)
    )
    bot = FewAtOnce(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=Watched(calls, tally),
        get_updates_request=Watched(waiting, tally),
        rate_limiter=pacer,
        rivals=rivals,
    )
    return ApplicationBuilder().bot(bot).concurrent_updates(True).job_queue(None)
