"""bm25s over jieba's words: a matrix of scores in memory."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

import bm25s
import numpy

from tests.bench.peers.jieba_words import words
from tests.bench.peers.peer import FOUND, Text

IDS = "ids.json"


class Bm25sWords:
    def build(self, texts: Iterable[Text], folder: Path) -> None:
        ids, found = [], []
        for one in texts:
            ids.append(one.id)
            found.append(words(one.whole))
        made = bm25s.BM25(k1=1.5, b=0.75)
        made.index(found, show_progress=False)
        made.save(str(folder), show_progress=False)
        (folder / IDS).write_text(json.dumps(ids), encoding="utf-8")

    def open(self, folder: Path) -> None:
        self._index = bm25s.BM25.load(str(folder), show_progress=False)
        self._ids = json.loads((folder / IDS).read_text(encoding="utf-8"))

    def best(self, question: str) -> list[str]:
        asked = words(question)
        scores = self._index.get_scores(asked) if asked else numpy.zeros(len(self._ids))
        few = numpy.argpartition(-scores, min(FOUND, len(scores) - 1))[:FOUND]
        return [self._ids[place] for place in few[numpy.argsort(-scores[few], kind="stable")]]
