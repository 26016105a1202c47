"""The names among the words of a question: of securities, persons, companies and places.

Known are those of the articles' own links and those of the dictionary; others are guessed from what no
dictionary knows (璟泰, 苓安达) and from what ends like a company (平安银行, 海川股份).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from bot.answers.scope import NEWS
from bot.answers.stopwords import STOP_WORDS
from bot.search.jieba_tables import PLACE, tags
from bot.search.names import Names
from bot.search.rarity import background, is_name
from bot.search.tokens import HAN_RUN

MOST_WORDS = 8  # of a name
_SUFFIXES = """
股份 集团 控股 银行 证券 保险 信托 基金 资本 投资 科技 技术 电子 软件 信息 通信 网络 汽车 能源 燃气 电力 新能
材料 化工 医药 制药 药业 生物 医疗 食品 乳业 酒业 地产 置业 物流 航空 机场 港口 建设 重工 机械 电气 电器
机器人 公司 大学 医院
"""
SUFFIXES = frozenset(_SUFFIXES.split())  # what makes one name with a name before it
SURE_SUFFIXES = ("股份", "集团", "控股", "银行", "证券")  # and with any word: 平安银行
RARE = 10.0  # background; a name so rare may well be the end of one that no dictionary knows: 苓安达
UNUSUAL = 7.0  # background of a character in a name: 川, but not 最
_NO_NAMES = """
ai aum api app cpi eps esg etf eur gdp gmv ipo lng lpr m1 m2 mlf pe pmi ppi pb qfii roe rmb roi usd
"""
NO_NAMES = frozenset(_NO_NAMES.split())


class Word(NamedTuple):
    """A word of a text, where it begins, and whether it was typed with a capital."""

    start: int
    text: str
    capital: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Name(NamedTuple):
    """`[start, end)` of a text. sure: False for one that is but guessed."""

    start: int
    end: int
    place: bool = False
    sure: bool = True


def tells(word: str) -> bool:
    """Does a word say what a question is about?"""
    return word not in STOP_WORDS and word not in NEWS


def names_among(located: Sequence[Word], names: Names) -> Iterator[Name]:
    """Each as long as it may be, in their order."""
    at = 0
    while at < len(located):
        run = _run(located[at : at + MOST_WORDS])
        length = _linked(run, names)
        found = Name(run[0].start, run[length - 1].end) if length else _known(run) or _guessed(run)
        if found:
            yield found
        at += max(1, sum(word.start < found.end for word in run) if found else 1)


def _run(located: Sequence[Word]) -> Sequence[Word]:
    """The first words, as far as each follows the other without anything between."""
    end = 1
    while end < len(located) and located[end].start == located[end - 1].end:
        end += 1
    return located[:end]


def _linked(run: Sequence[Word], names: Names) -> int:
    """How many of the words are a name that the articles link, 0 where none is."""
    whole = ["".join(word.text for word in run[:end]) for end in range(1, len(run) + 1)]
    return next((end for end in range(len(run), 0, -1) if whole[end - 1] in names.codes), 0)


def _known(run: Sequence[Word]) -> Name | None:
    """A name of the dictionary with what belongs to it, or any word before a sure suffix."""
    first = run[0].text
    if is_name(first):
        end = _suffixed(run, 1)
        return Name(run[0].start, run[end - 1].end, place=end == 1 and tags().get(first) == PLACE)
    if len(first) > 3 and first.endswith(SURE_SUFFIXES):  # 工商银行, a word of its own
        return Name(run[0].start, run[0].end)
    if len(run) > 1 and len(first) > 1 and tells(first) and run[1].text in SURE_SUFFIXES:
        return Name(run[0].start, run[1].end)
    return None


def _guessed(run: Sequence[Word]) -> Name | None:
    """Two or more characters that no dictionary knows as a word, one of them unusual, or a suffix behind."""
    end = 0
    while end < len(run) and (_is_unknown(run[end]) or (end and _is_rare(run[end].text))):
        end += 1
    if not end:
        return None
    whole = _suffixed(run, end)
    name = Name(run[0].start, run[whole - 1].end, sure=whole > end)
    telling = name.sure or any(background(word.text) >= UNUSUAL for word in run[:end])
    return name if telling and name.end - name.start > 1 else None


def _suffixed(run: Sequence[Word], end: int) -> int:
    """The word behind the suffixes that begin with this one; 新能 may have been cut in two."""
    while length := next((n for n in (1, 2) if "".join(w.text for w in run[end : end + n]) in SUFFIXES), 0):
        end += length
    return end


def _is_unknown(word: Word) -> bool:
    """May it be a piece of a name: a single character, a word of no dictionary, one with a capital?"""
    if not tells(word.text) or word.text in NO_NAMES or any(map(str.isdigit, word.text)):
        return False
    if not HAN_RUN.search(word.text):
        return word.capital
    return len(word.text) == 1 or tags().get(word.text) is None


def _is_rare(word: str) -> bool:
    return is_name(word) and background(word) >= RARE
