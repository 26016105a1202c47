"""The terms of a text: words and character bigrams, cut the same way for articles and questions.

Everything here takes text that `text.normalise` made. Whoever changes what comes out raises CHAIN's
first number, so that indexes built before are built anew.
"""

from __future__ import annotations

import re
from importlib.metadata import version
from operator import add
from unicodedata import unidata_version

import numpy as np
import numpy.typing as npt
import rjieba

from bot.posts.post import Article
from bot.search.engine import Document
from bot.search.text import normalise

CHAIN = f"terms 1, rjieba {version('rjieba')}, opencc {version('opencc')}, unicode {unidata_version}"
LONGEST_WORD = 64  # longer runs are encoded data, no word that anybody asks for

HAN = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U000323af"
HAN_RUN = re.compile(f"[{HAN}]+")
CODES = "utf-32-le"
# Letters of the alphabets whose words are not in the dictionary: Latin with accents, Greek, Cyrillic, Hangul.
ACCENTED = "\u00df-\u00f6\u00f8-\u024f\u0370-\u03ff\u0400-\u052f\u1e00-\u1fff\uac00-\ud7a3"
# What the segmenter would tear apart: 2022-03-14, 10:30, 35.6, 5%, 0388.hk, s&p, café.
BEGINS_WHOLE = rf"(?=[a-z\d{ACCENTED}])"  # said first, since it passes over Han characters fastest
WHOLE = re.compile(
    BEGINS_WHOLE + r"(?:\d{4}([-/])\d{1,2}\1\d{1,2}(?!\d)"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?!\d)"
    r"|\d{1,3}(?:,\d{3})+(?:\.\d+)?(?!\d)%?"
    rf"|[a-z0-9{ACCENTED}]++(?:[.&][a-z0-9{ACCENTED}]++)*+%?)"
)
SIMPLE = re.compile(r"[a-z0-9]+")
EVERY_HAN = "".join(HAN_RUN.findall("".join(map(chr, range(ord(HAN[-1]) + 1)))))
HAN_TABLE = np.zeros(ord(HAN[-1]) + 2, np.bool_)  # by code point; the last entry stands for all above
HAN_TABLE[np.frombuffer(EVERY_HAN.encode(CODES), np.uint32)] = True


def words(normalised: str) -> list[str]:
    """The words of a normalised text, in its order, without punctuation and blanks.

    Example: "招商银行涨35.6%" -> ["招商银行", "涨", "35.6%"].
    """
    found: list[str] = []
    position = 0
    for whole in WHOLE.finditer(normalised):
        if SIMPLE.fullmatch(whole[0]):
            continue  # the dictionary has words such as "4s店", so plain runs are left to it
        found += rjieba.cut(normalised[position : whole.start()], hmm=False)
        found.append(whole[0])
        position = whole.end()
    found += rjieba.cut(normalised[position:], hmm=False)
    return [word for word in found if (word.isalnum() or _holds_letters(word)) and len(word) <= LONGEST_WORD]


def _holds_letters(word: str) -> bool:
    return len(word) > 1 and any(map(str.isalnum, word))


def bigrams(normalised: str) -> list[str]:
    """All pairs of neighbouring Han characters; one that stands alone is given alone.

    Example: "招商银行a股" -> ["招商", "商银", "银行", "股"].
    """
    pairs: list[str] = []
    for run in HAN_RUN.findall(normalised):
        pairs += map(add, run, run[1:]) if len(run) > 1 else run
    return pairs


def joined_bigrams(normalised: str) -> str:
    """`bigrams` with blanks between, some five times as fast: all pairs of the text at once, in arrays."""
    codes = np.frombuffer(f" {normalised} ".encode(CODES, "surrogatepass"), np.uint32)
    han = is_han(codes)
    before, here, after = han[:-2], han[1:-1], han[2:]
    first = 1 + np.flatnonzero(here & (after | ~before))  # where a pair begins, or one stands alone
    rows = np.full((len(first), 3), ord(" "), np.uint32)
    rows[:, 0], rows[:, 1] = codes[first], codes[first + 1]
    kept = np.ones(rows.shape, np.bool_)
    kept[:, 1] = han[first + 1]
    return rows[kept][:-1].tobytes().decode(CODES)


def is_han(codes: npt.NDArray[np.uint32]) -> npt.NDArray[np.bool_]:
    return HAN_TABLE[np.minimum(codes, len(HAN_TABLE) - 1)]


def document(article: Article) -> Document:
    """The article with its terms: the title twice, then all else that a reader may ask for."""
    text = normalise("\n".join(_parts(article)))
    return Document(article, " ".join(words(text)), joined_bigrams(text))


def _parts(article: Article) -> list[str]:
    names = dict.fromkeys(name for entity in article.entities for name in (entity.name, entity.code))
    origins = dict.fromkeys((article.category.name, article.category.slug, article.source))
    return [
        article.title,
        article.title,
        article.summary,
        article.text,
        *names,
        *article.tags,
        *origins,
    ]
