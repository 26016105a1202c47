"""What is made of a whole index once, and used as long as that generation is the one that is asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from bot.search.engine import View

Made = TypeVar("Made")


class Remembered(Generic[Made]):
    """Of one generation only: two that are asked in turns have it made each time."""

    def __init__(self, make: Callable[[View], Made]) -> None:
        self._make = make
        self._known: tuple[str, Made] | None = None

    def of(self, view: View) -> Made:
        known = self._known
        if known is None or known[0] != view.version:
            known = self._known = view.version, self._make(view)
        return known[1]
