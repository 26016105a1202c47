"""Jieba's tables of words in a few arrays: 12 bytes a word where a dictionary takes 160, read in a tenth of
a second.

Its files have a word a line with one or two fields behind blanks, and nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

BASE = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing
MASK = 2**64 - 1
BLANK, BREAK = b" \n"
NAME, PLACE = 1, 2
TAGS = {"nr": NAME, "nt": NAME, "nz": NAME, "nrt": NAME, "nrfg": NAME, "ns": PLACE}

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Table:
    """Keys of words in rising order, and the value of each."""

    keys: NDArray[np.uint64]
    values: NDArray[np.float32 | np.float64 | np.uint8]

    def get(self, word: str) -> float | None:
        """The word's value, None for a word that the table lacks."""
        key = word_key(word)
        place = int(self.keys.searchsorted(np.uint64(key)))
        known = place < len(self.keys) and int(self.keys[place]) == key
        return self.values[place].item() if known else None


def word_key(word: str) -> int:
    """A number for a word: a polynomial of its bytes modulo 2**64."""
    key = 0
    for byte in word.encode(errors="replace"):
        key = (key * BASE + byte) & MASK
    return key


@cache
def rarities() -> Table:
    """Word to IDF (natural logarithm), of 270,000 words."""
    fields = _Fields(_path("analyse", "idf.txt").read_bytes(), 2)
    text = fields.text.copy()
    for _, places in fields.bytes_of(0):
        text[places] = BLANK
    return _table(fields, np.fromstring(text.tobytes().decode("ascii"), sep=" "))


@cache
def tags() -> Table:
    """Word to NAME for persons, companies and the like, to PLACE, or to 0; of 350,000 words."""
    fields = _Fields(_path("dict.txt").read_bytes(), 3)
    written, kinds = fields.keys(2), np.zeros(fields.lines, np.uint8)
    for tag, kind in TAGS.items():
        kinds[written == np.uint64(word_key(tag))] = kind
    return _table(fields, kinds)


class _Fields:
    """Where the fields of all lines of a file begin and end."""

    def __init__(self, data: bytes, fields: int) -> None:
        self.text = np.frombuffer(data.strip(b"\n") + b"\n", np.uint8)
        ends = np.flatnonzero((self.text == BLANK) | (self.text == BREAK))
        self._starts = np.concatenate([[0], ends[:-1] + 1]).reshape(-1, fields)
        self._lengths = ends.reshape(-1, fields) - self._starts
        self.lines = len(self._starts)

    def keys(self, field: int) -> NDArray[np.uint64]:
        """The key of that field in every line."""
        keys = np.zeros(self.lines, np.uint64)
        for lines, places in self.bytes_of(field):
            keys[lines] = keys[lines] * np.uint64(BASE) + self.text[places]
        return keys

    def bytes_of(self, field: int) -> Iterator[tuple[Numbers, Numbers]]:
        """The lines whose field has a first byte and where that is, then those with a second, and so on."""
        lengths, starts = self._lengths[:, field], self._starts[:, field]
        for place in range(int(lengths.max(initial=0))):
            lines = np.flatnonzero(lengths > place)
            yield lines, starts[lines] + place


def _table(fields: _Fields, values: NDArray[np.float64] | NDArray[np.uint8]) -> Table:
    keys = fields.keys(0)
    order = np.argsort(keys)
    return Table(keys[order], values[order])


def _path(*parts: str) -> Path:
    # Read beside the package: importing jieba would load its segmenter, too.
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed; its tables tell rare words and names")
    return Path(spec.submodule_search_locations[0], *parts)
