"""Where things lie: one folder for each size, with its posts, its questions and its index."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

POSTS = "_posts"


@dataclass(frozen=True, slots=True)
class Question:
    """right: the id of the article that it was made of, "" where nobody knows the right one."""

    text: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of one size below the work folder."""

    folder: Path

    @property
    def corpus(self) -> Path:
        return self.folder / "corpus"

    @property
    def index(self) -> Path:
        return self.folder / "index"

    def posts(self) -> Iterator[Path]:
        """The files of the corpus, by name."""
        return iter(sorted((self.corpus / POSTS).iterdir()))

    def text_bytes(self) -> int:
        """How much text the posts are: the sizes of their files together."""
        return sum(file.stat().st_size for file in (self.corpus / POSTS).iterdir())

    def write_questions(self, questions: list[Question]) -> None:
        text = json.dumps([asdict(one) for one in questions], ensure_ascii=False, indent=0)
        self._questions.write_text(text, encoding="utf-8")

    def has_questions(self) -> bool:
        return self._questions.is_file()

    def questions(self) -> list[Question]:
        rows = json.loads(self._questions.read_text(encoding="utf-8"))
        return [Question(row["text"], row["right"]) for row in rows]

    @property
    def _questions(self) -> Path:
        return self.folder / "questions.json"


def place_of(work: Path, size: int) -> Place:
    return Place(work / f"posts-{size}")
