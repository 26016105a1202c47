"""Many normalised texts searched at once: where strings of a question stand in them.

Asking fifty texts for thirty strings one by one takes milliseconds. Here the texts are one array of code
points; the few places with a character of the question are picked out once, and every string is looked
for among these.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bot.search.occurrences import MOST, Bounds, occurrences

Numbers = NDArray[np.int64]
BORDER = "\n"
PLANE = 0x10000  # code points of the Basic Multilingual Plane
NONE: Numbers = np.zeros(0, np.int64)


class Texts:
    """Texts laid end to end, with a line break between, which no string that is looked for holds.

    strings: all that will be looked for.
    """

    def __init__(self, texts: Sequence[str], strings: Iterable[str]) -> None:
        self.texts = texts
        self.lengths: Numbers = np.fromiter(map(len, texts), np.int64, len(texts))
        self._starts: Numbers = np.cumsum(self.lengths + 1) - self.lengths - 1
        self._joined = BORDER.join(texts)
        letters = sorted({letter for string in strings for letter in string})
        self._letters = {letter: number for number, letter in enumerate(letters, start=1)}
        numbers = _numbered(self._joined, self._letters)
        self._at: Numbers = np.flatnonzero(numbers != 0)
        self._numbers = numbers[self._at]
        bounds = np.append(self._at.searchsorted(self._starts), len(self._at))
        self._owners: Numbers = np.repeat(np.arange(len(texts)), np.diff(bounds))
        self._known: dict[str, tuple[Numbers, Numbers]] = {}

    def places(self, string: str) -> tuple[Numbers, Numbers]:
        """The first places of a string in each text, as `occurrences` tells them: text and start of each."""
        if string not in self._known:
            self._known[string] = self._first(string, self._found(string)) if string else (NONE, NONE)
        return self._known[string]

    def holding(self, pairs: Sequence[str]) -> NDArray[np.bool_]:
        """Whether each text (row) holds each pair of characters (column), wherever it stands."""
        held = np.zeros((len(self.texts), len(pairs)), np.bool_)
        columns = np.full(self._base**2, -1, np.int64)
        columns[[self._key(pair) for pair in pairs]] = np.arange(len(pairs))
        column = columns[self._pairs[:-1]]
        hits = np.flatnonzero(column >= 0)
        held[self._owners[hits], column[hits]] = True
        return held

    def near_letters(self, string: str, *, least: int) -> NDArray[np.bool_]:
        """Which texts have `least` places with letters of the string within its own length."""
        wanted = np.zeros(self._base, np.bool_)
        wanted[[self._letters[letter] for letter in string]] = True
        picked = np.flatnonzero(wanted[self._numbers])
        found = np.zeros(len(self.texts), np.bool_)
        if len(picked) >= least:
            at = self._at[picked]
            close = at[least - 1 :] - at[: len(at) - least + 1] < len(string)
            found[self._owners[picked[: len(close)][close]]] = True
        return found

    @property
    def _base(self) -> int:
        return len(self._letters) + 1

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
        """Which of the picked places the string begins at."""
        if len(string) == 1:
            return np.flatnonzero(self._numbers == self._letters[string])
        found = np.flatnonzero(self._pairs == self._key(string[:2]))
        for place in range(1, len(string) - 1):
            following = self._pairs.take(found + place, mode="clip")
            found = found[following == self._key(string[place : place + 2])]
        return found

    def _first(self, string: str, found: Numbers) -> tuple[Numbers, Numbers]:
        """Of these those that do not overlap and where the string stands alone, at most 40 a text."""
        bounds, overlaps = Bounds(string), _overlaps(string)
        if (bounds.matter or overlaps) and len(found) > MOST * len(self.texts):
            return self._one_by_one(string)  # which looks at no more places than it must
        if overlaps:
            found = found[_apart(self._at[found].tolist(), len(string))]
        if bounds.matter:
            places = self._at[found].tolist()
            found = found[[bounds.stands_alone(self._joined, place) for place in places]]
        owners = self._owners[found]
        if len(found) > MOST:
            few = np.arange(len(found)) - np.searchsorted(owners, owners) < MOST
            found, owners = found[few], owners[few]
        return owners, self._at[found] - self._starts[owners]

    def _one_by_one(self, string: str) -> tuple[Numbers, Numbers]:
        several = [np.array(occurrences(string, text), np.int64) for text in self.texts]
        return np.repeat(np.arange(len(several)), list(map(len, several))), np.concatenate(several)


def _numbered(text: str, letters: Mapping[str, int]) -> NDArray[np.uint16]:
    """The number of every letter of a text, 0 for one that has none."""
    table = np.zeros(PLANE, np.uint16)
    rare = []
    for letter, number in letters.items():
        if ord(letter) < PLANE - 1:
            table[ord(letter)] = number
        else:
            rare.append(letter)
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    numbers = table.take(codes, mode="clip")
    for letter in rare:  # beyond the table, which would be too large for a processor's cache
        numbers[codes == ord(letter)] = letters[letter]
    return numbers


def _overlaps(string: str) -> bool:
    """May the string begin within itself, as 啊啊 does?"""
    return any(string.startswith(string[cut:]) for cut in range(1, len(string)))


def _apart(places: Sequence[int], length: int) -> list[bool]:
    """From the left, is each place one that no kept one reaches into?"""
    kept, free = [], -1
    for place in places:
        kept.append(place >= free)
        free = place + length if place >= free else free
    return kept
