"""What this room needs of the rooms to its left, as far as it needs it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import datetime
from typing import Protocol

from bot.answers.answer import (
    Categories,
    Dated,
    Days,
    Filtering,
    Found,
    Help,
    Latest,
    NoDays,
    NoSecurity,
    Nothing,
    OfSecurity,
    Security,
)
from bot.answers.chart import Chart
from bot.answers.curation import Curation
from bot.answers.panels import Panels
from bot.answers.topics import Fresh, NoTopic, Rehearsal, Topic
from bot.answers.trends import NoTrend, Trend
from bot.posts.post import Article
from bot.posts.pulling import Pull
from bot.search.alias_line import AliasLine
from bot.search.engine import Status
from bot.search.meaning.progress import MeaningStatus
from bot.search.report import IndexReport, OnProgress, Outlook
from bot.search.trial import Golden

Fetch = Callable[[], Awaitable[tuple[Pull, ...]]]
"""Pulls the corpus from git; what stood in its way is told, never raised."""


class Answers(Protocol):
    """A page that does not exist, say after a reload, is answered with the nearest that does.

    within: gives one that answers from articles of these categories, by slug, and from no others.
    limit: articles on a page. version: the generation of the index to read from; where it is gone, or
    None, the newest one.
    """

    def within(self, categories: frozenset[str]) -> Answers: ...

    async def curate(self, curation: Curation) -> None:
        """Apply this, and nothing of what was applied before, to all that is answered from now on."""

    async def ask(
        self,
        text: str,
        *,
        page: int = 1,
        limit: int | None = None,
        version: str | None = None,
        previous: str = "",
        without: Collection[Filtering] = (),
    ) -> Found | Latest | Nothing:
        """previous: the question before; `Understood.rewritten` tells that a follow-up changed it.
        without: filters that shall not apply."""

    async def latest(
        self,
        category: str | None = None,
        *,
        page: int = 1,
        limit: int | None = None,
        version: str | None = None,
    ) -> Latest | Nothing: ...

    async def categories(
        self, *, text: str = "", letter: str = "", page: int = 1, size: int | None = None
    ) -> Categories: ...

    async def dated(
        self, when: str | Days, *, page: int = 1, now: datetime | None = None, version: str | None = None
    ) -> Dated | NoDays: ...

    async def of_security(
        self, what: str | Security, *, page: int = 1, version: str | None = None
    ) -> OfSecurity | NoSecurity: ...

    async def trend(
        self, what: str | Security, *, last_days: int | None = None, now: datetime | None = None
    ) -> Trend | NoTrend:
        """last_days: the last so many days, 0 for all time; None for the time that the text names."""

    async def draw(self, chart: Chart | Panels) -> bytes:
        """The chart as PNG; b"" where pictures cannot be drawn."""

    async def fresh(self, known: Collection[str], since: datetime) -> Fresh:
        """The articles since then whose id is not known."""

    async def matching(
        self, topics: Sequence[Topic], ids: Collection[str], since: datetime
    ) -> tuple[tuple[str, ...], ...]:
        """For each topic those of the ids that it matches, the newest first; none of them is older."""

    async def rehearse(self, wanted: str | Topic, *, now: datetime | None = None) -> Rehearsal | NoTopic:
        """What a topic, or what a text names, would have brought in the last days."""

    async def grouped(self, questions: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """The places of questions that ask nearly the same, together, in the order of the first ones."""

    async def add_alias(self, line: str) -> AliasLine:
        """A line more in the editor's alias file, which questions follow from now on. Raises WendaError where
        it is not well formed or cannot be written."""

    async def remove_alias(self, key: str) -> str:
        """The line that was taken out again, "" where it is gone. Raises WendaError."""

    async def read_aliases(self) -> None:
        """Follow the alias files as they are now."""

    async def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those with these ids, and those that they were merged into, as far as they are shown at all."""

    async def help(self) -> Help: ...


class Meanings(Protocol):
    @property
    def host(self) -> str:
        """Of another's machine that questions are sent to; "" where they stay on this one."""

    async def status(self) -> MeaningStatus:
        """How it stands with the vectors of articles and the model for questions. May raise WendaError."""


class Refreshes(Protocol):
    async def refresh(
        self,
        on_progress: OnProgress,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        golden: tuple[Golden, ...] = (),
    ) -> IndexReport:
        """Bring the index up to date; `IndexBusy` while another refresh runs.

        rebuild: read everything, and take it over even if most articles are gone. automatic: nobody
        asked for it, so after a rollback it changes nothing. golden: questions of editors; GoldenFell is
        raised where fewer get the right article first than before.
        """

    async def outlook(self) -> Outlook:
        """What a refresh would find, without doing it. May raise WendaError."""

    async def rollback(self) -> Status:
        """Let the generation before answer again, until a refresh that is asked for."""
