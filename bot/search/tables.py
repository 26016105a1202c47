"""Sorted arrays that answer "which words have this key?" in microseconds and some bytes a word."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from bot.search.pinyin import Codes, Keys

Owners = NDArray[np.uint32]
KeyMaker = Callable[[Codes], tuple[Keys, NDArray[np.intp]]]


@dataclass(frozen=True, slots=True)
class Words:
    """Many words in a few arrays: their code points one after the other, where each starts, and how
    many documents hold it."""

    codes: Codes
    starts: Owners
    counts: Owners

    @classmethod
    def of(cls, counted: Mapping[str, int]) -> Words:
        """The words by number, in the order given."""
        joined = "".join(counted).encode("utf-32-le", "surrogatepass")
        starts = list(accumulate(map(len, counted), initial=0))
        counts = np.fromiter(counted.values(), np.uint32, len(counted))
        return cls(np.frombuffer(joined, np.uint32), np.array(starts, np.uint32), counts)

    def __len__(self) -> int:
        return len(self.counts)

    def __getitem__(self, number: int) -> str:
        part = self.codes[self.starts[number] : self.starts[number + 1]]
        return part.tobytes().decode("utf-32-le", "surrogatepass")

    def by_length(self, shortest: int, longest: int) -> Iterator[tuple[NDArray[np.intp], Codes]]:
        """Numbers and code points, shape (words, length), of the words of each length."""
        lengths = np.diff(self.starts.astype(np.int64))
        for length in range(shortest, longest + 1):
            numbers = np.flatnonzero(lengths == length)
            if len(numbers):
                yield numbers, self.codes[self.starts[numbers][:, None] + np.arange(length, dtype=np.uint32)]


@dataclass(frozen=True, slots=True)
class Postings:
    """Keys in rising order and the number that belongs to each; a key may stand more than once."""

    keys: Keys
    owners: Owners

    @classmethod
    def of(cls, words: Words, make: KeyMaker, *, shortest: int, longest: int) -> Postings:
        """What `make` gives for words of these lengths."""
        keys, owners = [np.zeros(0, np.uint64)], [np.zeros(0, np.uint32)]
        for numbers, characters in words.by_length(shortest, longest):
            made, which = make(characters)
            keys.append(made)
            owners.append(numbers[which].astype(np.uint32))
        return cls.sorted(np.concatenate(keys), np.concatenate(owners))

    @classmethod
    def sorted(cls, keys: Keys, owners: Owners) -> Postings:
        order = np.argsort(keys, kind="stable")
        return cls(keys[order], owners[order])

    def find(self, keys: Sequence[int]) -> list[list[int]]:
        """The numbers that belong to each key."""
        found: list[list[int]] = [[] for _ in keys]
        if not keys or not len(self.keys):
            return found
        wanted = np.array(keys, np.uint64)
        order = np.argsort(wanted)  # neighbours in the table are looked at one after the other
        first = self.keys.searchsorted(wanted[order])
        held = self.keys.take(first, mode="clip") == wanted[order]
        start, places = first[held], order[held]
        end = self.keys.searchsorted(wanted[places], "right")
        for place, one, other in zip(places.tolist(), start.tolist(), end.tolist(), strict=True):
            found[place] = self.owners[one:other].tolist()
        return found

    def first(self, key: int) -> int:
        """The first of the numbers that belong to a key, -1 where none does."""
        place = int(self.keys.searchsorted(np.uint64(key)))
        return int(self.owners[place]) if place < len(self.keys) and int(self.keys[place]) == key else -1


@dataclass(frozen=True, slots=True)
class Pairs:
    """Two characters that stand side by side in documents, in rising order, with how many hold them."""

    keys: Keys
    counts: Owners

    @classmethod
    def of(cls, counted: Mapping[str, int]) -> Pairs:
        two = [pair for pair in counted if len(pair) == 2]
        joined = np.frombuffer("".join(two).encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
        keys = pair_keys(joined[::2], joined[1::2])
        order = np.argsort(keys)
        return cls(keys[order], np.fromiter(map(counted.__getitem__, two), np.uint32, len(two))[order])

    def held(self, keys: Keys) -> Owners:
        """How many documents hold each pair, 0 for one that none does."""
        if not len(self.keys):
            return np.zeros(len(keys), np.uint32)
        places = np.minimum(np.searchsorted(self.keys, keys), len(self.keys) - 1)
        return np.where(self.keys[places] == keys, self.counts[places], np.uint32(0))

    def count(self, pairs: Iterable[str]) -> list[int]:
        """The same for pairs as text."""
        keys = [(ord(pair[0]) << 32) | ord(pair[1]) for pair in pairs]
        return [int(one) for one in self.held(np.array(keys, np.uint64))]

    def after(self, character: str) -> Codes:
        """The code points that documents have after a character."""
        first = ord(character) << 32
        bounds = np.searchsorted(self.keys, np.array([first, first + (1 << 32)], np.uint64))
        return (self.keys[bounds[0] : bounds[1]] & np.uint64(0xFFFFFFFF)).astype(np.uint32)


def pair_keys(first: NDArray[np.uint64], second: NDArray[np.uint64]) -> Keys:
    return (first << np.uint64(32)) | second
