"""How rare a word is, and whether it is a name: from jieba's tables and, where it is large, the corpus."""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache

from bot.search.engine import Frequencies
from bot.search.jieba_tables import NAME, PLACE, rarities, tags

PRIOR = 200.0
UNKNOWN = 12.0
UNKNOWN_CHARACTER = 6.0
LEAST = 0.05
REMEMBERED = 16_384  # words
EVERYDAY = 6.5  # commoner words are names only where they are tagged as places: 上海, but not 普通 (nz)
_NO_PLACES = "东西 上市 城市 朝廷 平原 太阳 南北 东南 西南 西北 东北 中原 江南 哥哥 外国"
NO_PLACES = frozenset(_NO_PLACES.split())


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


@lru_cache(maxsize=REMEMBERED)
def background(word: str) -> float:
    """The word's IDF in Chinese at large (natural logarithm, 0.9 to 13.9), from jieba's own table.

    A word that the table lacks counts as rare, a single character as middling.
    """
    known = rarities().get(word)
    return (UNKNOWN_CHARACTER if len(word) == 1 else UNKNOWN) if known is None else known


@lru_cache(maxsize=REMEMBERED)
def is_name(word: str) -> bool:
    """Is a word the name of a person, a place, a company or the like, by jieba's dictionary?

    Single characters are not, nor are the everyday words that it takes for names.
    """
    if len(word) < 2 or word in NO_PLACES:
        return False
    kind = tags().get(word)
    return kind == PLACE or (kind == NAME and background(word) >= EVERYDAY)


def _share(word: str) -> float:
    return math.exp(-background(word))
