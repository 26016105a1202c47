"""Latin letters that no article has: pinyin in full (zhaoshang yinhang), its initials (zsyh), or a slip."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.search.pinyin import letters_key
from bot.search.spelling import slip, typed_keys
from bot.search.suggestions import Line, Suggestion
from bot.search.variants import Variant

FULL, INITIALS, SLIP = 0.95, 0.9, 0.75
SHORTEST_FULL, LONGEST_INITIALS, SHORTEST_SLIP = 3, 8, 5
LONGEST, MOST_WORDS, MOST = 48, 8, 3
_LETTERS = re.compile(r"[a-z]+(?:[ '’]?[a-z]+)*")
_WORD = re.compile("[a-z]+")


def latin(line: Line) -> Iterator[Suggestion]:
    """What unknown runs of letters may mean, the longest part of a run that means something first."""
    for run in _LETTERS.finditer(line.text):
        places = [(run.start() + word.start(), run.start() + word.end()) for word in _WORD.finditer(run[0])]
        first = 0
        while first < len(places):
            found, used = _longest(line, places[first : first + MOST_WORDS])
            yield from found
            first += used


def _longest(line: Line, places: list[tuple[int, int]]) -> tuple[list[Suggestion], int]:
    """What the words from the first on mean, and how many of them it took (at least one)."""
    unknown = 0
    while unknown < len(places) and not line.lexicon.count(line.text[slice(*places[unknown])]):
        unknown += 1
    for used in range(unknown, 0, -1):
        start, end = places[0][0], places[used - 1][1]
        letters = "".join(line.text[slice(*place)] for place in places[:used])
        if variants := _meant(line, letters, single=used == 1):
            return [line.suggestion(start, end, variant) for variant in variants], used
    return [], 1


def _meant(line: Line, letters: str, *, single: bool) -> list[Variant]:
    if not SHORTEST_FULL <= len(letters) <= LONGEST:
        return []
    if numbers := line.tables.letters.find([letters_key(letters)])[0]:
        return _commonest(line, numbers, FULL)
    if not single:
        return []
    if len(letters) <= LONGEST_INITIALS and (numbers := line.tables.initials.find([letters_key(letters)])[0]):
        return _commonest(line, numbers, INITIALS)
    return _slips(line, letters) if len(letters) >= SHORTEST_SLIP else []


def _commonest(line: Line, numbers: list[int], share: float) -> list[Variant]:
    counts = line.tables.words.counts
    best = sorted(
        set(numbers), key=lambda one: (line.tables.words[one] not in line.lexicon.proper, -int(counts[one]))
    )
    return [Variant(line.tables.words[one], share, "pinyin") for one in best[:MOST] if counts[one]]


def _slips(line: Line, letters: str) -> list[Variant]:
    keys = list(typed_keys(letters))
    numbers = {one for found in line.tables.deleted.find(keys) for one in found}
    numbers |= {one for found in line.tables.exact.find(keys[1:]) for one in found}
    counts = line.tables.words.counts
    best = sorted(numbers, key=lambda one: -int(counts[one]))
    words = [line.tables.words[one] for one in best if counts[one]]
    return [Variant(word, SLIP, "typing") for word in words if slip(letters, word)][:MOST]
