"""The address of a source that leads to the sentence quoted from it, where a browser can find it there."""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

from bot.chat.views.html import one_line, web_address

LEAST = 8  # characters that tell a place in a page; fewer stand in it more than once
BORDER = re.compile(r"[，。；！？：、]|[,.;:!?](?=\s)")
ENDS = "。！？；.!?;"
CUT = "…"
PAGES = ("html", "htm", "shtml", "xhtml", "php", "asp", "aspx", "jsp")


def at_sentence(url: str, sentence: str) -> str:
    """The address of a web page with a text fragment (`#:~:text=first words,last words`), which makes a
    browser scroll to the sentence and mark it, and which it ignores where the page says otherwise. Plain
    for other files, for addresses with a fragment of their own, and where the result would be too long.

    Source of the form: https://wicg.github.io/scroll-to-text-fragment/
    """
    address = web_address(url)
    text = whole_clauses(one_line(sentence))
    if not address or not text or not is_page(address):
        return address
    first, last = first_words(text), last_words(text)
    apart = len(first) + len(last) < len(text)
    words = f"{encoded(first)},{encoded(last)}" if apart else encoded(text)
    return web_address(f"{address}#:~:text={words}") or address


def is_page(address: str) -> bool:
    """Whether this is likely a web page without places of its own; a picture or a PDF is none."""
    parts = urlsplit(address)
    _, dot, suffix = parts.path.rpartition("/")[2].rpartition(".")
    return "#" not in address and (not dot or suffix.lower() in PAGES)


def whole_clauses(text: str) -> str:
    """The text without a clause that was cut at its beginning or its end."""
    if text.startswith(CUT):
        text = BORDER.split(text, maxsplit=1)[-1] if BORDER.search(text) else ""
    if text.endswith(CUT):
        borders = [found.start() for found in BORDER.finditer(text)]
        text = text[: borders[-1]] if borders else ""
    return text.strip().rstrip(ENDS)


def first_words(text: str) -> str:
    """The clauses at the beginning, enough to be told from others; a fragment has to end with a word."""
    ends = (found.start() for found in BORDER.finditer(text))
    return text[: next((end for end in ends if end >= LEAST), len(text))]


def last_words(text: str) -> str:
    starts = [found.end() for found in BORDER.finditer(text) if len(text) - found.end() >= LEAST]
    return text[starts[-1] :].strip() if starts else text


def encoded(words: str) -> str:
    """Percent-encoded, with the three characters that have a meaning in a text fragment."""
    return quote(words, safe="").replace("-", "%2D")
