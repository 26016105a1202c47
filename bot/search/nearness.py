"""How near an article is to a question in meaning, as a value that anybody may hold."""

from __future__ import annotations

from typing import NamedTuple

CLOSE = 0.5


class Nearness(NamedTuple):
    """How near an article is to a question in meaning.

    value: from 0, as near as articles are on average, to 1; similarity: the cosine that says so; both None
    where the article has no vector yet. rank: from 1, its place among all articles, None where nobody looked
    so far. brought: no word of the question found it. reach: so many characters of its text have a part in
    its vectors, None where that is all of it.
    """

    value: float | None
    similarity: float | None
    rank: int | None = None
    brought: bool = False
    reach: int | None = None

    @property
    def is_close(self) -> bool:
        """So near that it is worth telling."""
        return self.value is not None and self.value >= CLOSE
