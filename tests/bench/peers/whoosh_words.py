"""Whoosh with the analyser that jieba brings for it: any of the words, best BM25F first."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from jieba.analyse import ChineseAnalyzer
from whoosh import index
from whoosh.fields import ID, TEXT, Schema
from whoosh.query import Or, Term

from tests.bench.peers.peer import FOUND, Text

MEMORY = 256  # MB for the writer


class WhooshWords:
    def build(self, texts: Iterable[Text], folder: Path) -> None:
        schema = Schema(id=ID(stored=True), text=TEXT(analyzer=ChineseAnalyzer(), phrase=False))
        writer = index.create_in(str(folder), schema).writer(limitmb=MEMORY)
        for one in texts:
            writer.add_document(id=one.id, text=one.whole)
        writer.commit(optimize=True)

    def open(self, folder: Path) -> None:
        self._searcher = index.open_dir(str(folder)).searcher()
        self._analyser = ChineseAnalyzer()

    def best(self, question: str) -> list[str]:
        terms = [Term("text", token.text) for token in self._analyser(question)]
        return [hit["id"] for hit in self._searcher.search(Or(terms), limit=FOUND)] if terms else []
