"""Calls to Telegram, counted by what became of them."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from telegram.error import TelegramError
from telegram.request import BaseRequest, RequestData

from bot.chat.tally import Tally

FATES = {
    HTTPStatus.OK: "ok",
    HTTPStatus.TOO_MANY_REQUESTS: "too_many",
    HTTPStatus.FORBIDDEN: "forbidden",
    HTTPStatus.CONFLICT: "conflict",
}
LOST = "no_answer"
WAITING = "getUpdates"


class Watched(BaseRequest):
    def __init__(self, request: BaseRequest, tally: Tally) -> None:
        self._request, self._tally = request, tally

    @property
    def read_timeout(self) -> float | None:
        return self._request.read_timeout

    async def initialize(self) -> None:
        await self._request.initialize()

    async def shutdown(self) -> None:
        await self._request.shutdown()

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *timeouts: Any, **options: Any
    ) -> tuple[int, bytes]:
        name = url.rsplit("/", 1)[-1]
        try:
            status, body = await self._request.do_request(url, method, request_data, *timeouts, **options)
        except TelegramError:
            self._tally.called(name, LOST)
            raise
        self._tally.called(name, fate_of(status))
        if name == WAITING and status == HTTPStatus.OK:
            self._tally.contacted()
        return status, body


def fate_of(status: int) -> str:
    """ok, too_many, forbidden, conflict, refused or broken."""
    return FATES.get(
        HTTPStatus(status), "broken" if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "refused"
    )
