"""An article as the bytes that an index stores, and back, and what else an index keeps of it.

The encoding and five lengths come first; then the title and all else that the second stage reads, so that
fifty candidates are read without being unpacked; then the text as far as that does not read it; then the
other fields.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime
from struct import Struct
from typing import Any

from bot.posts.post import Article, Category, Entity
from bot.search.article_text import LONGEST_TEXT, all_but_title

# The first has two bytes a Han character, as Chinese encodings have, and takes a third of their time; the
# second keeps halves of characters, which no odd name may spoil, as they are.
ENCODINGS = ("utf-16-le", "utf-32-le")
# Which encoding; in bytes: title, all else that is read, of which text and summary, and the text beyond.
HEAD = Struct("<B5I")


def named_entities(article: Article) -> list[tuple[str, str, str]]:
    """Market, code and name of each security that the article names, each once."""
    named = [(one.market, one.code, one.name) for one in article.entities if one.code and one.name]
    return list(dict.fromkeys(named))


def pack(article: Article) -> bytes:
    entities = [(one.market, one.code, one.name, one.mention) for one in article.entities]
    fields = (
        *(article.id, article.path, article.date.isoformat()),
        *(article.category.slug, article.category.name, article.source, article.url),
        *(article.tags, entities, article.also),
    )
    others = json.dumps(fields, separators=(",", ":"), ensure_ascii=False)
    text, beyond = article.text[:LONGEST_TEXT], article.text[LONGEST_TEXT:]
    number, parts = _encoded([article.title, all_but_title(article), text, article.summary, beyond])
    title, read, _, _, rest = parts
    head = HEAD.pack(number, *map(len, parts))
    return b"".join((head, title, read, rest, others.encode("utf-8", "surrogatepass")))


def _encoded(parts: Sequence[str]) -> tuple[int, list[bytes]]:
    """The number of an encoding that has all characters of the parts, and these in it."""
    try:
        return 0, [part.encode(ENCODINGS[0]) for part in parts]
    except UnicodeEncodeError:
        return 1, [part.encode(ENCODINGS[1], "surrogatepass") for part in parts]


def texts_of(stored: bytes) -> tuple[str, str]:
    """The title, and all else that the second stage reads."""
    number, title, read, *_ = HEAD.unpack_from(stored)
    start, rest = HEAD.size + title, HEAD.size + title + read
    return _text(stored[HEAD.size : start], number), _text(stored[start:rest], number)


def unpack(stored: bytes) -> Article:
    """The article that was packed; its date keeps the instant and the offset."""
    number, title, read, text, summary, beyond = HEAD.unpack_from(stored)
    body, rest = HEAD.size + title, HEAD.size + title + read
    own = body + text + len("\n".encode(ENCODINGS[number]))
    fields: list[Any] = json.loads(stored[rest + beyond :].decode("utf-8", "surrogatepass"))
    key, path, date, slug, name, source, url, tags, entities, also = fields
    return Article(
        id=key,
        path=path,
        title=_text(stored[HEAD.size : body], number),
        date=datetime.fromisoformat(date),
        category=Category(slug, name),
        source=source,
        url=url,
        summary=_text(stored[own : own + summary], number),
        text=_text(stored[body : body + text], number) + _text(stored[rest : rest + beyond], number),
        tags=tuple(tags),
        entities=tuple(Entity(*entity) for entity in entities),
        also=tuple(also),
    )


def id_of(stored: bytes) -> str:
    """That of the article that was packed."""
    _, title, read, _, _, beyond = HEAD.unpack_from(stored)
    start = HEAD.size + title + read + beyond + len("[")
    try:
        key = json.loads(stored[start : stored.index(b'",', start) + 1].decode("utf-8", "surrogatepass"))
    except ValueError:  # it has such signs itself
        return unpack(stored).id
    return str(key)


def _text(encoded: bytes, number: int) -> str:
    return encoded.decode(ENCODINGS[number], "surrogatepass")


class Stored:
    """A stored article, unpacked when it is first looked at."""

    __slots__ = ("_article", "_stored", "_texts")

    def __init__(self, stored: bytes) -> None:
        self._stored = stored
        self._article: Article | None = None
        self._texts: tuple[str, str] | None = None

    @property
    def id(self) -> str:
        return self._article.id if self._article else id_of(self._stored)

    @property
    def article(self) -> Article:
        if self._article is None:
            self._article = unpack(self._stored)
        return self._article

    @property
    def texts(self) -> tuple[str, str]:
        if self._texts is None:
            self._texts = texts_of(self._stored)
        return self._texts
