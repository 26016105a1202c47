"""The sentence of an article that answers a question, the passage around it, and what to mark in it.

A sentence scores by the idf of the question's terms that it holds, one third of that of the sentence
before it (which often names whom "he" or "the company" is), and a modest bonus when it has what the
question asks for: a figure for 多少, a date for 何时, a place for 哪里, a reason for 为什么.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.search.matcher import Wanted, find
from bot.search.sentences import sentences
from bot.search.text import align, normalise

LONGEST_TEXT = 20_000
PASSAGE = 160
CONTEXT = 1 / 3
KIND = 0.15

_DATE = re.compile(r"\d ?[年月日号时]|\d{4}-\d|世纪|年代|今年|去年|昨|今日|当天|星期|周[一二三四五六日]")
_FIGURE = re.compile(r"\d|[一二三四五六七八九十百千万亿两半]+[个名家次种人年月元倍成只条位项届座]")
_KINDS = (
    (re.compile(r"何时|什么时候|什么时间|哪[一]?[年天月日]|几[年月号日点]|时间|日期|when"), _DATE),
    (re.compile(r"多少|几|多[大长高远久快重]|how (?:many|much)"), _FIGURE),
    (re.compile(r"谁|哪位|哪个人|什么人|何人|who"), re.compile(r"[由是为]|先生|女士|[人长员家者王帝]")),
    (
        re.compile(r"哪里|哪儿|何地|何处|什么地方|在哪|where"),
        re.compile(r"位于|[在于至]|[省市县区国州镇村路]"),
    ),
    (re.compile(r"为什么|为何|为啥|原因|why"), re.compile(r"因|由于|导致|所以|使得|为了")),
)


@dataclass(frozen=True, slots=True)
class Snippet:
    """A sentence, the spans `[start, end)` of it that match, in order and apart, and the passage it is in."""

    sentence: str
    spans: tuple[tuple[int, int], ...]
    passage: str


def snippet(question: str, wanted: Sequence[Wanted], text: str) -> Snippet:
    """The answering sentence of a text as its author wrote it; all empty for an empty text."""
    text = text[:LONGEST_TEXT]
    places = sentences(text)
    if not places:
        return Snippet("", (), "")
    best = _answering(question, wanted, [normalise(text[start:end]) for start, end in places])
    start, end = places[best]
    first, last = _passage(places, best)
    return Snippet(text[start:end], mark(wanted, text[start:end]), text[first:last])


def mark(wanted: Sequence[Wanted], text: str) -> tuple[tuple[int, int], ...]:
    """The spans of an original text in which the question's terms stand, merged where they touch."""
    aligned = align(text)
    spans = [span for one in wanted for span in find(one, aligned.text).spans]
    return _merged((aligned.origin[start], _end(aligned.origin, end)) for start, end in spans)


def _end(origin: Sequence[int], end: int) -> int:
    """Where the original character that holds normalised character end - 1 is over."""
    last = origin[end - 1]
    return next((place for place in origin[end:] if place > last), origin[-1])


def _merged(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        elif start < end:
            merged.append((start, end))
    return tuple(merged)


def _answering(question: str, wanted: Sequence[Wanted], candidates: Sequence[str]) -> int:
    """Which sentence answers; the first of equals."""
    held = [sum(one.weight * find(one, sentence).share for one in wanted) for sentence in candidates]
    bonus = KIND * sum(one.weight for one in wanted)
    kinds = [kind for asks, kind in _KINDS if asks.search(question)]
    scores = [
        own + CONTEXT * before + bonus * any(kind.search(sentence) for kind in kinds)
        for own, before, sentence in zip(held, (0.0, *held), candidates, strict=False)
    ]
    return max(range(len(scores)), key=lambda place: (scores[place], -place))


def _passage(places: Sequence[tuple[int, int]], best: int) -> tuple[int, int]:
    """The sentence with as many whole neighbours as fit into 160 characters, those after it first."""
    first = last = best
    while last + 1 < len(places) and places[last + 1][1] - places[first][0] <= PASSAGE:
        last += 1
    while first > 0 and places[last][1] - places[first - 1][0] <= PASSAGE:
        first -= 1
    return places[first][0], places[last][1]
