"""Making the vectors that are missing, of the newest articles first. What was made is kept, come what may."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bot.search.engine import Kept, View
from bot.search.meaning.embedder import Embedder
from bot.search.meaning.passage import MOST, key, meant, spelled
from bot.search.meaning.places import MISSING
from bot.search.meaning.progress import Building, OnBuilding
from bot.search.meaning.store import Head, folder_of
from bot.search.meaning.walking import newest_first
from bot.search.meaning.writing import Entry, VectorsWriter, forget_others, writing

BATCH = 16  # passages that are made and kept at once: three seconds of the packaged model


@dataclass(frozen=True, slots=True)
class Meant:
    """A passage of an article, as it is written."""

    entry: Entry
    passage: str

    @property
    def place(self) -> int:
        return self.entry.place


def build(view: View, state: Path, embedder: Embedder, tell: OnBuilding) -> Building:
    """Make what is missing of a generation's vectors. What no article of it means any more is taken out when
    that is most; so are the vectors of other models when none is missing.

    Raises EmbedderError, IndexBusy while another process does the same, and EngineError.
    """
    folder = folder_of(state, embedder.fingerprint)
    with writing(folder, Head(embedder.fingerprint, embedder.dimensions)) as writer:
        work = Work(view, writer, embedder, tell)
        done = work.do()
        alive = work.alive()
        if np.count_nonzero(alive) < len(alive) / 2:
            writer.compact(alive)
    forget_others(state, folder)
    return done


class Work:
    """A walk through a generation for every passage that an article may have: the first ones of all come
    before any second one, so that soon every article can be found by what it means."""

    def __init__(self, view: View, writer: VectorsWriter, embedder: Embedder, tell: OnBuilding) -> None:
        self._view, self._writer, self._embedder, self._tell = view, writer, embedder, tell
        self._needed = np.zeros(writer.reader.count, np.bool_)
        self._pace = Pace(view.status().documents)

    def do(self) -> Building:
        lacking = self._counted()
        self._tell(self._pace.now())
        for place, missing in enumerate(lacking):
            if missing:
                self._pace.begin()
                self._make_all(place)
        done = self._pace.end()
        self._tell(done)
        return done

    def alive(self) -> NDArray[np.bool_]:
        """Which rows this generation means; those that were made in this walk among them."""
        made = self._writer.reader.count - len(self._needed)
        return np.concatenate((self._needed, np.ones(made, np.bool_)))

    def _counted(self) -> list[int]:
        """How many first, second … passages have no vector; the rows of the others are marked as needed."""
        lacking = [0] * MOST
        for articles in newest_first(self._view):
            wanted = [one for article in articles for one in passages_of(article)]
            rows = self._writer.reader.rows([one.entry.key for one in wanted])
            self._needed[rows[rows != MISSING]] = True
            for one, row in zip(wanted, rows, strict=True):
                lacking[one.place] += row == MISSING
                self._pace.count(one.place, there=row != MISSING)
        return lacking

    def _make_all(self, place: int) -> None:
        """Make what lacks a vector of the first, the second … passages."""
        waiting: list[Meant] = []
        for articles in newest_first(self._view):
            wanted = [one for article in articles for one in passages_of(article) if one.place == place]
            rows = self._writer.reader.rows([one.entry.key for one in wanted])
            for one, row in zip(wanted, rows, strict=True):
                if row == MISSING:
                    waiting.append(one)
                if len(waiting) == BATCH:
                    self._make(waiting)
                    waiting = []
        self._make(waiting)

    def _make(self, waiting: Sequence[Meant]) -> None:
        if not waiting:
            return
        vectors = self._embedder.passages([spelled(one.passage) for one in waiting])
        self._writer.append([one.entry for one in waiting], vectors)
        self._pace.made(waiting[0].place, len(waiting))
        self._tell(self._pace.now())


def passages_of(article: Kept) -> list[Meant]:
    title, text = article.texts
    name = article.article.id
    passages = enumerate(meant(title, text))
    return [Meant(Entry(key(name, passage), name, place), passage) for place, passage in passages]


class Pace:
    """How far it is: beginnings, and passages behind them."""

    def __init__(self, articles: int) -> None:
        self._articles = articles
        self._beginnings = self._parts = self._all_parts = 0
        self._made = 0
        self._began = time.monotonic()

    def count(self, place: int, *, there: bool) -> None:
        if place:
            self._all_parts += 1
        if there:
            self._add(place, 1)

    def begin(self) -> None:
        """The rate is that of what is made from now on."""
        self._made, self._began = 0, time.monotonic()

    def made(self, place: int, passages: int) -> None:
        self._made += passages
        self._add(place, passages)

    def now(self) -> Building:
        seconds = time.monotonic() - self._began
        rate = self._made / seconds if self._made and seconds else 0.0
        left = self._articles - self._beginnings or self._all_parts - self._parts
        return Building(
            min(self._beginnings, self._articles),
            self._articles,
            self._parts,
            self._all_parts,
            rate,
            left / rate if rate else None,
        )

    def end(self) -> Building:
        """All is there, also where a passage stands in an article twice and was made once."""
        return Building(self._articles, self._articles, self._all_parts, self._all_parts)

    def _add(self, place: int, passages: int) -> None:
        if place:
            self._parts += passages
        else:
            self._beginnings += passages
