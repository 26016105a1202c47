"""SQLite's own full text search, FTS5, over jieba's words: any of the words, best BM25 first."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from tests.bench.peers.jieba_words import words
from tests.bench.peers.peer import FOUND, Text

FILE = "fts5.sqlite"
ASK = "SELECT id FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT ?"


class SqliteWords:
    def build(self, texts: Iterable[Text], folder: Path) -> None:
        base = sqlite3.connect(folder / FILE)
        with base:
            base.execute("CREATE VIRTUAL TABLE texts USING fts5(id UNINDEXED, words)")
            rows = ((one.id, " ".join(words(one.whole))) for one in texts)
            base.executemany("INSERT INTO texts VALUES (?, ?)", rows)
        with base:
            base.execute("INSERT INTO texts(texts) VALUES ('optimize')")
        base.close()

    def open(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / FILE)

    def best(self, question: str) -> list[str]:
        asked = " OR ".join('"{}"'.format(word.replace('"', '""')) for word in dict.fromkeys(words(question)))
        return [key for (key,) in self._base.execute(ASK, (asked, FOUND))] if asked else []
