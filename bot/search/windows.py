"""Slips found by whole words and names: a part of the question that no article has, and what is like it.

Parts of two to eight characters are looked up by sound and by one slip of the keyboard, across the
borders that segmentation drew, since a wrong character moves them. A name is never taken for another one
because a character differs: it must sound the same, or have a character swapped, missing or too many.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bot.search.pinyin import spoken_keys
from bot.search.rarity import is_name
from bot.search.spelling import Slip, slip, typed_keys
from bot.search.suggestions import Line, Suggestion
from bot.search.tables import Postings
from bot.search.tokens import HAN_RUN
from bot.search.variants import Variant

SAME_SOUND, NEAR_SOUND, NEAR_SOUND_OF_TWO = 0.9, 0.75, 0.6
EACH_FURTHER = 0.1  # less for every character that differs beyond the first
SLIPS: dict[Slip, float] = {"swapped": 0.85, "missing": 0.75, "extra": 0.75, "wrong": 0.6}
MISSING_OF_THREE = 0.65
LONGEST = 8
MOST_WINDOWS = 120
MOST = 3


def windows(line: Line) -> Iterator[Suggestion]:
    """Words and names that parts of the question are one slip away from."""
    spans = _spans(line)
    heard, spelled = _heard(line, spans), _spelled(line, spans)
    for span, sounding, alike in zip(spans, heard, spelled, strict=True):
        near = [*_by_sound(line, span, sounding), *_by_slip(line, span, alike)]
        for _, variant in sorted(near, key=lambda one: one[0], reverse=True)[:MOST]:
            yield line.suggestion(*span, variant)


def _spans(line: Line) -> list[tuple[int, int]]:
    """Parts that hold a doubtful character and are no known word, no name, and begin and end with what
    is asked about."""
    if True not in line.suspect:
        return []
    odd = (span for span in _parts(line) if _odd(line, *span))
    return list(islice(odd, MOST_WINDOWS))


def _parts(line: Line) -> Iterator[tuple[int, int]]:
    for run in HAN_RUN.finditer(line.text):
        for start in range(run.start(), run.end() - 1):
            for end in range(start + 2, min(run.end(), start + LONGEST) + 1):
                yield start, end


def _odd(line: Line, start: int, end: int) -> bool:
    if line.silent[start] or line.silent[end - 1] or True not in line.suspect[start:end]:
        return False
    if 0 not in line.held[start : end - 1]:
        return False
    if end - start < 4 and not (line.words[start][0] == start and line.words[end - 1][1] == end):
        return False
    typed = line.text[start:end]
    return not line.lexicon.count(typed) and not (line.words[start] == (start, end) and is_name(typed))


def _heard(line: Line, spans: list[tuple[int, int]]) -> list[list[int]]:
    """For each part the numbers of words that may sound like it."""
    keys = [spoken_keys(line.syllables[slice(*span)]) for span in spans]
    return _owned(keys, line.tables.sounding)


def _owned(keys: list[list[int]], postings: Postings) -> list[list[int]]:
    """For each part the numbers of words that have one of its keys."""
    numbers = iter(postings.find([one for several in keys for one in several]))
    return [
        sorted({number for found in islice(numbers, len(several)) for number in found}) for several in keys
    ]


def _spelled(line: Line, spans: list[tuple[int, int]]) -> list[list[int]]:
    """For each part the numbers of words that may be one slip away from it."""
    keys = [list(typed_keys(line.text[slice(*span)])) for span in spans]
    # A character too many gives a whole word when it is taken out; the others, a word that lacks one.
    longer, shorter = (
        _owned(keys, line.tables.deleted),
        _owned([each[1:] for each in keys], line.tables.exact),
    )
    return [sorted({*one, *other}) for one, other in zip(longer, shorter, strict=True)]


def _by_sound(
    line: Line, span: tuple[int, int], numbers: list[int]
) -> list[tuple[tuple[float, int], Variant]]:
    typed, needed = line.text[slice(*span)], line.needed(*span)
    found = []
    for number in numbers:
        meant, count = line.tables.words[number], int(line.tables.words.counts[number])
        if count <= (0 if meant in line.lexicon.proper else needed) or meant == typed:
            continue
        same = all(
            one == other or line.tables.sounds.alike(one, other)
            for one, other in zip(typed, meant, strict=True)
        )
        differing = [(one, other) for one, other in zip(typed, meant, strict=True) if one != other]
        whole = len(typed) == len(differing) == 2
        if (whole and line.words[span[0]] != span) or not (same or (not whole and _near(line, differing))):
            continue
        share = SAME_SOUND if same else NEAR_SOUND if len(typed) > 2 else NEAR_SOUND_OF_TWO
        share -= EACH_FURTHER * (len(differing) - 1) + (
            _strangeness(line, span, meant) if len(typed) == 2 else 0
        )
        if share > 0:
            found.append(((share, count), Variant(meant, share, "homophone")))
    return found


def _strangeness(line: Line, span: tuple[int, int], meant: str) -> float:
    """What is off the share of two characters since no article has them beside what stands around; all
    where articles have what was typed there."""
    start, end = span
    beside = {
        start - 1: line.text[start - 1 : start] + meant[0],
        end - 1: meant[-1] + line.text[end : end + 1],
    }
    off = 0.0
    for place, pair in beside.items():
        typed = line.counted[place] if place >= 0 else None
        if typed is not None and pair != line.text[place : place + 2]:
            off += 0.0 if line.tables.pairs.count([pair])[0] else 1.0 if typed else EACH_FURTHER
    return off


def _near(line: Line, differing: list[tuple[str, str]]) -> bool:
    sounds = line.tables.sounds
    return all(sounds.alike(one, other) or sounds.near(one, other) for one, other in differing)


def _by_slip(
    line: Line, span: tuple[int, int], numbers: list[int]
) -> list[tuple[tuple[float, int], Variant]]:
    typed, needed = line.text[slice(*span)], line.needed(*span)
    found = []
    for number in numbers:
        meant, count = line.tables.words[number], int(line.tables.words.counts[number])
        enough = count > (0 if meant in line.lexicon.proper else needed)
        kind = slip(typed, meant) if enough and meant not in typed else None
        if kind and not (kind == "wrong" and not _plainly_wrong(line, span, meant)):
            share = MISSING_OF_THREE if kind == "missing" and len(meant) == 3 else SLIPS[kind]
            found.append(((share, count), Variant(meant, share, "typing")))
    return found


def _plainly_wrong(line: Line, span: tuple[int, int], meant: str) -> bool:
    """Does the character that differs fit on neither side where the meant one fits on both? And is it no
    name: a name of which one character differs is another name."""
    typed = line.text[slice(*span)]
    inside = next(place for place, one in enumerate(typed) if one != meant[place])
    place = span[0] + inside
    before, after = line.sides(place)
    if (before, after) != (0, 0) and not (len(typed) > 3 and not before and not after):
        return False
    around = line.text[max(0, span[0] - 1) : span[0]] + meant + line.text[span[1] : span[1] + 1]
    at = inside + (span[0] > 0)
    pairs = [around[at - 1 : at + 1]] if before is not None else []
    pairs += [around[at : at + 2]] if after is not None else []
    fits = min(line.tables.pairs.count(pairs), default=0) > line.needed(*span)
    return fits and not (meant in line.lexicon.proper or is_name(meant))
