"""Questions as vectors in time for an answer, beside the vectors of the articles.

The model is opened by the first question that finds vectors, in a thread of its own. Whoever waits does so
only for a moment; then words alone answer, and the model is left alone for a while.
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as Late
from threading import Lock
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bot.errors import EmbedderError
from bot.search.engine import Kept
from bot.search.meaning.embedder import Embedder, Unfit
from bot.search.meaning.outages import Outages
from bot.search.meaning.passage import key, meant, spelled
from bot.search.meaning.sense import Typical
from bot.search.meaning.store import VectorsReader

REMEMBERED = 256  # questions, 1.5 KB each: pages of an answer ask the same again
SAMPLE = 1_000  # vectors that stand for the corpus at large

Vector = NDArray[np.float32]


class VectorSense:
    """A `Sense` over a store that another process fills. Threads may share it.

    patience: seconds from the question on that an answer waits for its vector.
    """

    def __init__(
        self,
        opening: Callable[[], Embedder],
        reader: VectorsReader,
        *,
        patience: float,
        outages: Outages | None = None,
    ) -> None:
        self._opening, self._reader, self._patience = opening, reader, patience
        self.outages = outages or Outages()
        self._embedder: Embedder | None = None
        self._warm = False
        self._thread = ThreadPoolExecutor(1, "wenda-meaning")
        self._turn = Lock()
        self._remembered: OrderedDict[str, Vector] = OrderedDict()

    def begin(self, text: str) -> Pending:
        """Nothing is begun where there are no vectors to compare with, or while the model is left alone."""
        self._reader.refresh()
        question = spelled(text)
        if not self._reader.count:
            return Pending(self, None, 0.0)
        with self._turn:
            known = self._remembered.get(question)
        if known is not None:
            return Pending(self, done(known), 0.0)
        if self.outages.resting:
            return Pending(self, None, 0.0)
        return Pending(self, self._thread.submit(self._vector, question), time.monotonic() + self._patience)

    def asked(self, vector: Vector) -> AskedVector | None:
        """None where the vectors of the articles are of another model by now."""
        return AskedVector(vector, self._reader) if len(vector) == self._reader.dimensions else None

    @property
    def trouble(self) -> str:
        return self.outages.trouble

    @property
    def is_warm(self) -> bool:
        """Whether the model was loaded, and read from the disk by a first question."""
        return self._warm

    def close(self) -> None:
        self._thread.shutdown(cancel_futures=True)
        if self._embedder:
            self._embedder.close()

    def _vector(self, question: str) -> Vector:
        if self._embedder is None:
            self._embedder = self._opening()
        vector: Vector = self._embedder.questions([question])[0]
        self._warm = True
        with self._turn:
            self._remembered[question] = vector
            while len(self._remembered) > REMEMBERED:
                self._remembered.popitem(last=False)
        return vector


def done(vector: Vector) -> Future[Vector]:
    future: Future[Vector] = Future()
    future.set_result(vector)
    return future


class Pending:
    """A question whose vector is being made, or None where it is not."""

    def __init__(self, sense: VectorSense, future: Future[Vector] | None, until: float) -> None:
        self._sense, self._future, self._until = sense, future, until

    def asked(self) -> AskedVector | None:
        """Waits until the time is over at most. None: words alone must do."""
        if self._future is None:
            return None
        try:
            vector = self._future.result(max(0.0, self._until - time.monotonic()))
        except (Late, CancelledError):
            self._future.cancel()
            if self._sense.is_warm:
                self._sense.outages.late()
            return None
        except Unfit:  # a question of its own kind, which says nothing of the next one
            return None
        except EmbedderError as error:
            self._sense.outages.failed(str(error))
            return None
        self._sense.outages.worked()
        return self._sense.asked(vector)


class Compared(NamedTuple):
    """For each article."""

    similarities: NDArray[np.float64]
    passages: NDArray[np.int64]


class AskedVector:
    """A question's vector beside those of the articles."""

    def __init__(self, vector: Vector, reader: VectorsReader) -> None:
        self._vector, self._reader = vector, reader
        self._compared: tuple[Sequence[Kept], Compared] | None = None

    @property
    def typical(self) -> Typical:
        sample = self._reader.sample(SAMPLE)
        if len(sample) < 2:
            return Typical(np.nan, np.nan)
        products = sample @ self._vector
        return Typical(float(products.mean()), float(products.std()))

    def similarities(self, articles: Sequence[Kept]) -> NDArray[np.float64]:
        """One for each article, that of its nearest passage; nan where none has a vector."""
        return self._compare(articles).similarities

    def passages(self, articles: Sequence[Kept]) -> NDArray[np.int64]:
        """How many passages of each, from the first on, have vectors."""
        return self._compare(articles).passages

    def nearest(self, limit: int) -> Sequence[str]:
        return [name for name, _ in self._reader.nearest(self._vector, limit)]

    def _compare(self, articles: Sequence[Kept]) -> Compared:
        """Once for the same articles, whose passages must be cut for it."""
        if self._compared is None or self._compared[0] is not articles:
            self._compared = articles, self._made(articles)
        return self._compared[1]

    def _made(self, articles: Sequence[Kept]) -> Compared:
        wanted = [keys_of(article) for article in articles]
        vectors, exist = self._reader.of([one for several in wanted for one in several])
        products = np.where(exist, vectors @ self._vector, -np.inf)
        best = np.full(len(articles), -np.inf)
        np.maximum.at(best, np.repeat(np.arange(len(wanted)), [len(several) for several in wanted]), products)
        ends = np.cumsum([len(several) for several in wanted])
        several_exist = np.split(exist, ends[:-1]) if wanted else []
        counts = [int(one.argmin()) if not one.all() else len(one) for one in several_exist]
        return Compared(np.where(np.isinf(best), np.nan, best), np.array(counts, np.int64))


def keys_of(article: Kept) -> list[bytes]:
    title, text = article.texts
    return [key(article.id, passage) for passage in meant(title, text)]
