"""rapidfuzz's token_set_ratio over titles cut by jieba: the rule of chat bots that have no index."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from rapidfuzz import fuzz, process

from tests.bench.peers.jieba_words import spaced
from tests.bench.peers.peer import FOUND, Text

FILE = "titles.json"


class RapidfuzzTitles:
    def build(self, texts: Iterable[Text], folder: Path) -> None:
        titles = [(one.id, spaced(one.title)) for one in texts]
        (folder / FILE).write_text(json.dumps(titles, ensure_ascii=False), encoding="utf-8")

    def open(self, folder: Path) -> None:
        titles = json.loads((folder / FILE).read_text(encoding="utf-8"))
        self._ids = [key for key, _ in titles]
        self._titles = [title for _, title in titles]

    def best(self, question: str) -> list[str]:
        found = process.extract(spaced(question), self._titles, scorer=fuzz.token_set_ratio, limit=FOUND)
        return [self._ids[place] for _, _, place in found]
