"""What of an article is embedded, and the name under which its vectors are kept."""

from __future__ import annotations

from hashlib import blake2b

from bot.search.text import normalise

LEAD = 120  # characters of the text behind the title
KEY_BYTES = 16


def meant(title: str, text: str) -> tuple[str, ...]:
    """The passages that stand for an article, as they are written: title and lead."""
    return (f"{title}\n{text[:LEAD]}",)


def spelled(text: str) -> str:
    """A passage or a question as a model is given it: whichever script it was written in."""
    return normalise(text)


def key(article_id: str, passage: str) -> bytes:
    """16 bytes that no other passage has: a text that changed has another key."""
    told = f"{article_id}\0{passage}".encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=KEY_BYTES).digest()
