"""A house in which time passes for what the bot does by itself: it looks at what is new and what is due."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any

from bot.chat.clock import Clock
from bot.posts.post import Article
from bot.search.tokens import document
from tests.chat.people import House, Time
from tests.chat.wire import Call


class Ticking(Time):
    """What is to be done seconds later is done when so much has passed, all else at once."""

    def __init__(self) -> None:
        super().__init__()
        self.waiting: list[tuple[float, Callable[[], None]]] = []

    def later(self, seconds: float, work: Callable[[], None]) -> None:
        if seconds < 1:
            asyncio.get_running_loop().call_soon(work)
        else:
            self.waiting.append((self.elapsed + seconds, work))

    def clock(self) -> Clock:
        return replace(super().clock(), later=self.later)

    def ring(self) -> None:
        due = [one for one in self.waiting if one[0] <= self.elapsed]
        self.waiting = [one for one in self.waiting if one[0] > self.elapsed]
        for _, work in due:
            work()


@dataclass
class AlertHouse(House):
    time: Any = field(default_factory=Ticking)

    async def wait(self, seconds: float = 20.0) -> list[Call]:
        """Let time pass; what was sent meanwhile."""
        before = len(self.wire.calls)
        self.time.elapsed += seconds
        self.time.ring()
        await self.looked()
        return [one for one in self.wire.calls[before:] if one.method == "sendMessage"]

    async def looked(self) -> None:
        """Wait until the look that was begun is over."""
        while looks := [one for one in asyncio.all_tasks() if one.get_name() == "alerts"]:
            await asyncio.wait(looks)

    async def publish(self, *articles: Article) -> list[Call]:
        """New articles appear, and are found."""
        await self.engine.update([document(one) for one in articles])
        return await self.wait()

    async def start(self) -> None:
        await super().start()
        await self.prepare()
        await self.looked()
