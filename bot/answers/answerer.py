"""Questions of readers, brought to a thread and answered there: one hop, one generation, one answer.

Of many at once `apart` makes one after the other: answering is mostly Python, and two threads that do it at
once take the interpreter from each other and gain nothing.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Collection, Mapping, Sequence
from copy import copy
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

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
from bot.answers.browser import Browser, chosen_from
from bot.answers.candidates import Candidates
from bot.answers.chart import Chart
from bot.answers.compose import Ranking
from bot.answers.curated import Curated
from bot.answers.curation import Curation
from bot.answers.drawing import can_draw
from bot.answers.drawing_panels import drawn
from bot.answers.examining import Examined, examined, ranking_of
from bot.answers.grouping import grouped
from bot.answers.matching import fresh, matching, rehearsal
from bot.answers.panels import Panels
from bot.answers.responder import EXAMPLES, Responder, Wish
from bot.answers.scoping import Scoping
from bot.answers.topics import Fresh, NoTopic, Rehearsal, Topic
from bot.answers.trends import NoTrend, Trend
from bot.posts.post import Article
from bot.search.alias_editing import add_alias, remove_alias
from bot.search.alias_files import OWN, load_aliases
from bot.search.alias_line import AliasLine
from bot.search.engine import NO_FILTER, SearchEngine, View
from bot.search.keeper import LexiconKeeper

if TYPE_CHECKING:
    from bot.search.meaning.sense import Sense

Result = TypeVar("Result")
MOST_SELECTIONS = 16  # what is remembered of each is its list of categories


class Answerer:
    """Answers in the words of the articles that an engine holds."""

    def __init__(
        self,
        engine: SearchEngine,
        *,
        timezone: ZoneInfo,
        page_size: int = 5,
        lexicon: LexiconKeeper | None = None,
        sense: Sense | None = None,
        aliases: Path = OWN,
    ) -> None:
        """sense: how near articles are in meaning; None where words alone decide.
        aliases: the editor's file."""
        self._aliases = aliases
        self._engine = engine
        self._lexicon = lexicon or LexiconKeeper(engine)
        self._sense = sense
        self._timezone = timezone
        self._scoping = Scoping(timezone)
        self._browser = Browser(engine, timezone=timezone)
        self._page_size = page_size
        self._curated = Curated()
        self._chosen: frozenset[str] | None = None
        self._selections: OrderedDict[frozenset[str], Answerer] = OrderedDict()

    async def trouble(self) -> str:
        """What keeps questions from being understood by meaning, "" where nothing does."""
        return self._sense.trouble if self._sense else ""

    def within(self, categories: frozenset[str]) -> Answerer:
        """One that answers from articles of these categories alone, by slug."""
        narrowed = self._selections.pop(categories, None)
        if narrowed is None:
            narrowed = copy(self)
            narrowed._chosen = categories
            narrowed._scoping = Scoping(self._timezone)
            narrowed._browser = self._browser.within(categories)
        self._selections[categories] = narrowed
        if len(self._selections) > MOST_SELECTIONS:
            self._selections.popitem(last=False)
        return narrowed

    def by(self, sense: Sense | None) -> Answerer:
        """The same with another sense of what is near in meaning, for measuring."""
        other = copy(self)
        other._sense, other._selections = sense, OrderedDict()
        return other

    async def curate(self, curation: Curation) -> None:
        """Apply this, and nothing of what was applied before, to all that is answered from now on."""
        self._curated = Curated(curation)
        self._scoping = Scoping(self._timezone)
        self._browser = self._browser.curated(self._curated)
        self._selections.clear()

    async def prepare(self) -> None:
        """Wait for the lexicon: questions before are answered without it."""
        await self._lexicon.renew()

    async def ask(
        self,
        text: str,
        *,
        page: int = 1,
        limit: int | None = None,
        category: str | None = None,
        now: datetime | None = None,
        version: str | None = None,
        previous: str = "",
        without: Collection[Filtering] = (),
    ) -> Found | Latest | Nothing:
        """The articles that answer, `limit` (else page_size) on a page, or why there are none.

        A question of nothing but a time, a category or the wish for something new gets the newest.

        A blank text is Nothing("empty"), punctuation Nothing("no_terms"). `category` is a slug, a
        name or nearly a name. A page that does not exist gives the nearest one that does. version:
        the generation of the index to read from; the one that answers where it is None or gone.
        previous: the question before. A follow-up (那招商银行呢) asks it again with one thing changed,
        and is told as `rewritten`. without: filters that the question names and that shall not apply.
        """
        wish = replace(self._wish(page, limit, category), previous=previous, without=without)

        def answer(responder: Responder) -> Found | Latest | Nothing:
            return replace(responder.ask(text, wish, now), version=responder.view.version)

        return await self._look(answer, version)

    async def latest(
        self,
        category: str | None = None,
        *,
        page: int = 1,
        limit: int | None = None,
        version: str | None = None,
    ) -> Latest | Nothing:
        """The newest articles, of one category or of all; `version` as above."""
        wish = self._wish(page, limit, category)

        def answer(responder: Responder) -> Latest | Nothing:
            return replace(responder.newest(wish), version=responder.view.version)

        return await self._look(answer, version)

    async def categories(
        self, *, text: str = "", letter: str = "", page: int = 1, size: int | None = None
    ) -> Categories:
        """See `Browser.categories`."""
        return await self._browser.categories(text=text, letter=letter, page=page, size=size)

    async def dated(
        self, when: str | Days, *, page: int = 1, now: datetime | None = None, version: str | None = None
    ) -> Dated | NoDays:
        """See `Browser.dated`."""
        return await self._browser.dated(when, page=page, now=now, version=version)

    async def of_security(
        self, what: str | Security, *, page: int = 1, version: str | None = None
    ) -> OfSecurity | NoSecurity:
        """See `Browser.of_security`."""
        return await self._browser.of_security(what, page=page, version=version)

    async def trend(
        self, what: str | Security, *, last_days: int | None = None, now: datetime | None = None
    ) -> Trend | NoTrend:
        """See `Browser.trend`."""
        return await self._browser.trend(what, last_days=last_days, now=now)

    async def draw(self, chart: Chart | Panels) -> bytes:
        """The chart as PNG, drawn off the event loop; b"" where the extra `pictures` is not installed."""
        return await asyncio.to_thread(drawn, chart) if can_draw() else b""

    async def fresh(self, known: Collection[str], since: datetime) -> Fresh:
        """The articles since then that are not known."""
        return await self._engine.look(lambda view: fresh(self._curated.view(view), known, since))

    async def matching(
        self, topics: Sequence[Topic], ids: Collection[str], since: datetime
    ) -> tuple[tuple[str, ...], ...]:
        """For each topic those of the ids that it matches, the newest first; none of them is older."""
        return await self._look(lambda responder: matching(responder, topics, ids, since))

    async def rehearse(self, wanted: str | Topic, *, now: datetime | None = None) -> Rehearsal | NoTopic:
        """What a topic, or what a text names, would have brought in the last days."""
        moment = self._scoping.moment(now)
        return await self._look(
            lambda responder: rehearsal(responder, self._browser.securities(responder.view), wanted, moment)
        )

    async def help(self) -> Help:
        """What can be asked of: how many articles, how new, and titles of the newest."""

        def look(view: View) -> Help:
            view = self._curated.view(view)
            status, newest = view.status(), chosen_from(view, self._chosen).latest(NO_FILTER, limit=EXAMPLES)
            return Help(status.documents, status.newest, tuple(hit.article.title for hit in newest.hits))

        return await self._engine.look(look)

    async def ranking(self, text: str, *, limit: int) -> Ranking:
        """For measuring: ids with scores, best first, and the first's card; nothing is folded or refused.

        The second stage orders the first fifty; what lies behind follows in the engine's order.
        """
        return await self._look(lambda responder: ranking_of(responder.candidates(text, limit=limit), limit))

    async def nearest(self, text: str, *, limit: int) -> Ranking:
        """For measuring: what is nearest in meaning, whatever the words, with the similarities; no card."""
        return await self._look(lambda responder: responder.nearest(text, limit=limit))

    async def candidates(self, text: str, *, limit: int) -> Candidates:
        """What the second stage is given."""
        return await self._look(lambda responder: responder.candidates(text, limit=limit))

    async def examine(self, text: str, ids: Collection[str], *, limit: int) -> Examined:
        """The first `limit` articles of a question, and why the first and those of these ids stand there."""
        return await self._look(lambda responder: examined(responder, text, ids, limit=limit))

    async def grouped(self, questions: Sequence[str]) -> tuple[tuple[int, ...], ...]:
        """See `grouping.grouped`."""
        return await asyncio.to_thread(grouped, questions)

    async def add_alias(self, line: str) -> AliasLine:
        """A line more in the editor's file, which questions follow from now on. Raises AliasRefused."""
        added = await asyncio.to_thread(add_alias, self._aliases, line)
        await self.read_aliases()
        return added

    async def remove_alias(self, key: str) -> str:
        """The line that was taken out of the editor's file, "" where it is gone. Raises AliasRefused."""
        gone = await asyncio.to_thread(remove_alias, self._aliases, key)
        await self.read_aliases()
        return gone

    async def read_aliases(self) -> None:
        """Follow the files as they are now."""
        self._lexicon.use(await asyncio.to_thread(load_aliases, self._aliases))

    async def articles(self, ids: Collection[str]) -> tuple[Article, ...]:
        """Those with these ids, and those that they were merged into, as far as they are shown at all."""

        def look(view: View) -> tuple[Article, ...]:
            seen = chosen_from(self._curated.view(view), self._chosen)
            return seen.get([*ids, *seen.stand_ins(sorted(ids)).values()])

        return await self._engine.look(look)

    async def stand_ins(self, ids: Collection[str]) -> Mapping[str, str]:
        """For each id that was merged into another article, the id of that article."""
        return await self._engine.stand_ins(sorted(ids))

    def _wish(self, page: int, limit: int | None, category: str | None) -> Wish:
        return Wish(page, self._page_size if limit is None else limit, category)

    async def _look(self, job: Callable[[Responder], Result], version: str | None = None) -> Result:
        """What the job makes of the generation of that name, else of the one that answers."""
        lexicon, scoping, curated = self._lexicon.current, self._scoping, self._curated

        def answer(view: View) -> tuple[Result, str]:
            narrowed = chosen_from(curated.view(view), self._chosen)
            return job(Responder(narrowed, lexicon, scoping, self._sense, curated)), view.version

        reader = await self._engine.at(version) if version else None
        made, read = await (reader or self._engine).look(answer)
        if reader is None and read != self._lexicon.version:
            self._lexicon.renew_soon()
        return made
