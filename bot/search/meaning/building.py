"""Making the vectors that are missing, of the newest articles first. What was made is kept, come what may."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot.search.engine import Kept, View
from bot.search.meaning.embedder import Embedder
from bot.search.meaning.passage import key, meant, spelled
from bot.search.meaning.places import MISSING
from bot.search.meaning.progress import Building, OnBuilding
from bot.search.meaning.store import Head, folder_of
from bot.search.meaning.walking import newest_first
from bot.search.meaning.writing import Entry, VectorsWriter, forget_others, writing

BATCH = 32  # passages that are made and kept at once: some seconds of a model's work


@dataclass(frozen=True, slots=True)
class Meant:
    """A passage of an article, as the model is given it."""

    entry: Entry
    passage: str


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
    """One walk through a generation."""

    def __init__(self, view: View, writer: VectorsWriter, embedder: Embedder, tell: OnBuilding) -> None:
        self._view, self._writer, self._embedder, self._tell = view, writer, embedder, tell
        self._total = view.status().documents
        self._pace = Pace(self._total, min(self._total, writer.reader.count))
        self._needed = np.zeros(writer.reader.count, np.bool_)

    def do(self) -> Building:
        self._tell(self._pace.now())
        waiting: list[Meant] = []
        for articles in newest_first(self._view):
            for missing in self._missing(articles):
                waiting += missing
                if len(waiting) >= BATCH:
                    self._make(waiting)
                    waiting = []
            self._pace.walked(len(articles), articles_of(waiting))
            self._tell(self._pace.now())
        self._make(waiting)
        done = Building(self._total, self._total)
        self._tell(done)
        return done

    def alive(self) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
        """Which rows this generation means; those that were made in this walk among them."""
        made = self._writer.reader.count - len(self._needed)
        return np.concatenate((self._needed, np.ones(made, np.bool_)))

    def _missing(self, articles: Sequence[Kept]) -> Iterator[list[Meant]]:
        """The passages without a vector, article by article; the rows of the others are marked as needed."""
        wanted = [passages_of(article) for article in articles]
        keys = [one.entry.key for several in wanted for one in several]
        rows = self._writer.reader.rows(keys)
        old = rows[(rows != MISSING) & (rows < len(self._needed))]
        self._needed[old] = True
        lacking = {name for name, row in zip(keys, rows, strict=True) if row == MISSING}
        for several in wanted:
            if missing := [one for one in several if one.entry.key in lacking]:
                yield missing

    def _make(self, waiting: Sequence[Meant]) -> None:
        if not waiting:
            return
        vectors = self._embedder.passages([spelled(one.passage) for one in waiting])
        self._writer.append([one.entry for one in waiting], vectors)
        self._pace.made(articles_of(waiting))
        self._tell(self._pace.now())


def passages_of(article: Kept) -> list[Meant]:
    title, text = article.texts
    name = article.article.id
    return [Meant(Entry(key(name, passage), name), passage) for passage in meant(title, text)]


def articles_of(waiting: Sequence[Meant]) -> int:
    return len({one.entry.article_id for one in waiting})


class Pace:
    """How far a walk is. Before it has been everywhere, what was there before is taken to be of use."""

    def __init__(self, total: int, before: int) -> None:
        self._total, self._before = total, before
        self._walked = self._waiting = self._made = 0
        self._began = time.monotonic()

    def walked(self, articles: int, waiting: int) -> None:
        """waiting: how many articles, the last ones, still lack vectors."""
        self._walked += articles
        self._waiting = waiting

    def made(self, articles: int) -> None:
        self._made += articles
        self._waiting = 0

    def now(self) -> Building:
        done = min(self._total, max(self._walked - self._waiting, self._before + self._made))
        seconds = time.monotonic() - self._began
        rate = self._made / seconds if self._made and seconds else 0.0
        return Building(done, self._total, rate, (self._total - done) / rate if rate else None)
