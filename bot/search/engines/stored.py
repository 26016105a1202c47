"""An article as the bytes that an index stores, and back, and what else an index keeps of it."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from bot.posts.post import Article, Category, Entity


def named_entities(article: Article) -> list[tuple[str, str, str]]:
    """Market, code and name of each security that the article names, each once."""
    named = [(one.market, one.code, one.name) for one in article.entities if one.code and one.name]
    return list(dict.fromkeys(named))


CHINESE, ODD = "gb18030", "utf-8"
"""A Han character has two bytes in the first, three in the second; only the second takes lone surrogates,
which no odd name may spoil."""


def pack(article: Article) -> bytes:
    """Compact JSON. The bytes begin with `[` in GB18030, and with a zero byte before UTF-8."""
    entities = [(one.market, one.code, one.name, one.mention) for one in article.entities]
    fields = (
        *(article.id, article.path, article.title, article.date.isoformat()),
        *(article.category.slug, article.category.name, article.source, article.url),
        *(article.summary, article.text, article.tags, entities, article.also),
    )
    text = json.dumps(fields, separators=(",", ":"), ensure_ascii=False)
    try:
        return text.encode(CHINESE)
    except UnicodeEncodeError:
        return b"\0" + text.encode(ODD, "surrogatepass")


def unpack(stored: bytes) -> Article:
    """The article that was packed; its date keeps the instant and the offset."""
    odd = stored.startswith(b"\0")
    fields: list[Any] = json.loads(stored[1:].decode(ODD, "surrogatepass") if odd else stored.decode(CHINESE))
    key, path, title, date, slug, name, source, url, summary, text, tags, entities, also = fields
    return Article(
        id=key,
        path=path,
        title=title,
        date=datetime.fromisoformat(date),
        category=Category(slug, name),
        source=source,
        url=url,
        summary=summary,
        text=text,
        tags=tuple(tags),
        entities=tuple(Entity(*entity) for entity in entities),
        also=tuple(also),
    )
