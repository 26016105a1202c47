"""What the articles' words look and sound like, in arrays: what a slip in a question is corrected by.

Immutable and made off the event loop; a reader has the old one or the empty one meanwhile. Everything
but names and aliases is numpy arrays, so that it is stored beside the index and loaded in milliseconds.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import numpy as np

from bot.search.aliases import Aliases
from bot.search.engine import MOST_TERMS
from bot.search.names import Names
from bot.search.pinyin import READINGS, Sounds, initial_keys, letter_keys, letters_key, sound_keys, sounds
from bot.search.spelling import deleted_keys, whole_keys
from bot.search.tables import Pairs, Postings, Words

SHORTEST, LONGEST = 2, 12
SAYABLE = 8  # characters of a name that somebody types in pinyin
INITIALS_OF_WORDS, INITIALS_OF_NAMES = 4, 3
SHORTEST_SLIP = 3
CHANCE, USUAL = 80, 2
HAN = np.arange(0x4E00, 0x9FA6)


@dataclass(frozen=True, slots=True)
class Tables:
    """The words of the articles by number, and by every key that a slip leaves in place.

    exact: by their characters; deleted: with one taken out; sounding: by sound; letters: by pinyin in
    letters; initials: by its first letters; alike: single characters (code points) by sound.
    """

    sounds: Sounds
    words: Words
    exact: Postings
    deleted: Postings
    sounding: Postings
    letters: Postings
    initials: Postings
    alike: Postings
    pairs: Pairs


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Tables of the articles' words, their securities' names, and what editors say means the same.

    proper: names of securities and categories, which no other word may be taken for on weak grounds.
    documents: how many articles there are.
    """

    tables: Tables | None = None
    names: Names = field(default_factory=lambda: Names({}, {}, {}))
    aliases: Aliases = field(default_factory=lambda: Aliases({}))
    proper: Collection[str] = frozenset()
    documents: int = 0

    @property
    def rare(self) -> int:
        """What so few articles hold may be chance: none of 6,000, one of 10,000, twelve of a million."""
        return int(self.documents**0.5 / CHANCE)

    @property
    def complete(self) -> bool:
        """Are all pairs of characters known, so that a missing one is in no article?"""
        return self.tables is not None and len(self.tables.pairs.keys) < MOST_TERMS

    @property
    def usual(self) -> int:
        """What more articles than this hold may be meant where something rare was typed."""
        return USUAL * self.rare

    def count(self, word: str) -> int:
        """How many documents hold the word or name, 0 where none does or nothing is known yet."""
        if self.tables is None:
            return 0
        number = self.tables.exact.first(letters_key(word))
        return int(self.tables.words.counts[number]) if number >= 0 else 0


EMPTY_LEXICON = Lexicon()


def tables_of(words: Mapping[str, int], pairs: Mapping[str, int], proper: Mapping[str, int]) -> Tables:
    """The tables of the words and the pairs of neighbouring characters that articles hold.

    proper: names of one or several words, with how many articles hold them. All are normalised.
    """
    spoken = sounds()
    held = {word: count for word, count in words.items() if SHORTEST <= len(word) <= LONGEST}
    for name, count in proper.items():
        if SHORTEST <= len(name) <= LONGEST:
            held[name] = max(count, held.get(name, 0))
    entries = Words.of(held)
    return Tables(
        sounds=spoken,
        words=entries,
        exact=Postings.of(entries, whole_keys, shortest=SHORTEST, longest=LONGEST),
        deleted=Postings.of(entries, deleted_keys, shortest=SHORTEST_SLIP, longest=LONGEST),
        sounding=Postings.of(
            entries, lambda one: sound_keys(spoken, one), shortest=SHORTEST, longest=SAYABLE
        ),
        letters=Postings.of(
            entries, lambda one: letter_keys(spoken, one), shortest=SHORTEST, longest=SAYABLE
        ),
        initials=_initials(spoken, entries, proper),
        alike=_alike(spoken),
        pairs=Pairs.of(pairs),
    )


def _initials(spoken: Sounds, entries: Words, proper: Collection[str]) -> Postings:
    """Words of four characters and names of three: shorter ones would answer to every two letters."""
    found = Postings.of(
        entries, lambda one: initial_keys(spoken, one), shortest=INITIALS_OF_NAMES, longest=SAYABLE
    )
    lengths = np.diff(entries.starts.astype(np.int64))
    named = np.array([word in proper for word in map(entries.__getitem__, range(len(entries)))], bool)
    kept = (lengths >= INITIALS_OF_WORDS) | named
    mask = kept[found.owners]
    return Postings(found.keys[mask], found.owners[mask])


def _alike(spoken: Sounds) -> Postings:
    """Every Chinese character by the merged number of each of its syllables."""
    keys = [spoken.merged[spoken.readings[HAN, reading]] for reading in range(READINGS)]
    read = np.concatenate(keys).astype(np.uint64)
    owners = np.tile(HAN, READINGS).astype(np.uint32)
    mask = np.concatenate([spoken.readings[HAN, reading] for reading in range(READINGS)]) > 0
    return Postings.sorted(read[mask], owners[mask])
