"""A month of posts, restarts and kills: every article is told once to everybody who asked, in time."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from random import Random

from bot.posts.post import Article, Entity
from bot.state.alerts import Alert, Kind
from bot.state.groups import Quiet
from bot.state.schedule import Pace
from tests.chat.people import EVENING, MORNING
from tests.state.month import Message, Process, World, post

BOT = 123456
DAYS = 30
SEED = 1
MONTH = (44, 161, 27, 3)  # articles, messages, kills, messages that were lost by them
QUIET_DAYS = 3
STEP = timedelta(minutes=115)
A_DAY = timedelta(days=1) / STEP
POSTS_A_STEP = 0.12
RUNNING = (0, 1, 1, 1, 2, 2)
BANK = Entity("1", "600036", "招商银行", "link")
TOPICS: Sequence[tuple[Kind, str]] = (
    ("question", "海川股份公告"),
    ("category", EVENING.slug),
    ("security", "1.600036"),
)
PACES: Sequence[tuple[Pace, int]] = (("now", 8), ("hourly", 8), ("daily", 8), ("daily", 23))
CALM: Sequence[tuple[Quiet | None, int]] = ((None, 10), (Quiet(22, 7), 10), (Quiet(0, 9), 2))


@dataclass
class Record:
    """published: when each article appeared. looked: when all processes that there were looked to the end."""

    alerts: list[Alert] = field(default_factory=list)
    published: list[tuple[Article, datetime]] = field(default_factory=list)
    looked: list[datetime] = field(default_factory=list)
    kills: int = 0


def everybody() -> list[Alert]:
    """Every pace with every kind of quiet hours and cap, and every kind of topic."""
    made: list[Alert] = []
    for (pace, hour), (quiet, cap) in product(PACES, CALM):
        chat = len(made) + 1
        kind, what = TOPICS[(chat + chat // 3) % 3]
        made.append(Alert(BOT, chat, chat, kind, what, pace=pace, hour=hour, quiet=quiet, cap=cap))
    return made


def asks_for(alert: Alert, article: Article) -> bool:
    if alert.kind == "question":
        return article.title.startswith("海川股份")
    return article.category.slug == alert.what if alert.kind == "category" else bool(article.entities)


def appearing(number: int, now: datetime, random: Random) -> Article:
    """Mostly new, sometimes late, and sometimes too old to be news."""
    subject = random.choice(("海川股份", "泉州出口", "厦门公交"))
    title = f"{subject}第{number:03}号公告" if subject == "海川股份" else f"{subject}第{number:03}号简报"
    age = random.choice((0, 0, 1, 30, 120))
    return post(
        number,
        title,
        date=now - timedelta(hours=age),
        category=random.choice((EVENING, MORNING)),
        entities=random.choice(((BANK,), ())),
    )


async def live(url: str, random: Random) -> tuple[World, Record]:
    """A month in steps of 115 minutes. Some days have two processes, some none; many end by a kill."""
    world, record = World(url), Record()
    await world.begin()
    processes = [Process(world)]
    assert await processes[0].look()
    for alert in everybody():
        stored = await processes[0].state.alerts.add(alert)
        assert stored
        record.alerts.append(alert)
    for step in range(int((DAYS + QUIET_DAYS) * A_DAY)):
        world.elapsed = max(world.elapsed, (step + 1) * STEP.total_seconds())
        calm = step >= DAYS * A_DAY
        if not calm and random.random() < POSTS_A_STEP:
            article = appearing(len(record.published) + 1, world.now, random)
            await world.publish(article)
            record.published.append((article, world.now))
        alive = [await one.look() for one in processes]
        record.looked += [world.now] if alive and all(alive) else []
        record.kills += alive.count(False)
        processes = [one for one, lives in zip(processes, alive, strict=True) if lives]
        if step % 6 == 0:
            processes = await change_over(world, processes, random, calm=calm)
    for one in processes:
        await one.stop()
    return world, record


async def change_over(
    world: World, before: Sequence[Process], random: Random, *, calm: bool
) -> list[Process]:
    """The processes of the next half day. One that is not stopped is killed while it rests.

    The same is drawn whatever processes there are, so that every month with this seed is the same.
    """
    stops, running = random.random() < 0.5, random.choice(RUNNING)
    deaths = [random.choice((0, random.randrange(1, 60))) for _ in range(max(RUNNING))]
    for one in before:
        if stops:
            one.dies_at = 0
            await one.state.tidy()
            await one.stop()
        else:
            await one.state.database.aclose()
    return [Process(world)] if calm else [Process(world, touches) for touches in deaths[:running]]


def due_from(alert: Alert, found: datetime) -> datetime:
    """The earliest that an article found then may be told at its pace, by trying all hours."""
    if alert.pace == "now":
        return found
    hours = (found.replace(minute=0, second=0, microsecond=0) + timedelta(hours=one) for one in range(26))
    return next(one for one in hours if one >= found and (alert.pace == "hourly" or one.hour == alert.hour))


@dataclass
class Told:
    """What one alert told. days: how many messages on each, those that were lost counted."""

    alert: Alert
    messages: list[Message]
    lost: list[Message]
    days: Counter[date]

    @classmethod
    def by(cls, alert: Alert, world: World) -> Told:
        messages, lost = (
            [one for one in all_of if one.chat == alert.chat] for all_of in (world.told, world.lost)
        )
        return cls(alert, messages, lost, Counter(one.at.date() for one in (*messages, *lost)))

    def forbids(self, moment: datetime) -> bool:
        quiet = self.alert.quiet is not None and self.alert.quiet.holds(moment.hour)
        return quiet or self.days[moment.date()] >= self.alert.cap


def faults(world: World, record: Record) -> list[str]:
    """What was told twice, never, to the wrong one, too early or too late."""
    return [fault for alert in record.alerts for fault in faults_of(Told.by(alert, world), record)]


def faults_of(told: Told, record: Record) -> list[str]:
    alert = told.alert
    found = [f"{count} messages on {day}" for day, count in told.days.items() if count > alert.cap]
    found += [f"quiet at {one.at}" for one in told.messages if alert.quiet and alert.quiet.holds(one.at.hour)]
    due: dict[str, datetime] = {}
    for article, appeared in record.published:
        wanted = asks_for(alert, article) and appeared - article.date < timedelta(days=3)
        holding = [one for one in told.messages if article.title in one.text]
        lost = [one for one in told.lost if article.title in one.text]
        if len(holding) + len(lost) != wanted:
            found.append(f"{article.title} of {appeared} told {len(holding)} times")
        due[article.title] = due_from(alert, appeared)
        if holding:
            looked = [one for one in record.looked if appeared <= one < holding[0].at - STEP / 2]
            ready = due_from(alert, looked[0]) if looked else appeared
            missed = [one for one in looked if one >= ready and not told.forbids(one)]
            found += [f"{article.title} told at {holding[0].at}, not {missed[0]}"] if missed else []
    for message in told.messages:
        if not any(title in message.text and when <= message.at for title, when in due.items()):
            found.append(f"nothing was due at {message.at}")
    return [f"{alert}: {one}" for one in found]


async def test_every_article_is_told_once_to_everybody_who_asked_and_in_time(url: str) -> None:
    world, record = await live(url, Random(SEED))
    assert faults(world, record) == []
    assert (len(record.published), len(world.told), record.kills, len(world.lost)) == MONTH
    assert world.wire.refusals == []


async def test_of_two_processes_that_look_at_once_one_tells(url: str) -> None:
    world = World(url)
    await world.begin()
    both = [Process(world) for _ in range(2)]
    assert all([await one.look() for one in both])
    for alert in everybody():
        assert await both[0].state.alerts.add(alert)
    for number in range(1, 7):
        await world.publish(appearing(number, world.now, Random(number)))
    assert all(await asyncio.gather(*(one.look() for one in both)))
    world.elapsed += 86_400
    assert all(await asyncio.gather(*(one.look() for one in both)))
    titles = [f"第{number:03}号" for number in range(1, 7)]
    told = [(one.chat, title) for one in world.told for title in titles if title in one.text]
    assert len(told) == len(set(told)) > 12
    for one in both:
        await one.stop()
