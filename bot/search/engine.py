"""What every engine must do, and the values that cross its border.

The contract, tested for every engine in `tests/search/test_engine_contract.py`:

1. Same words. Documents and queries arrive analysed by us (`tokens`); an engine never segments.
2. All or nothing. Each write makes a new generation aside, asks `check` with it, and only then lets
   it answer. A failed, refused or cancelled write leaves the old generation answering and nothing
   else; when a write returns, its documents are findable, also by another process.
3. Order, not score. Best first, ties by newest date, then by id. Scores compare within one page;
   they have five digits, dates count to the second.
4. Edges. An empty query, an unknown term or an offset past the end gives an empty page with the
   right total, never an error.
5. Never block. CPU and disk work runs off the event loop.
6. Own errors. Every foreign exception becomes an `EngineError`.
7. Fingerprint. What `rebuild` was given is what `status` returns; who opens an index compares it.
8. Generations. Their names, told as `version`, never come back. The one before stays readable by
   `at` and may answer again by `rollback`, until the next write; one of another fingerprint does not.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from typing import Literal, Protocol, TypeVar

from bot.posts.post import Article, Category

Field = Literal["words", "bigrams"]
Result = TypeVar("Result")
MOST_TERMS = 500_000  # so many terms of a field are ever told: some 100 MB while they are handed over
MOST_ENTITIES = 50_000


@dataclass(frozen=True, slots=True)
class Document:
    """An article with its terms: space-joined, title counted twice, in the order of the text."""

    article: Article
    words: str
    bigrams: str


@dataclass(frozen=True, slots=True)
class Term:
    """One term of a question and how much a match of it counts."""

    text: str
    field: Field = "words"
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Mention:
    """Articles that link a security, by market and code under whichever name, or hold all terms of one of
    the phrases; none where neither is given. What a term weighs does not matter, no phrase is empty."""

    phrases: tuple[tuple[Term, ...], ...] = ()
    entity: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which articles count at all: a category slug; dates from `since` to before `until`; market and code
    of a security that they link under some name, as `entities` counts them; one of several slugs; those
    that mention something."""

    category: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    entity: tuple[str, str] | None = None
    among: frozenset[str] | None = None
    mention: Mention | None = None


NO_FILTER = Filter()


@dataclass(frozen=True, slots=True)
class Query:
    """Any of the terms, best sum of weighted BM25 first.

    counting: False where nobody wants to know how many articles match, which saves time in a large index.
    """

    terms: tuple[Term, ...]
    where: Filter = NO_FILTER
    limit: int = 10
    offset: int = 0
    counting: bool = True


class Kept(Protocol):
    """An article as an engine keeps it."""

    @property
    def id(self) -> str:
        """That of the article, which need not be unpacked for it."""

    @property
    def article(self) -> Article:
        """All of it; the engine may unpack it only now."""

    @property
    def texts(self) -> tuple[str, str]:
        """Its title, and all else that it is found by (`article_text.all_but_title`), as they are written."""


@dataclass(frozen=True, slots=True)
class Hit:
    kept: Kept
    score: float

    @property
    def article(self) -> Article:
        return self.kept.article


@dataclass(frozen=True, slots=True)
class Page:
    """The hits from `offset` on, and how many articles match in all, at least so many where not counted."""

    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CategoryCount:
    category: Category
    count: int
    newest: datetime


@dataclass(frozen=True, slots=True)
class Frequencies:
    """How many documents there are and how many of them hold each asked word.

    After updates an engine may still count what was replaced, until it has tidied up.
    """

    documents: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class EntityCount:
    """A security as articles name it, and how many of them do."""

    market: str
    code: str
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class Status:
    """version: the name of the generation that answers, such as "gen-8"; another one after every change.

    previous: the one that `rollback` goes back to, "" where there is none.
    held: it answers since a rollback, and nothing was written after that.
    """

    documents: int
    newest: datetime | None
    fingerprint: str
    version: str = field(default="", compare=False)
    previous: str = field(default="", compare=False)
    held: bool = False


class View(Protocol):
    """One generation, asked at once: for jobs that run off the event loop."""

    @property
    def version(self) -> str: ...

    def search(self, query: Query) -> Page: ...

    def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page:
        """Newest first, ties by id; every score is 0."""

    def get(self, ids: Sequence[str]) -> tuple[Article, ...]:
        """The articles that exist, in the order asked for."""

    def kept(self, ids: Collection[str], where: Filter = NO_FILTER) -> Mapping[str, Kept]:
        """The articles of these ids that exist and that the filter admits, by id, in no order."""

    def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]:
        """For each of the ids that was merged into another article, the id of that one."""

    def frequencies(self, words: Sequence[str]) -> Frequencies: ...

    def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        """Every term with the number of documents that hold it, in the order of code points; of more
        than `most` the commonest. Like frequencies it may still tell what was replaced."""

    def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        """The named securities that most articles mention, ties by market, code and name."""

    def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]:
        """How many articles there are of each day on the clock of `zone` that has any, in order."""

    def categories(self) -> tuple[CategoryCount, ...]:
        """Most articles first, ties by slug; each slug with the name that most of its posts use."""

    def status(self) -> Status:
        """Without `previous` and `held`, which are told of the whole index."""


class Reader(Protocol):
    """The same questions for who is in an event loop."""

    async def look(self, job: Callable[[View], Result]) -> Result:
        """What a job makes of one generation, off the event loop, in one go; what that raises is raised."""

    async def search(self, query: Query) -> Page: ...

    async def latest(self, where: Filter, *, limit: int, offset: int = 0) -> Page: ...

    async def get(self, ids: Sequence[str]) -> tuple[Article, ...]: ...

    async def stand_ins(self, ids: Sequence[str]) -> Mapping[str, str]: ...

    async def frequencies(self, words: Sequence[str]) -> Frequencies: ...

    async def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]: ...

    async def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]: ...

    async def days(self, where: Filter, zone: tzinfo) -> Mapping[date, int]: ...

    async def categories(self) -> tuple[CategoryCount, ...]: ...

    async def status(self) -> Status: ...


Check = Callable[[Reader], Awaitable[None]]
"""Asked, in the writer's event loop, with a new generation before it answers. Whatever it raises leaves the
old one answering, removes the new one, and is raised by the write."""


async def unchecked(reader: Reader) -> None:
    """Every new generation is good."""


class SearchEngine(Reader, Protocol):
    """Reads from the generation that answers, each call from the newest."""

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked, draft: str = ""
    ) -> int:
        """Replace the whole index and return its size. A repeated id replaces the earlier one.

        draft: names what is made. Where that was begun before and interrupted, this goes on with it: then
        the documents are those behind the first `begun(draft)`, or some of these again.
        """

    async def begun(self, draft: str) -> int:
        """How many documents of an interrupted `rebuild` of this name are kept; 0 where none are."""

    async def update(
        self, documents: Iterable[Document], *, removed: Iterable[str] = (), check: Check = unchecked
    ) -> int:
        """Delete the removed ids, add or replace the documents, in one step; return the size.

        Without documents and removed ids there is no new generation and nothing to check; what was
        held is no longer.
        """

    async def at(self, version: str) -> Reader | None:
        """A reader that stays on this generation, also when it no longer answers; None where it is gone."""

    async def rollback(self) -> Status:
        """Let the generation before answer again, held, and forget the one that answers.

        Raises EngineError where there is none before: there is one step back, not two.
        """

    async def aclose(self) -> None: ...
