"""What a reader may have meant by a part of a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.search.lexicon import Lexicon, Tables
from bot.search.tokens import HAN_RUN
from bot.search.variants import Variant


@dataclass(frozen=True, slots=True)
class Suggestion:
    """For the part `[start, end)` of a normalised question, typed so, a variant may be meant."""

    start: int
    end: int
    typed: str
    variant: Variant


@dataclass(frozen=True)
class Line:
    """A normalised question cut into words, and where it looks wrong.

    located: its words with their places. silent: for each character whether it only asks, asks: whether
    it would anywhere else.
    """

    text: str
    located: Sequence[tuple[int, str]]
    silent: Sequence[int]
    asks: Sequence[int]
    lexicon: Lexicon
    tables: Tables

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """For each character the bounds of its word, (0, 0) for what is in none."""
        bounds = [(0, 0)] * len(self.text)
        for start, word in self.located:
            bounds[start : start + len(word)] = [(start, start + len(word))] * len(word)
        return bounds

    @cached_property
    def held(self) -> list[int | None]:
        """The same as `counted`, with 0 for few documents."""
        return [0 if count is not None and count <= self.lexicon.rare else count for count in self.counted]

    @cached_property
    def counted(self) -> list[int | None]:
        """For each character and the next how many documents hold that pair; None where it tells nothing:
        at the ends of runs of Chinese characters and beside what only asks."""
        held: list[int | None] = [None] * len(self.text)
        places = [
            place
            for run in HAN_RUN.finditer(self.text)
            for place in range(run.start(), run.end() - 1)
            if not (self.silent[place] or self.silent[place + 1])
        ]
        counts = self.tables.pairs.count(self.text[place : place + 2] for place in places)
        for place, count in zip(places, counts, strict=True):
            held[place] = count
        return held

    @cached_property
    def suspect(self) -> list[bool]:
        """For each character whether it may be wrong: no article has it beside its neighbour, and it
        stands alone or in a word that no article has."""
        doubted = [False] * len(self.text)
        for start, word in self.located:
            if len(word) == 1 or not self.lexicon.count(word):
                for place in range(start, start + len(word)):
                    doubted[place] = 0 in self.sides(place)
        return doubted

    @cached_property
    def syllables(self) -> list[tuple[int, ...]]:
        """For each character what its syllables may be taken for, by number."""
        return [self.tables.sounds.merged_of(one) for one in self.text]

    def sides(self, place: int) -> tuple[int | None, int | None]:
        """How many documents hold the character with the one before and with the one after it."""
        return (self.held[place - 1] if place else None), self.held[place]

    def needed(self, start: int, end: int) -> int:
        """How many documents must hold at least one more than what is meant by the part `[start, end)`:
        none where a pair of the part is in no document, else far more than what was typed."""
        absent = self.lexicon.complete and 0 in self.counted[max(0, start) : max(0, end - 1)]
        return 0 if absent else self.lexicon.usual

    def suggestion(self, start: int, end: int, variant: Variant) -> Suggestion:
        return Suggestion(start, end, self.text[start:end], variant)
