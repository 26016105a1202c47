"""What of an article is embedded, and the name under which its vectors are kept."""

from __future__ import annotations

from hashlib import blake2b

from bot.search.text import normalise

LONGEST = 300  # characters of a passage: where an article tells of several things, each needs its own vector
MOST = 4  # passages of an article: news stands in the first three
SHORTEST = 200  # a passage ends with a sentence, if that leaves so much of it
ENDS = "。！？\n"
CUT = "…"  # where a title is no more than the beginning of the text
KEY_BYTES = 16


def meant(title: str, text: str) -> tuple[str, ...]:
    """The passages that stand for an article, as they are written, each under its title; at least one."""
    ends = cuts(text)
    pieces = [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    if title and text.startswith(title.rstrip(CUT)):
        return (pieces[0], *(f"{title}\n{piece}" for piece in pieces[1:]))
    return tuple(f"{title}\n{piece}" for piece in pieces)


def cuts(text: str) -> list[int]:
    """Where the passages of a text end, one after the other; at least one."""
    ends: list[int] = []
    start = 0
    while not ends or (start < len(text) and len(ends) < MOST):
        end = min(start + LONGEST, len(text))
        if end < len(text):
            sentence = max(text.rfind(mark, start + SHORTEST, end) for mark in ENDS)
            end = sentence + 1 if sentence >= 0 else end
        ends.append(end)
        start = end
    return ends


def spelled(text: str) -> str:
    """A passage or a question as a model is given it: whichever script it was written in."""
    return normalise(text)


def key(article_id: str, passage: str) -> bytes:
    """16 bytes that no other passage has: a text that changed has another key."""
    told = f"{article_id}\0{passage}".encode("utf-8", "surrogatepass")
    return blake2b(told, digest_size=KEY_BYTES).digest()
