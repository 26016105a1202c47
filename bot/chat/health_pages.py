"""The pages of `health` as Tornado wants them. Loads Tornado, so import it only where it is wanted."""

from __future__ import annotations

from typing import Protocol

from tornado.web import Application, RequestHandler

PATHS = r"/(?:healthz|readyz|metrics)"


class Answering(Protocol):
    async def answer(self, path: str) -> tuple[int, str, bytes]: ...


def pages(health: Answering) -> Application:
    return Application([(PATHS, Page, {"health": health})], log_function=no_log)


class Page(RequestHandler):
    SUPPORTED_METHODS = ("GET", "HEAD")

    def initialize(self, health: Answering) -> None:
        self._health = health

    async def get(self) -> None:
        status, content_type, body = await self._health.answer(self.request.path)
        self.set_status(status)
        self.set_header("Content-Type", content_type)
        self.set_header("Cache-Control", "no-store")
        self.finish(body)

    head = get


def no_log(handler: RequestHandler) -> None:
    """A monitor asks every few seconds: nothing worth a line."""
