"""What answering asks of vectors: how near the articles are to a question, and which are nearest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.search.engine import Kept


class Typical(NamedTuple):
    """The similarities of a question to the corpus at large; nan where fewer than two vectors are there."""

    mean: float
    deviation: float


class Asked(Protocol):
    """A question with its vector. Similarities are cosines; an article has that of its nearest passage."""

    @property
    def typical(self) -> Typical:
        """Over a sample of the vectors, always the same one."""

    def similarities(self, articles: Sequence[Kept]) -> NDArray[np.float64]:
        """One for each article, nan where none of its passages has a vector yet."""

    def passages(self, articles: Sequence[Kept]) -> NDArray[np.int64]:
        """How many passages of each, from the first on, have vectors: those of the others come later."""

    def nearest(self, limit: int) -> Sequence[str]:
        """Ids of the articles that are nearest, best first, of whatever generation."""


class Asking(Protocol):
    """A question whose vector is being made."""

    def asked(self) -> Asked | None:
        """Waits for the vector, not long. None: words alone must do. Never raises."""


class Sense(Protocol):
    @property
    def trouble(self) -> str:
        """What keeps it from answering, "" where nothing does."""

    def begin(self, text: str) -> Asking:
        """Starts making the vector of a question beside whatever its caller does next."""
