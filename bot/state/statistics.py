"""What was asked and judged, counted by day: numbers and names of articles, never a question or a reader."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

from sqlalchemy import case, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.database import Database
from bot.state.tables import questions, votes
from bot.state.times import HOUR, seconds

ANSWERED = ("found", "latest")
MOST_ARTICLES = 100


@dataclass(frozen=True, slots=True)
class DayCounts:
    """answered: of the questions, those with articles. good and bad: judgements that stand."""

    day: date
    questions: int = 0
    answered: int = 0
    good: int = 0
    bad: int = 0


@dataclass(frozen=True, slots=True)
class Statistics:
    """days: each of them, the oldest first. articles: how often which one was the best, the most first."""

    days: tuple[DayCounts, ...]
    articles: Mapping[str, int]


class Counting:
    """Days are those of a time zone, to the hour in which something happened."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of_days(self, first: date, last: date, zone: tzinfo) -> Statistics:
        """Of these days, both included. Raises StateError."""
        since = seconds(datetime(first.year, first.month, first.day, tzinfo=zone))
        async with self._database.reading() as connection:
            asked = await _asked(connection, since, zone)
            judged = await _judged(connection, since, zone)
            articles = await _articles(connection, since)
        days = [first + timedelta(days=at) for at in range((last - first).days + 1)]
        counts = (
            DayCounts(
                day,
                asked[day, True] + asked[day, False],
                asked[day, True],
                judged[day, 1],
                judged[day, -1],
            )
            for day in days
        )
        return Statistics(tuple(counts), articles)


async def _asked(connection: AsyncConnection, since: int, zone: tzinfo) -> Counter[tuple[date, bool]]:
    """How many questions of each day had an answer, and how many had none."""
    answered = case((questions.c.outcome.in_(ANSWERED), 1), else_=0)
    wanted = select(questions.c.hour, answered, func.count()).where(questions.c.hour >= since)
    counts = Counter[tuple[date, bool]]()
    for hour, had, count in await connection.execute(wanted.group_by(questions.c.hour, answered)):
        counts[day_of(hour, zone), bool(had)] += count
    return counts


async def _judged(connection: AsyncConnection, since: int, zone: tzinfo) -> Counter[tuple[date, int]]:
    """How many votes of each day are good (1), and how many bad (-1)."""
    hour = votes.c.at - votes.c.at % HOUR
    wanted = select(hour, votes.c.vote, func.count()).where(votes.c.at >= since)
    counts = Counter[tuple[date, int]]()
    for when, vote, count in await connection.execute(wanted.group_by(hour, votes.c.vote)):
        counts[day_of(when, zone), vote] += count
    return counts


async def _articles(connection: AsyncConnection, since: int) -> Mapping[str, int]:
    """The newest of all, which answers 有什么新闻, was not asked for."""
    best, count = questions.c.article, func.count()
    asked = (questions.c.hour >= since) & (questions.c.outcome == "found") & (best != "")
    wanted = select(best, count).where(asked).group_by(best).order_by(count.desc(), best).limit(MOST_ARTICLES)
    return {row[0]: row[1] for row in await connection.execute(wanted)}


def day_of(when: int, zone: tzinfo) -> date:
    return datetime.fromtimestamp(when, UTC).astimezone(zone).date()
