"""The one place that asks the engine and answers a reader."""

from __future__ import annotations

import asyncio
import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers.answer import Card, Categories, Found, Help, Latest, Nothing, Understood
from bot.answers.category import find_category, nearest_categories
from bot.answers.compose import Ranking, cards_of, compose, covers_as_well, order, plain_card
from bot.answers.paging import part_of
from bot.answers.question import LONGEST, Question, understand
from bot.answers.scope import Narrowing, Scope, without
from bot.answers.scoping import Scoping
from bot.posts.post import Category
from bot.search.article_text import Whole
from bot.search.engine import NO_FILTER, CategoryCount, Filter, Frequencies, Hit, Query, Reader, SearchEngine
from bot.search.keeper import LexiconKeeper

CANDIDATES = 50
EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Examined:
    """ranking: article ids, best first. cards: of the first and of the articles that were asked about."""

    understood: Understood
    ranking: tuple[str, ...]
    cards: Mapping[str, Card]


class Answerer:
    """Answers in the words of the articles that an engine holds."""

    def __init__(
        self,
        engine: SearchEngine,
        *,
        timezone: ZoneInfo,
        page_size: int = 5,
        lexicon: LexiconKeeper | None = None,
    ) -> None:
        self._whole = engine
        self._engine: Reader = engine
        self._lexicon = lexicon or LexiconKeeper(engine)
        self._scoping = Scoping(engine, self._lexicon, timezone)
        self._page_size = page_size

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
    ) -> Found | Latest | Nothing:
        """The articles that answer, `limit` (else page_size) on a page, or why there are none.

        A question of nothing but a time, a category or the wish for something new gets the newest.

        A blank text is Nothing("empty"), punctuation Nothing("no_terms"). `category` is a slug, a
        name or nearly a name. A page that does not exist gives the nearest one that does. version:
        the generation of the index to read from; the one that answers where it is None or gone.
        """
        bound, read = await self._bound(version)
        return replace(await bound._ask(text, page, limit, category, now), version=read)

    async def _bound(self, version: str | None) -> tuple[Answerer, str]:
        """The same answers from one generation, whatever becomes of the index meanwhile, and its name."""
        reader = await self._whole.at(version) if version else None
        if reader is None:
            version = (await self._engine.status()).version
            reader = await self._whole.at(version) or self._whole
        bound = copy.copy(self)
        bound._engine = reader
        return bound, version or ""

    async def _ask(
        self, text: str, page: int, limit: int | None, category: str | None, now: datetime | None
    ) -> Found | Latest | Nothing:
        if len(text) > LONGEST:
            return Nothing(Understood(text[:LONGEST]), "too_long")
        question = await self._understood(text)
        if not question.terms:
            return Nothing(question.understood, "no_terms" if question.text.strip() else "empty")
        where = NO_FILTER
        if category is not None:
            meant, known = await self._category(category)
            if meant is None:
                return await self._unknown(question.understood, category, known)
            question = replace(question, understood=replace(question.understood, category=meant))
            where = Filter(category=meant.slug)
        size = self._page_size if limit is None else limit
        scope = await self._scoping.scope(text, now, in_category=category is not None)
        if not scope.browses:
            return await self._answered(question, scope, where, page, size)
        listed = await self._browsed(question, scope, where, page, size)
        if isinstance(listed, Latest) or not scope.may_be_content:
            return listed
        answer = await self._answered(question, scope, where, page, size)
        return answer if isinstance(answer, Found) and answer.cards[0].matched else listed

    async def latest(
        self,
        category: str | None = None,
        *,
        page: int = 1,
        limit: int | None = None,
        version: str | None = None,
    ) -> Latest | Nothing:
        """The newest articles, of one category or of all; `version` as above."""
        bound, read = await self._bound(version)
        return replace(await bound._newest(category, page, limit), version=read)

    async def _newest(self, category: str | None, page: int, limit: int | None) -> Latest | Nothing:
        meant = None
        if category is not None:
            meant, known = await self._category(category)
            if meant is None:
                return await self._unknown(Understood(category[:LONGEST]), category, known)
        where = Filter(category=meant.slug) if meant else NO_FILTER
        return await self._latest(where, meant, page, self._page_size if limit is None else limit)

    async def categories(self, *, page: int = 1, size: int | None = None) -> Categories:
        """The categories, most articles first, `size` on a page, else all on one."""
        known = await self._engine.categories()
        part = part_of(len(known), page=page, size=len(known) if size is None else size)
        shown = known[part.offset : part.offset + part.size]
        return Categories(shown, len(known), part.page, part.pages)

    async def help(self) -> Help:
        """What can be asked of: how many articles, how new, and titles of the newest."""
        status = await self._engine.status()
        newest = await self._engine.latest(NO_FILTER, limit=EXAMPLES)
        return Help(status.documents, status.newest, tuple(hit.article.title for hit in newest.hits))

    async def ranking(self, text: str, *, limit: int) -> Ranking:
        """For measuring: ids with scores, best first, and the first's card; nothing is folded or refused.

        The second stage orders the first fifty; what lies behind follows in the engine's order.
        """
        question, frequencies, hits = await self.candidates(text, limit=max(CANDIDATES, limit))
        ordered = await asyncio.to_thread(order, question, frequencies, hits[:CANDIDATES])
        behind = hits[CANDIDATES:]
        lowest = ordered.articles[-1][1] if ordered.articles else 0.0
        rest = [(hit.article.id, lowest * hit.score / (behind[0].score + hit.score)) for hit in behind]
        return Ranking((*ordered.articles, *rest)[:limit], ordered.first)

    async def candidates(self, text: str, *, limit: int) -> tuple[Question, Frequencies, Sequence[Hit]]:
        """What the second stage is given: the question, its words' frequencies, the engine's first."""
        question = await self._understood(text[:LONGEST])
        scope = await self._scoping.scope(text[:LONGEST], None, in_category=False)
        return await self._narrowed(question, scope, NO_FILTER, limit)

    async def examine(self, text: str, ids: Collection[str], *, limit: int) -> Examined:
        """The first `limit` articles of a question, and why the first and those of these ids stand there."""
        ranking = await self.ranking(text, limit=limit)
        question, frequencies, hits = await self.candidates(text, limit=max(CANDIDATES, limit))
        behind = [hit for hit in hits[CANDIDATES:] if hit.article.id in ids]
        unfound = set(ids).difference(hit.article.id for hit in hits)
        others = [Hit(Whole(article), 0.0) for article in await self._engine.get(sorted(unfound))]
        read = [*hits[:CANDIDATES], *behind, *others]
        names = tuple(name for name, _ in ranking.articles)
        cards = await asyncio.to_thread(cards_of, question, frequencies, read, {*ids, *names[:1]})
        return Examined(question.understood, names, cards)

    async def stand_ins(self, ids: Collection[str]) -> Mapping[str, str]:
        """For each id that was merged into another article, the id of that article."""
        return await self._engine.stand_ins(sorted(ids))

    async def _understood(self, text: str) -> Question:
        self._lexicon.renew_soon()
        return await asyncio.to_thread(understand, text, self._lexicon.current)

    async def _narrowed(
        self, question: Question, scope: Scope, where: Filter, limit: int
    ) -> tuple[Question, Frequencies, Sequence[Hit]]:
        """The candidates of the strictest filters that lose nothing, else of none."""
        asked = await self._understood(without(scope.text, scope.asking)) if scope.asking else question
        frequencies, hits = await self._candidates(asked, where, limit)
        for one in scope.narrowings():
            narrow = await self._understood(one.text)
            found = await self._candidates(narrow, one.where(where), limit)
            if await asyncio.to_thread(covers_as_well, narrow, *found, hits[:CANDIDATES]):
                return scope.told(narrow, question, one), *found
        return scope.told(asked, question, None), frequencies, hits

    async def _answered(
        self, question: Question, scope: Scope, where: Filter, page: int, size: int
    ) -> Found | Nothing:
        """The articles that answer within the scope, with its time as a word before it is given up."""
        asked, frequencies, hits = await self._narrowed(question, scope, where, CANDIDATES)
        if not hits and not (await self._engine.status()).documents:
            return Nothing(asked.understood, "no_articles")
        answer = await asyncio.to_thread(compose, asked, frequencies, hits, page=page, size=size)
        last = scope.last_resort
        if isinstance(answer, Found) or asked.understood.time or not last:
            return answer
        timeless = scope.told(await self._understood(last.text), question, last)
        found = await self._candidates(timeless, last.where(where), CANDIDATES)
        other = await asyncio.to_thread(compose, timeless, *found, page=page, size=size)
        return other if isinstance(other, Found) or timeless.understood.outside else answer

    async def _browsed(
        self, question: Question, scope: Scope, where: Filter, page: int, size: int
    ) -> Latest | Nothing:
        """The newest within the scope, or what is newest at all where it holds none."""
        within = Narrowing("", scope.range, scope.category)
        understood = replace(scope.told(question, question, within).understood, terms=())
        listed = await self._latest(within.where(where), understood.category, page, size)
        if isinstance(listed, Latest):
            return replace(listed, question=understood)
        if not scope.range or not (await self._engine.status()).documents:
            return listed
        nearest = await self._engine.latest(
            replace(within.where(where), since=None, until=None), limit=EXAMPLES
        )
        return Nothing(understood, "none_dated", (), tuple(hit.article for hit in nearest.hits))

    async def _candidates(
        self, question: Question, where: Filter, limit: int
    ) -> tuple[Frequencies, Sequence[Hit]]:
        if not question.terms:
            return Frequencies(0, {}), ()
        asked = [term.text for term in question.terms if term.field == "words"]
        frequencies = await self._engine.frequencies(asked)
        page = await self._engine.search(Query(question.terms, where, limit=limit))
        return frequencies, page.hits

    async def _latest(self, where: Filter, meant: Category | None, page: int, size: int) -> Latest | Nothing:
        size = max(1, size)
        wished = max(1, page)
        found = await self._engine.latest(where, limit=size, offset=(wished - 1) * size)
        if not found.total:
            return Nothing(Understood("", category=meant), "no_articles")
        part = part_of(found.total, page=wished, size=size)
        if part.page != wished:
            found = await self._engine.latest(where, limit=size, offset=part.offset)
        cards = tuple(plain_card(hit.article, rank=part.offset + 1 + i) for i, hit in enumerate(found.hits))
        return Latest(meant, cards, found.total, part.page, part.pages)

    async def _category(self, text: str) -> tuple[Category | None, Sequence[CategoryCount]]:
        """The category that a reader means, or None, and all there are."""
        known = await self._engine.categories()
        return await asyncio.to_thread(find_category, text, known), known

    async def _unknown(
        self, understood: Understood, category: str, known: Sequence[CategoryCount]
    ) -> Nothing:
        if not known:
            return Nothing(understood, "no_articles")
        nearest = await asyncio.to_thread(nearest_categories, category, known)
        return Nothing(understood, "unknown_category", (category,), (), nearest)
