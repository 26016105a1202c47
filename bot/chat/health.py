"""For whoever watches the bot: is it alive, can it answer, and its numbers. Answers GET on a port of its own.

Tornado serves it, which is there for webhooks anyway; nothing of it is loaded unless somebody wants it.
"""

from __future__ import annotations

import asyncio
import socket
from dataclasses import dataclass
from http import HTTPStatus
from importlib import import_module
from typing import TYPE_CHECKING

from bot.chat.vitals import Vitals
from bot.errors import SettingsError

if TYPE_CHECKING:
    from tornado.httpserver import HTTPServer

TEXT = "text/plain; charset=utf-8"
MOST_SENT = 16_384  # bytes of a request; what is longer is no request of a monitor's


@dataclass(frozen=True, slots=True)
class HealthOptions:
    host: str
    port: int


class Health:
    def __init__(self, options: HealthOptions, vitals: Vitals, version: str) -> None:
        self._options, self._vitals, self._version = options, vitals, version
        self._server: HTTPServer | None = None

    async def start(self) -> None:
        """Listen. Raises SettingsError where that cannot be."""
        from tornado.httpserver import HTTPServer

        from bot.chat.health_pages import pages

        import_module("bot.chat.exposition")  # now, and not while readers wait
        self._server = HTTPServer(
            pages(self), max_buffer_size=MOST_SENT, max_header_size=MOST_SENT, idle_connection_timeout=60.0
        )
        host, port = self._options.host, self._options.port
        try:
            family = socket.AF_INET6 if ":" in host else socket.AF_INET
            heard = socket.create_server((host, port), family=family)
        except OSError as error:
            raise SettingsError(
                f"HEALTH_LISTEN: {host}:{port} cannot be heard on: {error.strerror}",
                hint="free the port, or set another one here and for whoever watches",
            ) from error
        heard.setblocking(False)
        self._server.add_socket(heard)

    async def stop(self) -> None:
        if self._server:
            self._server.stop()
            await self._server.close_all_connections()
            self._server = None

    async def answer(self, path: str) -> tuple[int, str, bytes]:
        """Status, content type and body for a path that `health_pages` knows."""
        match path:
            case "/healthz":
                return HTTPStatus.OK, TEXT, b"ok\n"
            case "/readyz":
                missing = await self._vitals.missing()
                status = HTTPStatus.SERVICE_UNAVAILABLE if missing else HTTPStatus.OK
                return status, TEXT, ("\n".join(missing or ("ready",)) + "\n").encode()
        return await self._metrics()

    async def _metrics(self) -> tuple[int, str, bytes]:
        """Written in a thread, so that the event loop is held up by no more than a copy of the counts."""
        from bot.chat.exposition import CONTENT_TYPE, exposition

        now = await self._vitals.snapshot()
        return HTTPStatus.OK, CONTENT_TYPE, await asyncio.to_thread(exposition, now, self._version)
