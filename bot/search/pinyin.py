"""How characters sound: pinyin without tones, and which syllables are easily taken for each other.

A character has at most two readings here, the commonest first; which one a word means is not asked,
since that takes a dictionary of phrases and differs in one word of seventy. Keys of words are numbers
made of their syllables, so that words that sound alike have one key.
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

READINGS = 2
CODES = 0x10000
LETTER_BASE = 0x9E3779B97F4A7C15  # odd, so that multiplying loses nothing
MASK = 2**64 - 1
LONGEST = 64
POWERS = [pow(LETTER_BASE, power, 2**64) for power in range(LONGEST)]

Codes = NDArray[np.uint32]
Keys = NDArray[np.uint64]


@dataclass(frozen=True, slots=True)
class Sounds:
    """syllables: by number, "" for 0. readings: code point → two numbers, 0 where there is none.
    merged: number of a syllable → that of all that are easily taken for it (zh z, ng n, l n)."""

    syllables: tuple[str, ...]
    readings: NDArray[np.uint16]
    merged: NDArray[np.uint16]

    def of(self, character: str) -> tuple[int, ...]:
        """The syllables of a character by number, none for what is no Chinese character."""
        code = ord(character)
        return tuple(int(one) for one in self.readings[code] if one) if code < CODES else ()

    def merged_of(self, character: str) -> tuple[int, ...]:
        """What the syllables of a character may be taken for, by number."""
        return tuple(int(self.merged[one]) for one in self.of(character))

    def alike(self, one: str, other: str) -> bool:
        """Do the two characters have a reading in common?"""
        return not set(self.of(one)).isdisjoint(self.of(other))

    def near(self, one: str, other: str) -> bool:
        """Are their commonest readings easily taken for each other?"""
        first, second = (int(self.merged[self.readings[ord(each), 0]]) for each in (one, other))
        return first == second > 0


@cache
def sounds() -> Sounds:
    """The readings of pypinyin's character table; some fifty milliseconds when first asked."""
    read = {code: _toneless(text) for code, text in _table().items() if code < CODES}
    syllables = ("", *sorted({one for found in read.values() for one in found}))
    number = {syllable: place for place, syllable in enumerate(syllables)}
    readings = np.zeros((CODES, READINGS), np.uint16)
    for code, found in read.items():
        readings[code, : len(found)] = [number[one] for one in found]
    loose = [loosened(syllable) for syllable in syllables]
    first = {one: place for place, one in reversed(list(enumerate(loose)))}
    return Sounds(syllables, readings, np.array([first[one] for one in loose], np.uint16))


def loosened(syllable: str) -> str:
    """What is left where zh, ch, sh, n and ng are not told from z, c, s, l and n: "zhang" -> "zan"."""
    initial, rest = syllable[:1], syllable[1:]
    if initial in ("z", "c", "s"):
        rest = rest.removeprefix("h")
    elif initial == "n":
        initial = "l"
    return initial + (rest.removesuffix("g") if rest.endswith("ng") else rest)


def sound_keys(sounds: Sounds, characters: Codes) -> tuple[Keys, NDArray[np.intp]]:
    """Keys of words of one length by what their syllables may be taken for, and whose each is.

    characters: code points, shape (words, length). A word has a key of its characters' first readings
    and one more for each second reading; none where a character is not Chinese.
    """
    return _keys(sounds, characters, sounds.merged.astype(np.uint64), [LETTER_BASE] * len(sounds.syllables))


def spoken_keys(syllables: Sequence[Sequence[int]]) -> list[int]:
    """The like for one word, given the numbers that each of its characters' syllables may be taken for: some
    microseconds, where arrays of one row take a millisecond."""
    if not all(syllables):
        return []
    key = 0
    for first, *_ in syllables:
        key = (key * LETTER_BASE + first) & MASK
    others = ((place, read) for place, read in enumerate(reversed(syllables)) if len(read) > 1)
    return [key, *((key + (second - first) * POWERS[place]) & MASK for place, (first, second) in others)]


def letter_keys(sounds: Sounds, characters: Codes) -> tuple[Keys, NDArray[np.intp]]:
    """The like over the letters of the joined syllables: `letters_key` of typed pinyin equals them."""
    values = np.array([letters_key(one) for one in sounds.syllables], np.uint64)
    return _keys(sounds, characters, values, [pow(LETTER_BASE, len(one), 2**64) for one in sounds.syllables])


def initial_keys(sounds: Sounds, characters: Codes) -> tuple[Keys, NDArray[np.intp]]:
    """The like over the first letters of the syllables: `letters_key` of "zsyh" equals them."""
    values = np.array([letters_key(one[:1]) for one in sounds.syllables], np.uint64)
    return _keys(sounds, characters, values, [LETTER_BASE] * len(sounds.syllables))


def letters_key(letters: str) -> int:
    """A number for a run of letters: a polynomial of theirs modulo 2**64."""
    key = 0
    for letter in letters:
        key = (key * LETTER_BASE + ord(letter)) & MASK
    return key


def _keys(
    sounds: Sounds, characters: Codes, values: Keys, powers: Sequence[int]
) -> tuple[Keys, NDArray[np.intp]]:
    """Horner's rule over the columns, once with first readings, once for each second reading."""
    factors = np.array(powers, np.uint64)
    read = sounds.readings[np.where(characters < CODES, characters, 0)]
    first, second = read[..., 0], read[..., 1]
    chinese = (first > 0).all(axis=1)
    keys, owners = [], []
    for place in range(-1, characters.shape[1]):
        owner = np.flatnonzero(chinese if place < 0 else chinese & (second[:, place] > 0))
        spoken = first[owner]
        if place >= 0:
            spoken[:, place] = second[owner, place]
        key = np.zeros(len(owner), np.uint64)
        for column in spoken.T:
            key = key * factors[column] + values[column]
        keys.append(key)
        owners.append(owner)
    return np.concatenate(keys), np.concatenate(owners)


def _toneless(readings: str) -> tuple[str, ...]:
    """ "xíng,háng,héng" -> ("xing", "hang"): the commonest readings, each once; ü is v."""
    plain = unicodedata.normalize("NFD", readings).replace("u\u0308", "v").replace("\u0308", "")
    plain = "".join(one for one in plain if not unicodedata.combining(one))
    return tuple(dict.fromkeys(one for one in plain.split(",") if one.isascii() and one.isalpha()))[:READINGS]


def _table() -> dict[int, str]:
    # Read beside the package: importing pypinyin would load its phrases, too, which takes 0.15 s.
    spec = find_spec("pypinyin")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("pypinyin is not installed; its table tells how characters sound")
    text = Path(spec.submodule_search_locations[0], "pinyin_dict.json").read_text(encoding="utf-8")
    return {int(code): readings for code, readings in json.loads(text).items()}
