"""Articles that are looked through rather than asked for: those of a day, of a security, of a category."""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.answers.answer import Card, Categories, Dated, Days, NoDays, NoSecurity, OfSecurity, Security
from bot.answers.category_index import LONGEST, CategoryIndex
from bot.answers.compose import plain_card
from bot.answers.curated import Curated
from bot.answers.days import days_in, earlier, later, within
from bot.answers.paging import Part, part_of
from bot.answers.remembered import Remembered
from bot.answers.securities import Securities
from bot.answers.trend import Known, trend
from bot.answers.trends import NoTrend, Trend
from bot.search.engine import Filter, SearchEngine, View
from bot.search.within import Within

Result = TypeVar("Result")


class Browser:
    """Each answer is read off the event loop, in one go, from one generation.

    version, everywhere: the generation to read from; the one that answers where it is None or gone.
    """

    def __init__(self, engine: SearchEngine, *, timezone: ZoneInfo, page_size: int = 6) -> None:
        self._engine = engine
        self._timezone = timezone
        self._page_size = page_size
        self._chosen: frozenset[str] | None = None
        self._curated = Curated()
        self._categories = Remembered(lambda view: CategoryIndex(view.categories()))
        self._securities = Remembered(lambda view: Securities(view.entities()))

    async def dated(
        self, when: str | Days, *, page: int = 1, now: datetime | None = None, version: str | None = None
    ) -> Dated | NoDays:
        """The articles of the days that a text names, or of the day of the newest where it is blank."""
        moment = (now or datetime.now(self._timezone)).astimezone(self._timezone)
        days = when if isinstance(when, Days) else days_in(when, moment)
        if isinstance(when, str) and when.strip() and days is None:
            return NoDays(when)
        return await self._look(lambda view: self._dated(view, days, page, moment.date()), version)

    def _dated(self, view: View, days: Days | None, page: int, today: date) -> Dated:
        if days is None:
            newest = view.status().newest
            day = newest.astimezone(self._timezone).date() if newest else today
            days = Days(day, day)
        part, cards, total = self._listed(view, within(days, self._timezone), page)
        return Dated(
            days,
            cards,
            total,
            part.page,
            part.pages,
            earlier=earlier(view, days, self._timezone),
            later=later(view, days, self._timezone),
            version=view.version,
        )

    def securities(self, view: View) -> Securities:
        """Those that articles of this generation link."""
        return self._securities.of(view)

    async def of_security(
        self, what: str | Security, *, page: int = 1, version: str | None = None
    ) -> OfSecurity | NoSecurity:
        """The articles that link what a text names by code or name, or a security, by market and code."""
        return await self._look(lambda view: self._of_security(view, what, page), version)

    def _of_security(self, view: View, what: str | Security, page: int) -> OfSecurity | NoSecurity:
        known = self._securities.of(view)
        found = known.meant(what) if isinstance(what, str) else known.of((what.market, what.code))
        if found is None:
            text = what if isinstance(what, str) else what.code
            return NoSecurity(text.strip(), known.nearest(text))
        part, cards, total = self._listed(view, Filter(entity=(found.market, found.code)), page)
        return OfSecurity(
            found,
            cards,
            tuple(known.odd_name(card.article, found) for card in cards),
            total,
            part.page,
            part.pages,
            shared=known.shared(found),
            version=view.version,
        )

    async def trend(
        self, what: str | Security, *, last_days: int | None = None, now: datetime | None = None
    ) -> Trend | NoTrend:
        """How often something was mentioned, a security by market and code, or what a text names.

        last_days: the last so many days, 0 for all time; None for the time that the text names.
        """
        moment = now or datetime.now(self._timezone)

        def counted(view: View) -> Trend | NoTrend:
            known = Known(self._securities.of(view), self._categories.of(view).all)
            return trend(view, what, known, last_days=last_days, now=moment, zone=self._timezone)

        return await self._look(counted, None)

    async def categories(
        self, *, text: str = "", letter: str = "", page: int = 1, size: int | None = None
    ) -> Categories:
        """The categories, `size` on a page, else all on one.

        text: only those with it in the name, its pinyin or its initials; where there are none, the nearest.
        letter: only those under this one, "#" for names that begin with none.
        """
        return await self._look(lambda view: self._those(view, text.strip(), letter, page, size), None)

    def _those(self, view: View, text: str, letter: str, page: int, size: int | None) -> Categories:
        index = self._categories.of(view)
        known = index.holding(text) if text else index.under(letter) if letter else index.all
        near = bool(text) and not known
        known = index.near(text) if near else known
        part = part_of(len(known), page=page, size=len(known) if size is None else size)
        return Categories(
            known[part.offset : part.offset + part.size],
            len(known),
            part.page,
            part.pages,
            letter="" if text else letter,
            letters=index.letters,
            text=text[:LONGEST],
            near=near,
        )

    def _listed(self, view: View, where: Filter, page: int) -> tuple[Part, tuple[Card, ...], int]:
        """The articles of the nearest page that exists, newest first, and how many there are in all."""
        total = view.latest(where, limit=0).total
        part = part_of(total, page=page, size=self._page_size)
        hits = view.latest(where, limit=part.size, offset=part.offset).hits
        cards = (plain_card(hit.article, rank=part.offset + at) for at, hit in enumerate(hits, 1))
        return part, tuple(cards), total

    async def _look(self, job: Callable[[View], Result], version: str | None) -> Result:
        reader = await self._engine.at(version) if version else None
        curated = self._curated
        return await (reader or self._engine).look(
            lambda view: job(chosen_from(curated.view(view), self._chosen))
        )

    def curated(self, curated: Curated) -> Browser:
        """One that shows nothing of what is hidden."""
        other = copy(self)
        other._curated = curated
        other._categories = Remembered(lambda view: CategoryIndex(view.categories()))
        return other

    def within(self, categories: frozenset[str]) -> Browser:
        """One that finds nothing but articles of these categories, by slug."""
        narrowed = copy(self)
        narrowed._chosen = categories
        narrowed._categories = Remembered(lambda view: CategoryIndex(view.categories()))
        return narrowed


def chosen_from(view: View, categories: frozenset[str] | None) -> View:
    """The view with these categories only; None is all of them."""
    return view if categories is None else Within(view, categories)
