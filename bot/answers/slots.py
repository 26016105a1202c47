"""What a question is about, piece by piece: its time, its category, whom or where it names, and the rest.

A slot is what a follow-up may put something else into. Names are those of securities in the articles' own
links, stock codes, names in the dictionary, and what no dictionary knows (海川股份, 璟泰).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.answers.codes import code_places
from bot.answers.naming import Word, names_among, tells
from bot.answers.question import placed
from bot.answers.scope import Place, scope_of, without
from bot.answers.stopwords import ASKING_PHRASE, ASKING_WORDS
from bot.answers.times import find_times
from bot.posts.post import Category
from bot.search.engine import CategoryCount
from bot.search.names import Names
from bot.search.rarity import EVERYDAY, background
from bot.search.text import Aligned, align, normalise
from bot.search.tokens import words

Kind = Literal["time", "category", "company", "place", "event"]


@dataclass(frozen=True, slots=True)
class Known:
    """now: aware, on the readers' clock. categories: all there are. names: of the articles' securities."""

    now: datetime
    categories: Sequence[CategoryCount] = ()
    names: Names = field(default_factory=lambda: Names({}, {}, {}))


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands in `[start, end)` of the normalised text. sure: False for a name that is but guessed."""

    kind: Kind
    start: int
    end: int
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Slots:
    """The slots of a text in its order. asks: it has a word that asks, as a whole question has."""

    typed: str
    aligned: Aligned
    slots: tuple[Slot, ...]
    asks: bool

    def of(self, *kinds: Kind) -> tuple[Slot, ...]:
        return tuple(slot for slot in self.slots if slot.kind in kinds)

    def cut(self, start: int, end: int) -> str:
        """What the reader typed in these places of the normalised text."""
        origin = self.aligned.origin
        return self.typed[origin[start] : origin[end]]

    def said(self, slot: Slot) -> str:
        return self.cut(slot.start, slot.end)


def slots_of(text: str, known: Known) -> Slots:
    """The slots of a text. A category with an everyday name (基金) is none, and events are single words."""
    aligned = align(text)
    whole = aligned.text
    scope = scope_of(whole, now=known.now, known=known.categories)
    named = [scope.named] if scope.category and _telling(scope.category) else []
    times = [(one.start, one.end) for one in find_times(without(whole, named), known.now)]
    if scope.time:
        times = [(scope.time.start, scope.time.end)]
    rest = without(whole, [*times, *named])
    codes = code_places(rest)
    rest = without(rest, codes)
    located = [
        Word(start, word, text[aligned.origin[start]].isupper()) for start, word in placed(rest, words(rest))
    ]
    found = [Slot("time", *place) for place in times] + [Slot("category", *place) for place in named]
    found += [Slot("company", *place) for place in codes]
    for name in names_among(located, known.names):
        found.append(Slot("place" if name.place else "company", name.start, name.end, name.sure))
    taken = [(slot.start, slot.end) for slot in found]
    events = [(word.start, word.end) for word in located if tells(word.text)]
    found += [Slot("event", *place) for place in events if not _within(place, taken)]
    asks = any(word in ASKING_WORDS for _, word, _ in located) or ASKING_PHRASE.search(rest) is not None
    return Slots(text, aligned, tuple(sorted(found, key=lambda slot: slot.start)), asks)


def _telling(category: Category) -> bool:
    return background(normalise(category.name)) >= EVERYDAY


def _within(place: Place, taken: Sequence[Place]) -> bool:
    return any(start <= place[0] < end for start, end in taken)
