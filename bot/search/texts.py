"""Many normalised texts searched at once: where strings of a question stand in them.

Asking fifty texts for thirty strings one by one takes milliseconds. Here the texts are one array of code
points; the few places with a character of the question are picked out once, and every string is looked
for among these.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.search.occurrences import MOST, Bounds, occurrences

Numbers = NDArray[np.int64]
BORDER = "\n"
CODES = 0x110000


class Texts:
    """Texts laid end to end, with a line break between, which no string that is looked for holds.

    strings: all that will be looked for.
    """

    def __init__(self, texts: Sequence[str], strings: Iterable[str]) -> None:
        self.texts = texts
        self.joined = BORDER.join(texts)
        lengths = np.fromiter(map(len, texts), np.int64, len(texts))
        self.starts: Numbers = np.cumsum(lengths + 1) - lengths - 1
        self.lengths = lengths
        self._letters = {
            letter: number
            for number, letter in enumerate(
                sorted({letter for string in strings for letter in string}), start=1
            )
        }
        codes = np.frombuffer(self.joined.encode("utf-32-le", "surrogatepass"), np.uint32)
        numbers = self._table().take(codes, mode="clip")
        self._at = np.flatnonzero(numbers != 0)
        self._numbers = numbers[self._at]
        self._owners: Numbers = np.repeat(np.arange(len(texts)), lengths + 1)
        self._known: dict[str, tuple[Numbers, Numbers]] = {}

    def places(self, string: str) -> tuple[Numbers, Numbers]:
        """The first places of a string in each text, as `occurrences` tells them: text and start of each."""
        if string not in self._known:
            places = self._found(string)
            owners = self._owners[places]
            self._known[string] = owners, places - self.starts[owners]
        return self._known[string]

    def holding(self, pairs: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text (row) holds each pair of characters (column), wherever it stands."""
        held = np.zeros((len(self.texts), len(pairs)), np.bool_)
        columns = np.full(self._base**2, -1, np.int64)
        columns[[self._key(pair) for pair in pairs]] = np.arange(len(pairs))
        column = columns[self._pairs[:-1]]
        hits = np.flatnonzero(column >= 0)
        held[self._owners[self._at[hits]], column[hits]] = True
        return held

    def near_letters(self, string: str, *, least: int) -> NDArray[np.bool_]:
        """Which texts have `least` places with letters of the string within its own length."""
        wanted = np.zeros(self._base, np.bool_)
        wanted[[self._letters[letter] for letter in string]] = True
        at = self._at[wanted[self._numbers]]
        found = np.zeros(len(self.texts), np.bool_)
        if len(at) >= least:
            close = at[: len(at) - least + 1][at[least - 1 :] - at[: len(at) - least + 1] < len(string)]
            found[self._owners[close]] = True
        return found

    @property
    def _base(self) -> int:
        return len(self._letters) + 1

    def _table(self) -> NDArray[np.uint16]:
        table = np.zeros(CODES, np.uint16)
        for letter, number in self._letters.items():
            table[ord(letter)] = number
        return table

    @cached_property
    def _pairs(self) -> Numbers:
        """The number of each picked place's letter with the next one's, 0 where that is none; then a 0."""
        pairs = np.zeros(len(self._at) + 1, np.int64)
        if len(self._at) > 1:
            numbers = self._numbers.astype(np.int64)
            together = np.diff(self._at) == 1
            pairs[:-2] = (numbers[:-1] * self._base + numbers[1:]) * together
        return pairs

    def _key(self, pair: str) -> int:
        return self._letters[pair[0]] * self._base + self._letters[pair[1]]

    def _found(self, string: str) -> Numbers:
        if not string:
            return np.zeros(0, np.int64)
        if len(string) == 1:
            found = np.flatnonzero(self._numbers == self._letters[string])
        else:
            found = np.flatnonzero(self._pairs == self._key(string[:2]))
            for place in range(1, len(string) - 1):
                following = self._pairs.take(found + place, mode="clip")
                found = found[following == self._key(string[place : place + 2])]
        return self._first(string, self._at[found])

    def _first(self, string: str, places: Numbers) -> Numbers:
        """Of these places those that do not overlap and where the string stands alone, at most 40 a text."""
        bounds, overlaps = Bounds(string), _overlaps(string)
        if (bounds.matter or overlaps) and len(places) > MOST * len(self.texts):
            return self._one_by_one(string)  # which looks at no more places than it must
        if overlaps:
            places = _apart(places, len(string))
        if bounds.matter:
            places = places[[bounds.stands_alone(self.joined, place) for place in places.tolist()]]
        if len(places) > MOST:
            owners = self._owners[places]
            places = places[np.arange(len(places)) - np.searchsorted(owners, owners) < MOST]
        return places

    def _one_by_one(self, string: str) -> Numbers:
        found = [
            np.array(occurrences(string, text), np.int64) + start
            for text, start in zip(self.texts, self.starts, strict=True)
        ]
        return np.concatenate(found)


def _overlaps(string: str) -> bool:
    """May the string begin within itself, as 啊啊 does?"""
    return any(string.startswith(string[cut:]) for cut in range(1, len(string)))


def _apart(places: Numbers, length: int) -> Numbers:
    """From the left every place that no kept one reaches into."""
    kept: list[int] = []
    for place in places.tolist():
        if not kept or place >= kept[-1] + length:
            kept.append(place)
    return np.array(kept, np.int64)
