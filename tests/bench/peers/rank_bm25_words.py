"""rank_bm25 over jieba's words: dictionaries in memory, every text scored at every question."""

from __future__ import annotations

import pickle
from collections.abc import Iterable
from pathlib import Path

import numpy
from rank_bm25 import BM25Okapi

from tests.bench.peers.jieba_words import words
from tests.bench.peers.peer import FOUND, Text

FILE = "rank_bm25.pickle"


class RankBm25Words:
    def build(self, texts: Iterable[Text], folder: Path) -> None:
        ids, found = [], []
        for one in texts:
            ids.append(one.id)
            found.append(words(one.whole))
        with (folder / FILE).open("wb") as file:
            pickle.dump((ids, BM25Okapi(found)), file)

    def open(self, folder: Path) -> None:
        with (folder / FILE).open("rb") as file:
            self._ids, self._index = pickle.load(file)

    def best(self, question: str) -> list[str]:
        scores = self._index.get_scores(words(question))
        few = numpy.argpartition(-scores, min(FOUND, len(scores) - 1))[:FOUND]
        return [self._ids[place] for place in few[numpy.argsort(-scores[few], kind="stable")]]
