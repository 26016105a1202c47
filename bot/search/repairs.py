"""Slips found by neighbours: one character changed, and every pair around it is one that articles have.

This needs no dictionary, so it mends names that the segmenter breaks into single characters. A character
that sounds the same needs one known neighbour; any other needs two, and must complete a word.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bot.search.pinyin import Codes, Keys
from bot.search.rarity import is_name
from bot.search.suggestions import Line, Suggestion
from bot.search.tables import pair_keys
from bot.search.tokens import words
from bot.search.variants import Variant, Why

SAME_SOUND, NEAR_SOUND, OTHER = 0.9, 0.7, 0.6
SWAPPED, EXTRA = 0.85, 0.75
REACH = 4  # characters on either side that are cut anew with the changed one
MOST = 3
SHORTEST_COMPLETED = 2
SHORTEST_AROUND = 3  # two characters may stand together by chance


def repairs(line: Line) -> Iterator[Suggestion]:
    """What may be meant where a single character, or two neighbours, look wrong."""
    for place, doubted in enumerate(line.suspect):
        if doubted and not _real_name(line, place):
            yield from _replaced(line, place)
            yield from _swapped(line, place)
            yield from _left_out(line, place)


def _real_name(line: Line, place: int) -> bool:
    """A name that the language knows is meant, whether articles have it or not."""
    start, end = line.words[place]
    return end - start > 1 and is_name(line.text[start:end])


def _replaced(line: Line, place: int) -> Iterator[Suggestion]:
    before, after = line.sides(place)
    fits = _fitting(line, place, _sounding_near(line, place))
    typed = line.text[place]
    found = sorted(
        ((line.tables.sounds.alike(typed, chr(code)), int(count), chr(code)) for code, count in fits),
        reverse=True,
    )
    for same, _, character in found[:MOST]:
        near = not same and None not in (before, after) and line.tables.sounds.near(typed, character)
        if same or near:
            yield from _changed(
                line, place, place + 1, character, SAME_SOUND if same else NEAR_SOUND, "homophone"
            )
    start, end = line.words[place]
    if before == after == 0 and end - start == 1 and not any(same for same, _, _ in found):
        yield from _completed(line, place)


def _completed(line: Line, place: int) -> Iterator[Suggestion]:
    """Any character that both neighbours have beside them and that makes a word with one of them."""
    candidates = line.tables.pairs.after(line.text[place - 1])
    fits = sorted(_fitting(line, place, candidates), key=lambda fit: -fit[1])
    made = 0
    for code, _ in fits[: 8 * MOST]:
        for one in _changed(line, place, place + 1, chr(code), OTHER, "typing"):
            word = one.variant.text
            if _may_be_completed(line, word):
                made += 1
                yield one
        if made >= MOST:
            return


def _may_be_completed(line: Line, word: str) -> bool:
    known = len(word) >= SHORTEST_COMPLETED and line.lexicon.count(word)
    return bool(known) and word not in line.lexicon.proper and not is_name(word)


def _swapped(line: Line, place: int) -> Iterator[Suggestion]:
    around = [line.held[one] for one in range(max(0, place - 1), place + 2) if one < len(line.held)]
    first, second = line.text[place : place + 1], line.text[place + 1 : place + 2]
    if line.held[place] != 0 or any(around) or first == second:
        return
    if _known_beside(line, place, place + 2, second + first):
        yield from _changed(line, place, place + 2, second + first, SWAPPED, "typing")


def _left_out(line: Line, place: int) -> Iterator[Suggestion]:
    """The character is one too many."""
    twice = line.text[place] in (line.text[place - 1 : place], line.text[place + 1 : place + 2])
    if line.sides(place) != (0, 0) and not (twice and None not in line.sides(place)):
        return
    if _known_beside(line, place, place + 1, ""):
        for one in _changed(line, place, place + 1, "", EXTRA, "typing"):
            if twice or line.lexicon.count(one.variant.text):
                yield one


def _sounding_near(line: Line, place: int) -> Codes:
    sounds, typed = line.tables.sounds, line.text[place]
    keys = {int(sounds.merged[one]) for one in sounds.of(typed)}
    found = {code for codes in line.tables.alike.find(sorted(keys)) for code in codes} - {ord(typed)}
    return np.fromiter(found, np.uint32, len(found))


def _fitting(line: Line, place: int, candidates: Codes) -> list[tuple[int, int]]:
    """The candidates that articles have beside all neighbours of the place, with the rarer pair's count."""
    if not len(candidates):
        return []
    before, after = line.sides(place)
    codes = candidates.astype(np.uint64)
    least: NDArray[np.uint32] = np.full(len(codes), np.iinfo(np.uint32).max, np.uint32)
    if before is not None:
        least = np.minimum(least, line.tables.pairs.held(_keys(line.text[place - 1], codes)))
    if after is not None:
        least = np.minimum(least, line.tables.pairs.held(_keys(codes, line.text[place + 1])))
    fit = np.flatnonzero(least > line.needed(place - 1, place + 2))
    return [(int(codes[one]), int(least[one])) for one in fit]


def _keys(first: str | Keys, second: str | Keys) -> Keys:
    one, other = (
        np.full(1, ord(each), np.uint64) if isinstance(each, str) else each for each in (first, second)
    )
    return pair_keys(one, other)


def _known_beside(line: Line, start: int, end: int, instead: str) -> bool:
    """Do articles have all pairs that arise when `instead` stands in place of `[start, end)`?"""
    before = line.text[start - 1] if start and line.held[start - 1] is not None else ""
    after = line.text[end] if end < len(line.text) and line.held[end - 1] is not None else ""
    changed = before + instead + after
    pairs = [changed[one : one + 2] for one in range(len(changed) - 1)]
    return bool(pairs) and min(line.tables.pairs.count(pairs)) > line.needed(start - 1, end + 1)


def _changed(line: Line, start: int, end: int, instead: str, share: float, why: Why) -> Iterator[Suggestion]:
    """The word that arises when `instead` stands in place of `[start, end)`, else the characters around."""
    first, last = _bounds(line, start, end)
    changed = line.text[first:start] + instead + line.text[end:last]
    place, new_end = start - first, start - first + len(instead)
    position = 0
    for word in words(changed):
        position = changed.find(word, position)
        reaches = (
            position <= place and position + len(word) >= new_end
            if instead
            else (position < place < position + len(word))
        )
        if reaches and len(word) > 1 and line.lexicon.count(word):
            shift = (end - start) - len(instead)
            typed_end = first + position + len(word) + (shift if position + len(word) >= new_end else 0)
            yield line.suggestion(
                min(first + position, start), max(typed_end, end), Variant(word, share, why)
            )
            return
        position += len(word)
    if instead and not _in_a_name(line, start, end):
        return
    left, right = max(0, place - 1), min(len(changed), new_end + 1)
    while right - left < min(SHORTEST_AROUND, len(changed)):
        left, right = (left, right + 1) if right < len(changed) else (left - 1, right)
    yield line.suggestion(
        first + left, first + right + (end - start) - len(instead), Variant(changed[left:right], share, why)
    )


def _in_a_name(line: Line, start: int, end: int) -> bool:
    """Do both neighbours tell or none, or is the one that does a piece of a broken word, too?"""
    before, after = line.held[start - 1] if start else None, line.held[end - 1]
    if (before is None) == (after is None):
        return True
    first, last = line.words[start - 1 if before is not None else end]
    return last - first == 1 and not line.asks[first]


def _bounds(line: Line, start: int, end: int) -> tuple[int, int]:
    """The neighbourhood that is cut anew: Chinese characters that do not only ask."""
    first, last = start, end
    while first and start - first < REACH and line.held[first - 1] is not None:
        first -= 1
    while last < len(line.text) and last - end < REACH and line.held[last - 1] is not None:
        last += 1
    return first, last
