"""Texts as vectors without a model: each character votes for a direction, so that like texts are alike."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.search.meaning.embedder import Vectors
from bot.search.meaning.passage import key
from bot.search.meaning.store import Head, VectorsReader
from bot.search.meaning.writing import Entry, writing

DIMENSIONS = 32
HEAD = Head("votes 1", DIMENSIONS)


class Votes:
    """An embedder that is the same in every process. told: what it was asked, in order."""

    fingerprint = HEAD.fingerprint
    dimensions = DIMENSIONS

    def __init__(self) -> None:
        self.told: list[str] = []

    def close(self) -> None:
        """There is nothing to let go of."""

    def questions(self, texts: Sequence[str]) -> Vectors:
        return self.passages(texts)

    def passages(self, texts: Sequence[str]) -> Vectors:
        self.told.extend(texts)
        return np.array([voted(text) for text in texts], np.float32).reshape(len(texts), DIMENSIONS)


def voted(text: str) -> NDArray[np.float32]:
    votes = np.full(DIMENSIONS, 0.01, np.float32)
    for character in text:
        digest = blake2b(character.encode("utf-8", "surrogatepass"), digest_size=DIMENSIONS).digest()
        votes += np.frombuffer(digest, np.uint8).astype(np.float32) - 127.5
    return np.asarray(votes / np.linalg.norm(votes), np.float32)


def entry(name: str) -> Entry:
    return Entry(key(name, name), name)


def added(folder: Path, names: Sequence[str], *, head: Head = HEAD) -> None:
    """A vector for each name, as its own passage, by a writer that comes and goes."""
    with writing(folder, head) as writer:
        writer.append([entry(name) for name in names], Votes().passages(names))


def content(folder: Path) -> dict[str, list[float]]:
    """What a store holds: for each article's id its row, as whole numbers."""
    seen = VectorsReader(folder)._seen
    if seen is None:
        return {}
    state = seen.stored
    return {state.name(row): state.rows[row].tolist() for row in range(len(state.records))}
