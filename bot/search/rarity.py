"""How rare a word is: in the corpus where the corpus is large, in Chinese at large where it is small."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from bot.search.engine import Frequencies

PRIOR = 200.0
UNKNOWN = 12.0
UNKNOWN_CHARACTER = 6.0
LEAST = 0.05


def idf(words: Sequence[str], frequencies: Frequencies) -> dict[str, float]:
    """The inverse document frequency of each word, `log((N + K) / (n + K p))`, at least 0.05.

    N documents of which n hold the word; p is the word's share of documents in Chinese at large and
    K = 200 imagined documents with that share. A corpus of a hundred posts thus leans on the language,
    one of ten thousand on itself, and of two words that no post holds the everyday one weighs less.
    """
    total = frequencies.documents + PRIOR
    return {
        word: max(LEAST, math.log(total / (frequencies.counts.get(word, 0) + PRIOR * _share(word))))
        for word in words
    }


def background(word: str) -> float:
    """The word's IDF in Chinese at large (natural logarithm, 0.9 to 13.9), from jieba's own table.

    A word that the table lacks counts as rare, a single character as middling.
    """
    return _table().get(word, UNKNOWN_CHARACTER if len(word) == 1 else UNKNOWN)


def _share(word: str) -> float:
    return math.exp(-background(word))


@cache
def _table() -> Mapping[str, float]:
    """Word to IDF: 270,000 words, a quarter of a second and 30 MB, hence read when first asked."""
    lines = _path().read_text(encoding="utf-8").splitlines()
    return {word: float(value) for word, _, value in (line.partition(" ") for line in lines)}


def _path() -> Path:
    # The table is read beside the package: importing jieba would load its segmenter, too.
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed; its idf.txt is the table of word rarity")
    return Path(spec.submodule_search_locations[0], "analyse", "idf.txt")
