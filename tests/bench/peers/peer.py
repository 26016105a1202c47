"""What a peer is: something that a user would take instead, built from the same folder of posts.

Peers get title and text by the simplest reading, a cut behind the front matter; and they give ids alone,
where Wenda reads candidates again and makes cards. Both is to their advantage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from tests.bench.place import Place

DATED = re.compile(r"^\d{4}-\d\d-\d\d-")
TITLE = re.compile(r'^title: "?(.*?)"?$', re.MULTILINE)
FOUND = 10


@dataclass(frozen=True, slots=True)
class Text:
    """A post as a peer reads it."""

    id: str
    title: str
    text: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.text}"


class Peer(Protocol):
    """Built in one process, opened and asked in another."""

    def build(self, texts: Iterable[Text], folder: Path) -> None:
        """Store an index below the empty folder."""

    def open(self, folder: Path) -> None:
        """Have the stored index at hand, as far as the peer can."""

    def best(self, question: str) -> list[str]:
        """The ids of at most ten texts, best first."""


def texts_of(place: Place) -> Iterator[Text]:
    """The posts of a place, by name."""
    for file in place.posts():
        _, head, text = file.read_text(encoding="utf-8").split("---\n", 2)
        title = TITLE.search(head)
        yield Text(DATED.sub("", file.stem), title[1] if title else "", text)
