"""A view of an index through another one: what is told of the whole index, as that tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.search.engine import MOST_ENTITIES, MOST_TERMS, EntityCount, Field, Frequencies, View


@dataclass(frozen=True, slots=True)
class Through:
    """How rare a word is, the vocabulary and the securities are counted over all articles of the whole."""

    whole: View

    @property
    def version(self) -> str:
        return self.whole.version

    def frequencies(self, words: Sequence[str]) -> Frequencies:
        return self.whole.frequencies(words)

    def vocabulary(self, field: Field = "words", *, most: int = MOST_TERMS) -> Mapping[str, int]:
        return self.whole.vocabulary(field, most=most)

    def entities(self, *, most: int = MOST_ENTITIES) -> tuple[EntityCount, ...]:
        return self.whole.entities(most=most)
