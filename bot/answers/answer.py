"""What Wenda can say. A view turns each of these values into a message; nothing else is ever shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal

from bot.posts.post import Article, Category
from bot.search.engine import CategoryCount
from bot.search.nearness import Nearness
from bot.search.variants import Why as VariantKind

Reason = Literal[
    "empty", "too_long", "no_terms", "uncovered", "no_articles", "none_dated", "unknown_category"
]
Place = Literal["title", "passage", "body", "entities"]
Filtering = Literal["time", "category", "telling"]
"""What a question may be asked without: a filter, or "telling" of a month or date, which filters instead."""
How = Literal["exact", "near", "missing"] | VariantKind


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
class Correction:
    """What a reader typed and what was searched for beside it."""

    typed: str
    meant: str


@dataclass(frozen=True, slots=True)
class Understood:
    """What was made of a question.

    terms: what is searched for. dropped: question words and the like, left out. codes: stock codes.
    corrections: what is searched for beside what was typed. latest: whether the newest were asked for.
    time, category: what filtered. anchor: the date of the newest article where a time lay after it and
    was reckoned from it instead. outside: a time that was asked for, but whose articles do not answer.
    offered: a month, date or the like that articles may tell of, and that may filter if the reader wishes.
    rewritten: the text is the question before, as a follow-up changed it.
    """

    text: str
    terms: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    category: Category | None = None
    time: TimeRange | None = None
    corrections: tuple[Correction, ...] = ()
    latest: bool = False
    anchor: datetime | None = None
    outside: TimeRange | None = None
    rewritten: bool = False
    offered: TimeRange | None = None


@dataclass(frozen=True, slots=True)
class TermMatch:
    """What an article has of a term of the question.

    weight: how much of the question the term is, by its rarity; 1 together. found: what stands in the
    article: the term, a variant of it, or what is nearly the same; "" where it is missing. share: how
    much of the term that counts, from 0 to 1. places: where it stands; passage is the one around the
    answering sentence, body the rest of the text, entities are securities, tags, category and medium.
    """

    term: str
    weight: float
    how: How
    found: str = ""
    share: float = 0.0
    places: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePart:
    """A part of a score: `value` (0 to 1) times `weight` is what it adds."""

    name: str
    value: float
    weight: float


@dataclass(frozen=True, slots=True)
class Why:
    """Why an article stands where it does.

    terms: the question's, in its order. parts: their values times weights add up to the score. What was
    corrected and filtered is that of the whole question. meaning: None where words alone decide.
    """

    terms: tuple[TermMatch, ...]
    parts: tuple[ScorePart, ...]
    corrections: tuple[Correction, ...] = ()
    category: Category | None = None
    time: TimeRange | None = None
    meaning: Nearness | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        return tuple(one.term for one in self.terms if one.how == "missing")


@dataclass(frozen=True, slots=True)
class Card:
    """One article as an answer shows it.

    rank: from 1. score: 0 to 1, how well the article covers the question (0 in a list of latest).
    summary: the article's own, else the passage that fits best. sentence: the one that answers.
    matched: terms of the question that the article holds. also: ids of articles folded into it.
    why: None where nothing was asked. folded: the near-identical articles that are not shown.
    pinned: editors chose it for this question.
    """

    rank: int
    article: Article
    score: float
    summary: str
    sentence: Marked
    matched: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    why: Why | None = None
    folded: tuple[Article, ...] = ()
    pinned: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """The articles of one page (from 1), best first; `total` counts all pages' articles.

    relaxed: rare terms of the question, rarest first, that even the best article lacks. together: these
    and others that it has, where no article has all of them. version: the generation of the index that
    it was read from.
    """

    question: Understood
    cards: tuple[Card, ...]
    total: int
    page: int = 1
    pages: int = 1
    relaxed: tuple[str, ...] = ()
    together: tuple[str, ...] = ()
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Latest:
    """The newest articles, of one category or of all; `question` where they answer one."""

    category: Category | None
    cards: tuple[Card, ...]
    total: int
    page: int = 1
    pages: int = 1
    question: Understood | None = None
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Days:
    """Whole days on the readers' clock, from the first to the last."""

    first: date
    last: date

    @classmethod
    def month_of(cls, day: date) -> Days:
        first = day.replace(day=1)
        return cls(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))

    @classmethod
    def year_of(cls, day: date) -> Days:
        return cls(date(day.year, 1, 1), date(day.year, 12, 31))


@dataclass(frozen=True, slots=True)
class Dated:
    """The articles of some days, newest first.

    earlier, later: the nearest days outside that have articles, a month where a month was asked for and
    a year for a year; None where there are none.
    """

    days: Days
    cards: tuple[Card, ...]
    total: int
    page: int = 1
    pages: int = 1
    earlier: Days | None = None
    later: Days | None = None
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NoDays:
    """A text that names no days."""

    text: str


@dataclass(frozen=True, slots=True)
class Security:
    """market, code: as articles link it. name: what most articles call it; others: its other usual names."""

    market: str
    code: str
    name: str
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OfSecurity:
    """The articles that link a security, newest first.

    shared: other securities with the same code or a name of this one, with which articles may mean either.
    odd: for each card what its article calls it, where that is none of its usual names, else "".
    """

    security: Security
    cards: tuple[Card, ...]
    odd: tuple[str, ...]
    total: int
    page: int = 1
    pages: int = 1
    shared: tuple[Security, ...] = ()
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class NoSecurity:
    """A text ("" where none was given) that no linked security is called by; nearest: to offer instead."""

    text: str
    nearest: tuple[Security, ...] = ()


@dataclass(frozen=True, slots=True)
class Categories:
    """The categories of one page, most articles first; `total` counts those of all pages.

    letter: that their names begin with, "" for all; letters: those that there are. text: what they were
    searched by, "" for all; near: none holds it, and these only look like it.
    """

    categories: tuple[CategoryCount, ...]
    total: int
    page: int = 1
    pages: int = 1
    letter: str = ""
    letters: tuple[str, ...] = ()
    text: str = ""
    near: bool = False


@dataclass(frozen=True, slots=True)
class Nothing:
    """An honest no. nearest: the articles that come closest; categories: names close to the one asked."""

    question: Understood
    reason: Reason
    missing: tuple[str, ...] = ()
    nearest: tuple[Article, ...] = ()
    categories: tuple[Category, ...] = ()
    version: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Help:
    """How to ask; `examples` are titles of newest articles, turned into questions by the view."""

    articles: int
    newest: datetime | None
    examples: tuple[str, ...] = ()


Answer = Found | Latest | Categories | Nothing | Help
