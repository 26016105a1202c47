"""What is said of a question, read from one generation of an index: the whole path, in one go.

Nothing waits here, so that a question is one job for one thread. `Answerer` brings it there.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import TYPE_CHECKING

from bot.answers.answer import Filtering, Found, Latest, Nothing, Understood
from bot.answers.candidates import CANDIDATES, Candidates
from bot.answers.category import find_category, nearest_categories
from bot.answers.compose import Ranking, compose, covers_as_well, plain_card
from bot.answers.curated import Curated
from bot.answers.followup import rewritten
from bot.answers.paging import part_of
from bot.answers.question import LONGEST, Question, understand
from bot.answers.scope import Narrowing, Scope, without
from bot.answers.scoping import Scoping
from bot.answers.slots import Known
from bot.posts.post import Category
from bot.search.engine import NO_FILTER, CategoryCount, Filter, Frequencies, Query, View
from bot.search.lexicon import Lexicon

if TYPE_CHECKING:
    from bot.search.meaning.sense import Asking, Sense

EXAMPLES = 3


@dataclass(frozen=True, slots=True)
class Wish:
    """Which page is wanted, of how many articles, and of which category (as the reader calls it).

    previous: the question before, which a follow-up changes. without: filters that shall not apply.
    """

    page: int
    size: int
    category: str | None = None
    previous: str = ""
    without: Collection[Filtering] = ()


@dataclass(frozen=True, slots=True)
class Responder:
    """Answers from one view of an index, with its lexicon. sense: None where words alone decide.
    curated: which questions have an answer that editors chose; what they hid is not in the view."""

    view: View
    lexicon: Lexicon
    scoping: Scoping
    sense: Sense | None = None
    curated: Curated = field(default_factory=Curated)

    def ask(self, text: str, wish: Wish, now: datetime | None) -> Found | Latest | Nothing:
        """The articles that answer, or why there are none; see `Answerer.ask`."""
        changed = self._followed(text, wish, now)
        answer = self._asked(changed or text, wish, now)
        if not changed:
            return answer
        understood = answer.question or Understood(changed)
        return replace(answer, question=replace(understood, rewritten=True))

    def _followed(self, text: str, wish: Wish, now: datetime | None) -> str | None:
        known = Known(self.scoping.moment(now), self.scoping.categories(self.view), self.lexicon.names)
        return rewritten(wish.previous, text, known)

    def _asked(self, text: str, wish: Wish, now: datetime | None) -> Found | Latest | Nothing:
        if len(text) > LONGEST:
            return Nothing(Understood(text[:LONGEST]), "too_long")
        question = self._understood(text)
        if not question.terms:
            return Nothing(question.understood, "no_terms" if question.text.strip() else "empty")
        where = NO_FILTER
        if wish.category is not None:
            meant, known = self._category(wish.category)
            if meant is None:
                return _unknown(question.understood, wish.category, known)
            question = replace(question, understood=replace(question.understood, category=meant))
            where = Filter(category=meant.slug)
        scope = self.scoping.scope(self.view, text, now, in_category=wish.category is not None)
        if wish.without:
            scope, question = self._freed(scope, question, wish.without)
        pin = self.curated.pinned(text)
        if (pin or not scope.browses) and question.terms:
            return self._answered(question, scope, where, wish, pin)
        listed = self._browsed(question, scope, where, wish)
        if isinstance(listed, Latest) or not scope.may_be_content:
            return listed
        answer = self._answered(question, scope, where, wish)
        return answer if isinstance(answer, Found) and answer.cards[0].matched else listed

    def _freed(
        self, scope: Scope, question: Question, filters: Collection[Filtering]
    ) -> tuple[Scope, Question]:
        """Scope and question without the words of these filters, which are told with the whole text."""
        freed = scope.freed(filters)
        asked = self._understood(freed.text)
        return freed, replace(asked, understood=replace(asked.understood, text=question.understood.text))

    def newest(self, wish: Wish) -> Latest | Nothing:
        """The newest articles, of one category or of all."""
        meant = None
        if wish.category is not None:
            meant, known = self._category(wish.category)
            if meant is None:
                return _unknown(Understood(wish.category[:LONGEST]), wish.category, known)
        return self._latest(Filter(category=meant.slug) if meant else NO_FILTER, meant, wish)

    def candidates(self, text: str, *, limit: int) -> Candidates:
        """The candidates of a question, narrowed where that loses nothing."""
        question = self._understood(text[:LONGEST])
        asking = self._asking(question)
        scope = self.scoping.scope(self.view, text[:LONGEST], None, in_category=False)
        return self._deepened(self._narrowed(question, scope, NO_FILTER, limit), asking)

    def recent(self, text: str, where: Filter) -> Candidates:
        """The candidates of a question by words alone. where: it says of which time, not the question."""
        named: Filtering = "time"
        scope = self.scoping.scope(self.view, text[:LONGEST], None, in_category=False).freed([named])
        return self._narrowed(self._understood(scope.text), scope, where, CANDIDATES)

    def names_something(self, text: str) -> bool:
        """Does a question ask for more than a time, a category or what is new?"""
        scope = self.scoping.scope(self.view, text, None, in_category=False)
        return not scope.browses and bool(self._understood(text).terms)

    def nearest(self, text: str, *, limit: int) -> Ranking:
        """The articles whose vectors are nearest; none without a sense."""
        asking = self.sense.begin(text[:LONGEST]) if self.sense else None
        asked = asking.asked() if asking else None
        ids = asked.nearest(limit) if asked else ()
        kept = self.view.kept(ids)
        found = [(key, kept[key]) for key in ids if key in kept]
        near = asked.similarities([one for _, one in found]).tolist() if asked else []
        ranked = ((key, similarity) for (key, _), similarity in zip(found, near, strict=True))
        return Ranking(tuple(ranked), None)

    def _understood(self, text: str) -> Question:
        return understand(text, self.lexicon)

    def _narrowed(self, question: Question, scope: Scope, where: Filter, limit: int) -> Candidates:
        """The candidates of the strictest filters that lose nothing, else of none."""
        asked = self._understood(without(scope.text, scope.asking)) if scope.asking else question
        every = self._found(asked, where, limit)
        for one in scope.narrowings():
            narrow = self._found(self._understood(one.text), one.where(where), limit)
            insists = scope.insists and not one.category
            if insists or covers_as_well(narrow, every):
                return narrow._replace(question=scope.told(narrow.question, question, one))
        return every._replace(question=scope.told(asked, question, None))

    def _answered(
        self, question: Question, scope: Scope, where: Filter, wish: Wish, pin: str = ""
    ) -> Found | Nothing:
        """The articles that answer within the scope, with its time as a word before it is given up.
        pin: the id of the article that editors chose, which comes first, whatever its time."""
        asking = self._asking(question)
        found = self._deepened(self._narrowed(question, scope, where, CANDIDATES), asking)
        found = found.pinning(pin, self.view) if pin else found
        understood = found.question.understood
        if not found.hits and not self.view.status().documents:
            return Nothing(understood, "no_articles")
        answer = _composed(found, wish)
        last = scope.last_resort
        if isinstance(answer, Found) or understood.time or not last:
            return answer
        timeless = scope.told(self._understood(last.text), question, last)
        found = self._deepened(self._found(timeless, last.where(where), CANDIDATES), asking)
        other = _composed(found, wish)
        return other if isinstance(other, Found) or timeless.understood.outside else answer

    def _browsed(self, question: Question, scope: Scope, where: Filter, wish: Wish) -> Latest | Nothing:
        """The newest within the scope, or what is newest at all where it holds none."""
        within = Narrowing("", scope.range, scope.category)
        understood = replace(scope.told(question, question, within).understood, terms=())
        listed = self._latest(within.where(where), understood.category, wish)
        if isinstance(listed, Latest):
            return replace(listed, question=understood)
        if not scope.range or not self.view.status().documents:
            return listed
        nearest = self.view.latest(replace(within.where(where), since=None, until=None), limit=EXAMPLES)
        return Nothing(understood, "none_dated", (), tuple(hit.article for hit in nearest.hits))

    def _found(self, question: Question, where: Filter, limit: int) -> Candidates:
        terms = question.terms
        if not terms:
            return Candidates(question, Frequencies(0, {}), ())
        frequencies = self.view.frequencies([term.text for term in terms if term.field == "words"])
        hits = self.view.search(Query(terms, where, limit=max(CANDIDATES, limit), counting=False)).hits
        return Candidates(question, frequencies, hits[:CANDIDATES], hits[CANDIDATES:], where)

    def _asking(self, question: Question) -> Asking | None:
        """Its meaning, which is looked for beside its words, if it has any."""
        return self.sense.begin(question.understood.text) if self.sense and question.speaks else None

    def _deepened(self, found: Candidates, asking: Asking | None) -> Candidates:
        return found.deepened(asking.asked(), self.view) if asking and found.question.terms else found

    def _latest(self, where: Filter, meant: Category | None, wish: Wish) -> Latest | Nothing:
        size, wished = max(1, wish.size), max(1, wish.page)
        found = self.view.latest(where, limit=size, offset=(wished - 1) * size)
        if not found.total:
            return Nothing(Understood("", category=meant), "no_articles")
        part = part_of(found.total, page=wished, size=size)
        if part.page != wished:
            found = self.view.latest(where, limit=size, offset=part.offset)
        cards = tuple(plain_card(hit.article, rank=part.offset + 1 + i) for i, hit in enumerate(found.hits))
        return Latest(meant, cards, found.total, part.page, part.pages)

    def _category(self, text: str) -> tuple[Category | None, Sequence[CategoryCount]]:
        """The category that a reader means, or None, and all there are."""
        known = self.scoping.categories(self.view)
        return find_category(text, known), known


def _composed(found: Candidates, wish: Wish) -> Found | Nothing:
    return compose(found, page=wish.page, size=wish.size)


def _unknown(understood: Understood, category: str, known: Sequence[CategoryCount]) -> Nothing:
    if not known:
        return Nothing(understood, "no_articles")
    return Nothing(understood, "unknown_category", (category,), (), nearest_categories(category, known))
