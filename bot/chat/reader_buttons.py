"""The buttons by which a reader judges an answer, has everything deleted that is stored of them, or
wants no more broadcasts, as values, and their part of the data behind `version:`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256

ARTICLE = r"([A-Za-z0-9_-]{1,56}|~[0-9a-f]{16})"


@dataclass(frozen=True, slots=True)
class Judge:
    """👍 or 👎 for the article that answers the question of this message. article: see `name_of`."""

    article: str
    good: bool


@dataclass(frozen=True, slots=True)
class Forget:
    """The reader does, or does not, want everything deleted."""

    sure: bool


@dataclass(frozen=True, slots=True)
class Hush:
    """The reader wants no more broadcasts; pressed again, wants them again."""


ReaderPress = Judge | Forget | Hush


def name_of(article: str) -> str:
    """The id of an article where it fits into a button, else a digest of it behind `~`."""
    if re.fullmatch(r"[A-Za-z0-9_-]{1,56}", article):
        return article
    return f"~{sha256(article.encode('utf-8', 'surrogatepass')).hexdigest()[:16]}"


def encode_reader(press: ReaderPress) -> str:
    match press:
        case Judge(article, good):
            return f"v{'+' if good else '-'}{article}"
        case Forget(sure):
            return f"f{'+' if sure else '-'}"
        case Hush():
            return "wq"


def decode_reader(rest: str) -> ReaderPress | None:
    """None for what `encode_reader` does not make."""
    if found := re.fullmatch(rf"v([+-]){ARTICLE}", rest):
        return Judge(found[2], found[1] == "+")
    if rest == "wq":
        return Hush()
    return Forget(rest == "f+") if rest in ("f+", "f-") else None
