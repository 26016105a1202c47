"""How rare a word is, and whether it is a name: from jieba's tables and, where it is large, the corpus."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from bot.search.engine import Frequencies

PRIOR = 200.0
UNKNOWN = 12.0
UNKNOWN_CHARACTER = 6.0
LEAST = 0.05
NAME_TAGS = (b"nr", b"ns", b"nt", b"nz", b"nrt", b"nrfg")
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


def background(word: str) -> float:
    """The word's IDF in Chinese at large (natural logarithm, 0.9 to 13.9), from jieba's own table.

    A word that the table lacks counts as rare, a single character as middling.
    """
    return _table().get(word, UNKNOWN_CHARACTER if len(word) == 1 else UNKNOWN)


@lru_cache(maxsize=4096)
def is_name(word: str) -> bool:
    """Is a word the name of a person, a place, a company or the like, by jieba's dictionary?

    Single characters are not, nor are the everyday words that it takes for names.
    """
    if len(word) < 2 or word in NO_PLACES:
        return False
    tag = _tag(word)
    return tag == b"ns" or (tag in NAME_TAGS and background(word) >= EVERYDAY)


def _tag(word: str) -> bytes:
    """The word's part of speech in jieba's dictionary, b"" for words it lacks."""
    lines = _dictionary()
    start = _line(lines, word.encode(errors="replace"))
    return lines[start + 1 : lines.find(b"\n", start + 1)].split(b" ")[-1] if start >= 0 else b""


def _line(lines: bytes, word: bytes) -> int:
    """Where the end of the line before the word's own is, by halving: microseconds instead of a millisecond;
    -1 for words that are not there."""
    low, high = 0, len(lines) - 1
    while low < high:
        middle = lines.find(b"\n", (low + high) // 2, high)
        if middle < 0:
            middle = lines.rfind(b"\n", low, (low + high) // 2 + 1)
        following = lines.find(b"\n", middle + 1)
        found = lines[middle + 1 : following].split(b" ")[0]
        if found == word:
            return middle
        low, high = (following, high) if found < word else (low, middle)
    return -1


def _share(word: str) -> float:
    return math.exp(-background(word))


@cache
def _table() -> Mapping[str, float]:
    """Word to IDF: 270,000 words, a quarter of a second and 30 MB, hence read when first asked."""
    lines = _path("analyse", "idf.txt").read_text(encoding="utf-8").splitlines()
    return {word: float(value) for word, _, value in (line.partition(" ") for line in lines)}


@cache
def _dictionary() -> bytes:
    """Lines of word, frequency and tag in order: kept as text, 5 MB, since few words are ever looked up."""
    return b"\n%s\n" % b"\n".join(sorted(_path("dict.txt").read_bytes().split(b"\n"))).strip()


def _path(*parts: str) -> Path:
    # Read beside the package: importing jieba would load its segmenter, too.
    spec = find_spec("jieba")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("jieba is not installed; its tables tell rare words and names")
    return Path(spec.submodule_search_locations[0], *parts)
