"""How often something was mentioned over time, as values: what a view or a drawing is made of."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Literal

from bot.answers.answer import Days, Security
from bot.posts.post import Article, Category

Unit = Literal["day", "week", "month", "quarter", "year"]


@dataclass(frozen=True, slots=True)
class Bar:
    """How many articles of these days mention it; the days of one unit, as far as they belong to the span."""

    days: Days
    count: int


@dataclass(frozen=True, slots=True)
class Headline:
    """An article that stands for a bar. day: of the article, on the reader's clock. bar: its place among
    the bars. folded: how many near-identical articles of the bar are not shown, as far as was looked."""

    article: Article
    day: date
    bar: int
    folded: int = 0


@dataclass(frozen=True, slots=True)
class Trend:
    """The articles that mention something, counted by days, weeks or longer.

    text: what was looked for, as typed. security, category: what that is, if it is one. apart: where no
    article has the text as one piece, the words of it that all these articles have somewhere. span: the
    bars' days; asked: only these were asked for, else all from the first mention to the last. total: in
    the span; ever, first, last: without regard to it. headlines: in the order of time, at most eight.
    last_days: the span was asked for as so many days, by number. anchor: the date of the newest article,
    from which the span was reckoned, since there is none of the time that was asked for.
    """

    text: str
    unit: Unit
    bars: tuple[Bar, ...]
    span: Days
    total: int
    ever: int
    first: date
    last: date
    headlines: tuple[Headline, ...] = ()
    security: Security | None = None
    category: Category | None = None
    apart: tuple[str, ...] = ()
    asked: bool = False
    last_days: int = 0
    anchor: datetime | None = None
    version: str = field(default="", compare=False)

    @property
    def name(self) -> str:
        """What is counted, by its best name."""
        if self.security:
            return self.security.name
        return self.category.name if self.category else self.text

    @property
    def highest(self) -> Bar:
        """The first of those with most articles."""
        return max(self.bars, key=lambda bar: bar.count)


@dataclass(frozen=True, slots=True)
class NoTrend:
    """A text ("" where none was given) that no article mentions; nearest: to offer instead."""

    text: str
    nearest: tuple[Security, ...] = ()
