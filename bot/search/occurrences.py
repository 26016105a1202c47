"""Where a term stands in a normalised text."""

from __future__ import annotations

import re

from bot.search.numerals import DIGIT, NUMERAL

MOST = 40

# 5 is not in 5.5, 5万 or 5,000.
_GOES_ON = re.compile(r"\d|\.\d|,\d{3}(?!\d)|[万亿]")
_GROUP = re.compile(r"\d{3}(?!\d)")
# 三百万, 一季度, 三月: more than one character of a number, or one before a unit or a measure.
_SPELLED = re.compile(f"[{DIGIT}十百千][{NUMERAL}]*(?:[{NUMERAL}]|[个年月日号季周天人元名家次届点倍%])")


def occurrences(term: str, text: str, *, most: int = MOST) -> list[int]:
    """The first places of a term, at most 40, not overlapping.

    An end of the term in Latin letters counts only where no letter goes on, an end in digits or in
    Chinese numerals only where the number is over: "5" is not in "15", "5.5" or "5万", "2.1亿" not in
    "12.1亿", "一月" not in "十一月", "ai" not in "said", but "5g" is in "用5g网".
    """
    place = text.find(term) if term else -1
    if place < 0:
        return []
    bounds, step = Bounds(term), len(term)
    places: list[int] = []
    while place >= 0 and len(places) < most:
        if not bounds.matter or bounds.stands_alone(text, place):
            places.append(place)
        place = text.find(term, place + step)
    return places


class Bounds:
    """Where a term that may go on as another word or number counts as itself.

    matter: may it at all? A term of Han characters mostly may not.
    """

    __slots__ = ("_length", "_spelled", "matter")

    def __init__(self, term: str) -> None:
        self._length = len(term)
        self._spelled = bool(_SPELLED.match(term))
        self.matter = (
            self._spelled or term[0].isascii() or term[-1].isascii() or term[-1] in "万亿" if term else False
        )

    def stands_alone(self, text: str, start: int) -> bool:
        """Does the term that stands at `start` neither begin earlier nor go on?"""
        end = start + self._length
        before = start > 0 and _comes_from(text, start, spelled=self._spelled)
        return not before and not (end < len(text) and _goes_on(text, end, spelled=self._spelled))


def _comes_from(text: str, start: int, *, spelled: bool) -> bool:
    """Does the word or the number at `start` begin earlier?"""
    first, before = text[start], text[start - 1]
    if spelled:
        return before in NUMERAL
    if not first.isdigit():
        return _letters(before, first)
    if before == "," and _GROUP.match(text, start):
        return text[start - 2 : start - 1].isdigit()
    return before.isdigit() or (before == "." and text[start - 2 : start - 1].isdigit())


def _goes_on(text: str, end: int, *, spelled: bool) -> bool:
    """Does the word or the number before `end` go on?"""
    last, after = text[end - 1], text[end]
    if last.isdigit():
        return bool(_GOES_ON.match(text, end))
    if spelled and last in NUMERAL:
        return after in NUMERAL
    if last in "万亿":
        return after in "万亿" and text[end - 2].isdigit()
    return _letters(last, after)


def _letters(left: str, right: str) -> bool:
    return left.isascii() and right.isascii() and left.isalpha() and right.isalpha()
