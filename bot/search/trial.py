"""Questions with their right articles, which a new generation is tried by before it answers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.search.engine import Reader


@dataclass(frozen=True, slots=True)
class Golden:
    """article: the id of the one that shall come first."""

    question: str
    article: str


@dataclass(frozen=True, slots=True)
class Tried:
    """How many of `total` questions get the right article first, before and after; before is None where the
    old generation cannot answer. lost: those that did before and do not now."""

    total: int
    before: int | None
    after: int
    lost: tuple[str, ...] = ()

    @property
    def fell(self) -> bool:
        return self.before is not None and self.after < self.before


Trial = Callable[[tuple[Golden, ...], Reader, Reader], Awaitable[Tried]]
"""Called with the questions, the new generation, and the index as it answers now."""
