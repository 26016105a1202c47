"""What somebody may want to hear of, again and again, and what is told of it beforehand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.posts.post import Article

Kind = Literal["question", "security", "category"]


@dataclass(frozen=True, slots=True)
class Topic:
    """what: a question's text, a security as `market.code`, a category's slug. name: of the last two."""

    kind: Kind
    what: str
    name: str = ""

    @property
    def called(self) -> str:
        return self.name or self.what


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What the last `days` days would have brought. articles: the newest of `total`, newest first."""

    topic: Topic
    total: int
    articles: tuple[Article, ...]
    days: int


@dataclass(frozen=True, slots=True)
class NoTopic:
    """What nothing can be told of: a text that names nothing to look for, or a category or a security that
    is gone."""

    text: str


@dataclass(frozen=True, slots=True)
class Fresh:
    """Articles that were not known: id and date, the newest first. There may be others behind them."""

    articles: tuple[tuple[str, datetime], ...]
