"""Categories by the first letters of their pinyin, and by a part of the name, its pinyin or its initials.

A character with two readings counts under both: 厦门晚报 stands under S and under X.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.answers.category import nearest_categories
from bot.search.engine import CategoryCount
from bot.search.pinyin import sounds
from bot.search.text import normalise

LONGEST = 60
OTHER = "#"  # the letter of names that begin with none


@dataclass(frozen=True, slots=True)
class Entry:
    """initials: for each character of the name the first letters of its readings."""

    counted: CategoryCount
    name: str
    slug: str
    pinyin: str
    initials: tuple[frozenset[str], ...]

    def letters(self) -> frozenset[str]:
        found = {letter.upper() for letter in (self.initials[0] if self.initials else ()) if letter.isascii()}
        return frozenset(letter for letter in found if letter.isalpha()) or frozenset(OTHER)

    def rank(self, said: str) -> int | None:
        """How directly it answers to a text, 0 the most; None where it does not."""
        fits = (
            said in (self.name, self.slug),
            self.name.startswith(said),
            said in self.name,
            self._begins_anywhere(said, [0]),
            said.isascii() and (self.pinyin.startswith(said) or self.slug.startswith(said)),
            self._begins_anywhere(said, range(1, len(self.initials))),
            said.isascii() and (said in self.pinyin or said in self.slug),
        )
        return fits.index(True) if True in fits else None

    def _begins_anywhere(self, said: str, starts: Iterable[int]) -> bool:
        """Are these the initials of the characters from one of the places on?"""
        return any(
            start + len(said) <= len(self.initials)
            and all(letter in self.initials[start + at] for at, letter in enumerate(said))
            for start in starts
        )


class CategoryIndex:
    """All of one generation, most articles first."""

    def __init__(self, known: Sequence[CategoryCount]) -> None:
        self.all = tuple(known)
        self._entries = tuple(_entry(one) for one in known)

    @property
    def letters(self) -> tuple[str, ...]:
        """Those under which there are any, # last."""
        found = {letter for entry in self._entries for letter in entry.letters()}
        return tuple(sorted(found, key=lambda letter: (letter == OTHER, letter)))

    def under(self, letter: str) -> tuple[CategoryCount, ...]:
        return tuple(entry.counted for entry in self._entries if letter in entry.letters())

    def holding(self, text: str) -> tuple[CategoryCount, ...]:
        """Those that answer to a text, the most direct first, then those with most articles."""
        said = _plain(text)
        ranked = [
            (rank, entry.counted)
            for entry in self._entries
            if said and (rank := entry.rank(said)) is not None
        ]
        return tuple(counted for _, counted in sorted(ranked, key=lambda one: one[0]))

    def near(self, text: str) -> tuple[CategoryCount, ...]:
        """The few whose names look most like the text."""
        near = nearest_categories(text, self.all)
        return tuple(one for category in near for one in self.all if one.category == category)


def _entry(counted: CategoryCount) -> Entry:
    name, known = _plain(counted.category.name), sounds()
    readings = [[known.syllables[number] for number in known.of(character)] for character in name]
    spoken = [read or [character] for read, character in zip(readings, name, strict=True)]
    initials = tuple(frozenset(one[0] for one in read) for read in spoken)
    return Entry(counted, name, _plain(counted.category.slug), "".join(read[0] for read in spoken), initials)


def _plain(text: str) -> str:
    return normalise(text[:LONGEST]).replace(" ", "")
