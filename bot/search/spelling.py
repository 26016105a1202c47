"""Words that differ by one slip of the keyboard: a missing, an extra, a wrong or two swapped characters.

Two such words are equal after at most one character is taken out of each, so that a table of all words
with each character taken out finds them by equal keys; rapidfuzz then tells what the slip was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from rapidfuzz.distance import OSA

from bot.search.pinyin import LETTER_BASE, MASK, POWERS, Codes, Keys

Slip = Literal["missing", "extra", "wrong", "swapped"]


def whole_keys(characters: Codes) -> tuple[Keys, NDArray[np.intp]]:
    """A key of each word of one length (code points, shape (words, length)) and whose it is."""
    key = np.zeros(len(characters), np.uint64)
    for column in characters.T:
        key = key * np.uint64(LETTER_BASE) + column
    return key, np.arange(len(characters))


def deleted_keys(characters: Codes) -> tuple[Keys, NDArray[np.intp]]:
    """The like for the words with each of their characters taken out in turn."""
    count, length = characters.shape
    made = [whole_keys(np.delete(characters, place, axis=1))[0] for place in range(length)]
    return np.concatenate(made), np.tile(np.arange(count), length)


def typed_keys(word: str) -> Iterator[int]:
    """The key of a typed word, then those of it with each character taken out."""
    before = [0]
    for letter in word:
        before.append((before[-1] * LETTER_BASE + ord(letter)) & MASK)
    whole, last = before[-1], len(word) - 1
    yield whole
    for place in range(len(word)):
        power = POWERS[last - place]
        behind = whole - before[place + 1] * power
        yield (before[place] * power + behind) & MASK


def slip(typed: str, meant: str) -> Slip | None:
    """The one slip that makes `typed` of `meant`, or None where it takes none or several."""
    if OSA.distance(typed, meant, score_cutoff=1) != 1:
        return None
    if len(typed) != len(meant):
        return "missing" if len(typed) < len(meant) else "extra"
    return "swapped" if sorted(typed) == sorted(meant) else "wrong"
