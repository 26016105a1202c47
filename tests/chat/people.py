"""A house to test in: a real application over the false wire, a clock that nobody waits for, people."""

from __future__ import annotations

import asyncio
import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from telegram import Update

from bot.answers.answerer import Answerer
from bot.chat.application import build_application
from bot.chat.clock import Clock
from bot.chat.health import HealthOptions
from bot.chat.ports import Fetch, Meanings
from bot.chat.registering import App
from bot.chat.reloads import fetch_nothing
from bot.chat.tally import Tally
from bot.chat.upkeep import Changes
from bot.posts.post import Article, Category, Problem
from bot.search.engine import Status
from bot.search.engines.memory import MemoryEngine
from bot.search.report import IndexReport, OnProgress, Outlook, Progress
from bot.search.tokens import document
from bot.search.trial import Golden
from bot.state.state import open_state
from tests.chat.wire import TOKEN, Call, Json, Wire

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 3, 14, 18, 0, tzinfo=SHANGHAI)
GROUP = -1001
EVENING = Category("quanzhouwanbao", "泉州晚报")
MORNING = Category("xiamenchenbao", "厦门晨报")
REPORT = IndexReport(12, 2, 1, 0, (Problem("_posts/坏<1>.md", 3, "date: got '后天'", "mend it"),), 4.25)


def article(number: int, title: str, text: str, *, category: Category = EVENING, hours: int = 0) -> Article:
    return Article(
        id=f"2022031400000000{number:02}",
        path=f"_posts/2022-03-14-X2022031400000000{number:02}.md",
        title=title,
        date=NOW - timedelta(hours=hours or number),
        category=category,
        source=category.name,
        url=f"https://news.example.com/{number}.html",
        summary="",
        text=text,
    )


ARTICLES = (
    article(
        1, "海川股份拟每10股派现2元", "海川股份公告，2021年度拟每10股派发现金红利2元。股东大会将于四月召开。"
    ),
    *(
        article(
            number,
            f"泉州出口简报第{number}期",
            f"泉州出口第{number}期：前两月出口增长{number}%。",
            hours=number * 5,
        )
        for number in range(2, 10)
    ),
    article(10, "厦门新开三条公交线", "厦门公交集团表示，三条新线路下周开通。", category=MORNING, hours=30),
)


class Time:
    """A clock that stands still until someone sleeps."""

    def __init__(self) -> None:
        self.elapsed = 0.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.elapsed += seconds
        await asyncio.sleep(0)

    def clock(self) -> Clock:
        return Clock(
            now=lambda: NOW + timedelta(seconds=self.elapsed),
            stopwatch=lambda: self.elapsed,
            sleep=self.sleep,
        )


class StepwiseIndexer:
    """Tells its steps, then waits until it may end in a report or an error; goes back for real."""

    def __init__(self, engine: MemoryEngine) -> None:
        self.engine = engine
        self.may_end = asyncio.Event()
        self.steps: list[Progress] = [Progress("read", 3, 12)]
        self.ends_in: IndexReport | Exception = REPORT
        self.ahead: Outlook | Exception = Outlook(12, 5, 3, REPORT.problems)
        self.asked: list[str] = []
        self.golden: tuple[Golden, ...] = ()

    async def refresh(
        self,
        on_progress: OnProgress,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        golden: tuple[Golden, ...] = (),
    ) -> IndexReport:
        self.golden = golden
        self.asked.append("automatic" if automatic else "rebuild" if rebuild else "refresh")
        for step in self.steps:
            on_progress(step)
        await self.may_end.wait()
        if isinstance(self.ends_in, Exception):
            raise self.ends_in
        return self.ends_in

    async def outlook(self) -> Outlook:
        self.asked.append("outlook")
        if isinstance(self.ahead, Exception):
            raise self.ahead
        return self.ahead

    async def rollback(self) -> Status:
        return await self.engine.rollback()


@dataclass
class House:
    wire: Wire = field(default_factory=Wire)
    time: Time = field(default_factory=Time)
    engine: MemoryEngine = field(default_factory=MemoryEngine)
    answerer: Any = None
    fetch: Fetch = fetch_nothing
    changes: Changes | None = None
    meanings: Meanings | None = None
    admins: frozenset[int] = frozenset({9})
    language: Any = "auto"
    state: str = "sqlite://"
    keep_days: int = 30
    health: HealthOptions | None = None
    updates: Any = field(default_factory=lambda: itertools.count(1))
    app: App | None = None

    def __post_init__(self) -> None:
        self.indexer = StepwiseIndexer(self.engine)
        self.tally = Tally(self.time.clock())

    async def open(self, articles: Sequence[Article] = ARTICLES) -> None:
        await self.engine.rebuild([document(one) for one in articles], fingerprint="chain 1")
        await self.start()

    async def start(self) -> None:
        self.stored = open_state(self.state, clock=self.time.clock(), keep_days=self.keep_days)
        self.app = build_application(
            TOKEN,
            answerer=self.answerer or Answerer(self.engine, timezone=SHANGHAI),
            indexer=self.indexer,
            engine=self.engine,
            fetch=self.fetch,
            changes=self.changes,
            meanings=self.meanings,
            admin_ids=self.admins,
            language=self.language,
            state=self.stored,
            version="1.2.3",
            request=self.wire,
            clock=self.time.clock(),
            tally=self.tally,
            health=self.health,
        )
        await self.app.initialize()
        await self.app.start()

    async def prepare(self) -> None:
        """What the bot begins by itself when it starts."""
        assert self.app
        assert self.app.post_init
        await self.app.post_init(self.app)
        await self.settle()

    async def close(self) -> None:
        assert self.app
        assert self.app.post_stop
        self.indexer.may_end.set()
        await self.settle()
        await self.app.stop()
        await self.app.post_stop(self.app)
        await self.app.shutdown()

    async def restart(self) -> None:
        """A new process: nothing of the old one's memory is left."""
        await self.close()
        self.indexer = StepwiseIndexer(self.engine)
        self.tally = Tally(self.time.clock())
        await self.start()

    async def update(self, body: Json, *, number: int | None = None) -> list[Call]:
        """Let the bot deal with an update; what it sent meanwhile."""
        assert self.app
        before = len(self.wire.calls)
        told = Update.de_json({"update_id": number or next(self.updates), **body}, self.app.bot)
        await self.app.process_update(told)
        return self.wire.calls[before:]

    async def settle(self) -> None:
        """Let tasks run until they wait for something."""
        for _ in range(50):
            await asyncio.sleep(0)


@dataclass(frozen=True)
class Person:
    house: House
    id: int
    lang: str = "zh-hans"

    @property
    def info(self) -> Json:
        code = {"language_code": self.lang} if self.lang else {}
        return {"id": self.id, "is_bot": False, "first_name": f"P{self.id}", **code}

    async def post(self, chat: int = 0, reply_to: int | None = None, **content: Any) -> list[Call]:
        asked = self.house.wire.messages[reply_to] if reply_to else None
        message = self.house.wire.deliver(chat or self.id, self.info, content, asked)
        return await self.house.update({"message": message})

    async def say(self, text: str, *, chat: int = 0, reply_to: int | None = None) -> list[Call]:
        return await self.post(chat, reply_to, text=text, entities=entities_of(text))

    async def edit(self, number: int, text: str) -> list[Call]:
        """Change the text of an own message."""
        now = int(self.house.time.clock().now().timestamp())
        message = self.house.wire.messages[number]
        message |= {"text": text, "entities": entities_of(text), "edit_date": now}
        return await self.house.update({"edited_message": dict(message)})

    async def ask(self, text: str, *, chat: int = 0, reply_to: int | None = None) -> Call:
        """The one message that the bot answers with."""
        (sent,) = [
            one
            for one in await self.say(text, chat=chat, reply_to=reply_to)
            if one.method in ("sendMessage", "sendPhoto")
        ]
        return sent

    async def press(self, label: str, *, data: str = "", message: Json | None = None) -> list[Call]:
        """Press the newest button so labelled, or forge its data; ‹ and › may have words beside them."""
        message = message or self.newest_with(label)
        rows = message.get("reply_markup", {}).get("inline_keyboard", [])
        found = [one for row in rows for one in row if is_labelled(one, label)]
        query = {
            "id": str(next(self.house.updates)),
            "from": self.info,
            "chat_instance": "1",
            "message": message,
            "data": data or found[0]["callback_data"],
        }
        return await self.house.update({"callback_query": query})

    async def inline(self, query: str, offset: str = "") -> list[Call]:
        """Type `@bot query` in some chat."""
        asked = {"id": str(next(self.house.updates)), "from": self.info, "query": query, "offset": offset}
        return await self.house.update({"inline_query": asked})

    def newest_with(self, label: str) -> Json:
        for message in reversed(self.house.wire.messages.values()):
            rows = message.get("reply_markup", {}).get("inline_keyboard", [])
            if not label or any(is_labelled(one, label) for row in rows for one in row):
                return message
        raise AssertionError(f"no button {label!r}")


def is_labelled(button: Json, label: str) -> bool:
    text = button["text"]
    return text == label or (label in ("‹", "›") and label in text.split())


def entities_of(text: str) -> list[Json]:
    """Commands and mentions, as Telegram finds them."""
    kinds = (("bot_command", r"(?<!\S)/\w+(@\w+)?"), ("mention", r"(?<![\w/])@\w+"))
    found = [
        {"type": kind, "offset": match.start(), "length": len(match[0])}
        for kind, pattern in kinds
        for match in re.finditer(pattern, text)
    ]
    return sorted(found, key=lambda one: one["offset"])
