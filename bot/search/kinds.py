"""What kind of answer a question asks for, and what such an answer looks like."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate

_DATE = re.compile(r"\d ?[年月日号时]|\d{4}-\d|世纪|年代|今年|去年|昨|今日|当天|星期|周[一二三四五六日]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿两半]+[个名家次种人年月元倍成只条位项届座]")
_PLACE = re.compile(r"位于|[在于至]|[省市县区国州镇村路]")
# A figure is asked for also where the question ends with what is measured: 交付量, 失业率, 市场规模.
_KINDS = (
    (re.compile(r"何时|什么时候|什么时间|哪一?[年天月日]|几[年月号日点]|时间|日期|when"), _DATE),
    (
        re.compile(r"多少|几|多[大长高远久快重]|数量|规模|比例|人数|[量率额价][是为?\s]*$|how (?:many|much)"),
        _FIGURE,
    ),
    (re.compile(r"哪里|哪儿|何地|何处|什么地方|在哪|where"), _PLACE),
)


def asked_kinds(question: str) -> tuple[re.Pattern[str], ...]:
    """What answers to a normalised question look like: figures, dates, places; none where it does not say."""
    return tuple(looks for asks, looks in _KINDS if asks.search(question))


def found_kinds(kinds: Sequence[re.Pattern[str]], passages: Sequence[str]) -> list[int]:
    """How many of what the kinds look like stand in each passage; none of it looks like a line break."""
    joined = "\n".join(passages)
    ends = list(accumulate(len(passage) + 1 for passage in passages))
    counts = [0] * len(passages)
    for kind in kinds:
        for found in kind.finditer(joined):
            counts[bisect_right(ends, found.start())] += 1
    return counts
