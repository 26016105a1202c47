"""What Wenda can say. A view turns each of these values into a message; nothing else is ever shown."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.posts.post import Article, Category
from bot.search.engine import CategoryCount

Reason = Literal["empty", "too_long", "no_terms", "uncovered", "no_articles", "unknown_category"]


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and the spans `[start, end)` of it, in characters, that match the question."""

    text: str
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class TimeRange:
    """From `since` to before `until`, both aware."""

    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a question.

    terms: what is searched for. dropped: question words and the like, left out. codes: stock codes.
    """

    text: str
    terms: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    category: Category | None = None
    time: TimeRange | None = None


@dataclass(frozen=True, slots=True)
class Card:
    """One article as an answer shows it.

    rank: from 1. score: 0 to 1, how well the article covers the question (0 in a list of latest).
    summary: the article's own, else the passage that fits best. sentence: the one that answers.
    matched: terms of the question that the article holds. also: ids of articles folded into it.
    """

    rank: int
    article: Article
    score: float
    summary: str
    sentence: Marked
    matched: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Found:
    """The articles of one page (from 1), best first; `total` counts all pages' articles."""

    question: Understood
    cards: tuple[Card, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Latest:
    category: Category | None
    cards: tuple[Card, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories of one page, most articles first; `total` counts all categories."""

    categories: tuple[CategoryCount, ...]
    total: int
    page: int = 1
    pages: int = 1


@dataclass(frozen=True, slots=True)
class Nothing:
    """An honest no. nearest: the articles that come closest; categories: names close to the one asked."""

    question: Understood
    reason: Reason
    missing: tuple[str, ...] = ()
    nearest: tuple[Article, ...] = ()
    categories: tuple[Category, ...] = ()


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask; `examples` are titles of newest articles, turned into questions by the view."""

    articles: int
    newest: datetime | None
    examples: tuple[str, ...] = ()


Answer = Found | Latest | Categories | Nothing | Help
