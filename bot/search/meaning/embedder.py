"""What makes vectors of texts, whichever model it is, and the checks that every vector passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bot.errors import EmbedderError

Vectors = NDArray[np.float32]
"""(n, dimensions), every row of length 1: the product of two rows is their cosine."""

LONGEST = 600  # characters of a passage that a model is given, about as many as one piece of it may have
LONGEST_QUESTION = 200  # a reader waits for it
NEARLY_NOTHING = 1e-6
NOTHING = "…"


class Unfit(EmbedderError):
    """The model works, but makes nothing of one of these texts."""


class Embedder(Protocol):
    """A model. Questions and passages may be embedded in different ways. Blocks while it computes."""

    @property
    def fingerprint(self) -> str:
        """Model, version and how texts are given to it: vectors of another fingerprint do not compare."""

    @property
    def dimensions(self) -> int: ...

    def questions(self, texts: Sequence[str]) -> Vectors:
        """For who waits for an answer: fails soon rather than trying again. Raises EmbedderError."""

    def passages(self, texts: Sequence[str]) -> Vectors:
        """For who has time. Raises EmbedderError."""

    def close(self) -> None:
        """Let go of what it holds; it is asked nothing more."""


def writable(text: str, longest: int = LONGEST) -> str:
    """What of a text any model can read: no halves of characters, no NUL, not too long, and not nothing."""
    readable = text[:longest].encode("utf-8", "replace").decode("utf-8").replace("\0", " ")
    return readable if readable.strip() else NOTHING


def checked(made: NDArray[np.float32], *, count: int, dimensions: int, whose: str) -> Vectors:
    """The vectors with length 1. Raises EmbedderError where they are not so many, Unfit where one is none."""
    if made.shape != (count, dimensions):
        raise EmbedderError(
            f"{whose} made vectors of shape {made.shape}, expected {(count, dimensions)}",
            hint="the model has changed meanwhile; start again with the one that is to stay",
        )
    lengths = np.linalg.norm(made, axis=1, keepdims=True)
    if not np.isfinite(made).all() or (lengths < NEARLY_NOTHING).any():
        raise Unfit(f"{whose} made a vector without a direction", hint="look at the model's own log")
    return np.ascontiguousarray(made / lengths, dtype=np.float32)
