"""A month for alerts: posts appear, readers of every schedule wait, processes are killed at any moment.

Nothing waits for a real clock. A process is all that a bot has for alerts, over a line to Telegram that is
everybody's; at one of its touches with the world (a look at the clock, a call) it may be killed.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.answers.answerer import Answerer
from bot.chat.alerting import Alerting
from bot.chat.answered import Answered
from bot.chat.clock import Clock
from bot.chat.desk import Desk
from bot.chat.members import Members
from bot.chat.pacing import Pacer
from bot.chat.recall import Recall
from bot.chat.send import Sender
from bot.posts.post import Article
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from bot.state.state import open_state
from tests.chat.people import ARTICLES, NOW, SHANGHAI
from tests.chat.wire import TOKEN, Wire


class Killed(BaseException):
    """The process ends here and now."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message that Telegram took. at: on the clock of the readers."""

    at: datetime
    chat: int
    text: str


@dataclass
class World:
    """elapsed: seconds since the month began. lost: what was on its way to Telegram when a process died."""

    url: str
    elapsed: float = 0.0
    wire: Wire = field(default_factory=Wire)
    engine: MemoryEngine = field(default_factory=MemoryEngine)
    told: list[Message] = field(default_factory=list)
    lost: list[Message] = field(default_factory=list)

    @property
    def now(self) -> datetime:
        return (NOW + timedelta(seconds=self.elapsed)).astimezone(SHANGHAI)

    async def begin(self) -> None:
        await self.engine.rebuild([document(one) for one in ARTICLES], fingerprint="chain 1")

    async def publish(self, article: Article) -> None:
        await self.engine.update([document(article)])


class Line(BaseRequest):
    """The way of one process to Telegram."""

    def __init__(self, world: World, process: Process) -> None:
        self._world, self._process = world, process

    @property
    def read_timeout(self) -> float:
        return 1.0

    async def initialize(self) -> None:
        """Nothing to connect."""

    async def shutdown(self) -> None:
        """Nothing to close."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *args: Any, **options: Any
    ) -> tuple[int, bytes]:
        data: dict[str, Any] = dict(request_data.parameters) if request_data else {}
        message = Message(self._world.now, data.get("chat_id", 0), data.get("text", ""))
        try:
            self._process.touch()
        except Killed:
            self._world.lost += [message] if message.text else []
            raise
        answer = await self._world.wire.do_request(url, method, request_data)
        if message.text:
            self._world.told.append(message)
        self._process.touch()
        return answer


class Process:
    """Dies at its touch number `dies_at`, and touches nothing any more."""

    def __init__(self, world: World, dies_at: int = 0) -> None:
        self.world, self.dies_at, self.touches, self.dead = world, dies_at, 0, False
        clock = Clock(now=self._now, stopwatch=self._stopwatch, sleep=self._sleep)
        self.state = open_state(world.url, clock=clock)
        line = Line(world, self)
        pacer = Pacer(clock)
        self.bot = ExtBot[Any](TOKEN, request=line, get_updates_request=line, rate_limiter=pacer)
        answerer = Answerer(world.engine, timezone=SHANGHAI)
        remembered = Recall(clock), Answered(), self.state, Members(clock)
        desk = Desk(
            answerer, world.engine, Sender(clock), clock, SHANGHAI, "zh", frozenset(), "1", *remembered
        )
        self.alerting = Alerting(desk, side_by_side=1)  # so that the touches come in the same order

    async def look(self) -> bool:
        """One round of alerts; whether it was not killed."""
        try:
            await self.bot.initialize()
            await self.alerting.once(self.bot)
        except Killed:
            await self.state.database.aclose()
        return not self.dead

    async def stop(self) -> None:
        await self.alerting.stop()
        await self.state.aclose()

    def touch(self) -> None:
        self.touches += 1
        if self.dead or self.touches == self.dies_at:
            self.dead = True
            raise Killed

    def _now(self) -> datetime:
        self.touch()
        return self.world.now

    def _stopwatch(self) -> float:
        return self.world.elapsed

    async def _sleep(self, seconds: float) -> None:
        self.touch()
        self.world.elapsed += seconds


def post(number: int, title: str, *, date: datetime, **fields: Any) -> Article:
    text = f"{title}：公司今天公布了第{number:03}号文件。"
    return replace(
        ARTICLES[0], id=f"post{number:03}", path=f"{number}.md", title=title, text=text, date=date, **fields
    )
