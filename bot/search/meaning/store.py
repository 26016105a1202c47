"""The vectors that were made so far, for readers in any process: they see what a writer adds beside them."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.search.meaning.embedder import Vectors
from bot.search.meaning.places import MISSING, Numbers, Places, halves
from bot.search.meaning.quantised import nearest_rows, restored
from bot.search.meaning.records import Files, Stored, current, stored

FORMAT = 1  # raise it when anything below is kept in another way: other vectors are then made
PREFIX = "meaning-"
HEAD = "head.json"
SPARE = 2  # rows that are looked at for each article that is wanted, since one may have several
MANY = 200_000  # rows that are looked through, in some 6 ms; of more only those of first passages


def folder_of(state: Path, fingerprint: str) -> Path:
    """Where the vectors of a model lie beside the index in `state`."""
    digest = sha256(f"{FORMAT} {fingerprint}".encode()).hexdigest()
    return state / f"{PREFIX}{digest[:12]}"


@dataclass(frozen=True, slots=True)
class Head:
    fingerprint: str
    dimensions: int


def read_head(folder: Path) -> Head | None:
    """What the store is for; None where there is none, or none of ours."""
    try:
        told = json.loads((folder / HEAD).read_text(encoding="utf-8"))
        if told["format"] != FORMAT:
            return None
        return Head(str(told["fingerprint"]), int(told["dimensions"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


@dataclass(frozen=True, slots=True)
class Seen:
    """A state of the store, and how to find a key in it."""

    stored: Stored
    places: Places


class VectorsReader:
    """Threads may share it: each question is answered from one state. A missing store is an empty one.

    many: of more vectors than so many `nearest` looks at those of first passages alone.
    """

    def __init__(self, folder: Path, *, many: int = MANY) -> None:
        self.folder = folder
        self._many = many
        self._seen: Seen | None = None
        self._stamp = 0, 0
        self._sampled: tuple[Seen | None, int, Vectors] = None, 0, np.zeros((0, 0), np.float32)
        self.refresh()

    @property
    def count(self) -> int:
        """How many vectors there are, also those of articles that are gone."""
        return len(self._seen.stored.records) if self._seen else 0

    @property
    def dimensions(self) -> int:
        """0 while nothing is known of it."""
        return self._seen.stored.rows.shape[1] if self._seen else 0

    def refresh(self) -> None:
        """See what was added, or taken out, since the last time; some 50 microseconds where nothing was."""
        try:
            if self._seen is None or not self._is_current(self._seen.stored):
                self._seen = self._opened()
        except OSError:  # taken out between two looks; the next one finds what took its place
            return

    def of(self, keys: Sequence[bytes]) -> tuple[Vectors, NDArray[np.bool_]]:
        """A row for each key, zeros where there is no vector, and which there are."""
        seen = self._seen
        if seen is None or not keys:
            return np.zeros((len(keys), self.dimensions), np.float32), np.zeros(len(keys), np.bool_)
        rows = seen.places.find(halves(keys))
        exist = rows != MISSING
        vectors = np.zeros((len(keys), seen.stored.rows.shape[1]), np.float32)
        vectors[exist] = restored(seen.stored.rows[rows[exist]], seen.stored.records["scale"][rows[exist]])
        return vectors, exist

    def rows(self, keys: Sequence[bytes]) -> Numbers:
        """The number of each key's row, MISSING where there is none."""
        if self._seen is None:
            return np.full(len(keys), MISSING, np.int64)
        return self._seen.places.find(halves(keys))

    def nearest(self, vector: NDArray[np.float32], limit: int) -> list[tuple[str, float]]:
        """The ids of the articles whose vectors are most like this one, and how much; also of articles, and
        texts, that are gone meanwhile."""
        seen = self._seen
        if seen is None or limit <= 0:
            return []
        state = seen.stored
        chosen = state.records["place"] == 0 if len(state.records) > self._many else None
        rows, products = nearest_rows(state.rows, state.records["scale"], vector, limit * SPARE, chosen)
        found: dict[str, float] = {}
        for row, product in zip(rows, products, strict=True):
            found.setdefault(state.name(int(row)), float(product))
        return list(found.items())[:limit]

    def sample(self, limit: int) -> Vectors:
        """At most so many vectors, at even distances from first to last; kept until more are there."""
        seen = self._seen
        if seen is None:
            return np.zeros((0, self.dimensions), np.float32)
        known, size, sample = self._sampled
        if known is not seen or size != limit:
            records, rows = seen.stored.records, seen.stored.rows
            chosen = np.linspace(0, len(records) - 1, min(limit, len(records))).astype(np.int64)
            sample = restored(rows[chosen], records["scale"][chosen])
            self._sampled = seen, limit, sample
        return sample

    def _is_current(self, known: Stored) -> bool:
        """Whether nothing was written since."""
        try:
            return stamp_of(known.files) == self._stamp
        except FileNotFoundError:
            return False

    def _opened(self) -> Seen | None:
        head, files = read_head(self.folder), current(self.folder)
        if head is None or files is None:
            return None
        stamp, last, before = stamp_of(files), self._stamp, self._seen
        state, self._stamp = stored(files, head.dimensions), stamp
        grown = stamp[0] == last[0] and before and len(before.stored.records) <= len(state.records)
        return Seen(state, before.places.grown(state.records) if grown and before else Places(state.records))


def stamp_of(files: Files) -> tuple[int, int]:
    """What is another one when the records grew, or others took their place. Raises OSError."""
    found = os.stat(files.records)
    return found.st_ino, found.st_size
