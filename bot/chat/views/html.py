"""Pieces of Telegram HTML from text that nobody vouches for: cleaned, shortened, escaped once.

Lengths are UTF-16 units, as Telegram counts. Every function returns balanced HTML or plain text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from html import escape as escape_html
from html import unescape
from urllib.parse import urlsplit

from bot.answers.answer import Marked
from bot.chat.question import WORD_JOINER

ADDRESS_LIMIT = 1000  # Telegram refuses messages of more than 32 KiB, links included
MOST_SPANS = 8
JOINER = "\u200d"
BORDERS = "。！？；!?;，,、 "
# controls, line breaks, direction overrides and lone surrogates: none may reach a message
UNSAFE = {
    code: " "
    for span in ((0x00, 0x20), (0x7F, 0xA0), (0x2028, 0x202F), (0x2066, 0x206A), (0xD800, 0xE000))
    for code in range(*span)
}
STOCK_CODE = re.compile(r"(?<=[0-9])\.(?=[A-Za-z]{1,4}\b)")
TAG = re.compile(r"<(/?)[^>]*>")
HOST = re.compile(r"(?:[\w-]{1,63}\.){1,10}[\w-]{2,63}")


def units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def plain(html: str) -> str:
    """The text that a reader sees of this HTML."""
    return unescape(TAG.sub("", html))


def clean(text: str) -> str:
    """The same number of characters, the unsafe ones as blanks, so spans stay true."""
    return text.translate(UNSAFE)


def columns(text: str) -> int:
    """How wide a text is, a Han character counting as two."""
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def one_line(text: str) -> str:
    return " ".join(clean(text).split())


def escape(text: str) -> str:
    """Text for HTML; a stock code such as 600000.SH gets an invisible joiner, else it becomes a link."""
    return escape_html(STOCK_CODE.sub(f".{WORD_JOINER}", text), quote=False)


def border(text: str, limit: int) -> int:
    """Where to cut so that at most `limit` units stay: after a sentence or word if one ends near."""
    end = min(len(text), max(limit, 0))
    while (excess := units(text[:end]) - limit) > 0 and end:
        end -= (excess + 1) // 2  # a character has two units at most
    if end == len(text):
        return end
    end = whole(text, end)
    near = max(text.rfind(mark, end * 2 // 3, end) for mark in BORDERS)
    return near + 1 if near > 0 else end


def whole(text: str, end: int) -> int:
    """The last place up to `end` that does not part a character from what is joined to it."""
    while end > 0 and (unicodedata.combining(text[end]) or JOINER in text[end - 1 : end + 1]):
        end -= 1
    return end


def keep(text: str, limit: int) -> str:
    """The text, or as much of its start as leaves room for … within `limit` units."""
    if border(text, limit) == len(text):
        return text
    return text[: border(text, limit - 1)].rstrip(BORDERS)


def shorten(text: str, limit: int) -> str:
    """The text in at most `limit` units, ending in … where something was left out."""
    kept = keep(text, limit)
    return kept if len(kept) == len(text) else f"{kept}…"


def within(text: str, most: int) -> str:
    """The text in at most so many columns, ending in … where something was left out, wherever that is."""
    if columns(text) <= most:
        return text
    end = wide = 0
    while (wide := wide + columns(text[end])) < most:
        end += 1
    return f"{text[: whole(text, end)].rstrip(BORDERS)}…"


def opening(text: str, match: int, limit: int) -> int:
    """Where to begin a text too long to show, so that its first match is in sight."""
    if match <= limit // 3 or units(text) <= limit:
        return 0
    earliest = match - limit // 6
    return 1 + max(earliest - 1, *(text.rfind(mark, earliest, match) for mark in BORDERS))


def marked(sentence: Marked, limit: int) -> str:
    """The sentence with its matched words bold; a long one starts near the first match."""
    whole = clean(sentence.text)
    spans = sorted((start, end) for start, end in sentence.spans if 0 <= start < end <= len(whole))
    first = opening(whole, spans[0][0], limit) if spans else 0
    kept = keep(whole[first:], limit - 1)
    pieces, at = ["…" if first else ""], 0
    for start, end in spans[:MOST_SPANS]:
        begin, stop = max(start - first, at), min(end - first, len(kept))
        if begin < stop:
            pieces += [escape(kept[at:begin]), f"<b>{escape(kept[begin:stop])}</b>"]
            at = stop
    pieces += [escape(kept[at:]), "…" if len(kept) < len(whole) - first else ""]
    return "".join(pieces)


def quotation(text: str, limit: int) -> str:
    """The text as a quotation that unfolds when tapped, or "" for an empty one."""
    return f"<blockquote expandable>{escape(shorten(text, limit))}</blockquote>" if text else ""


@lru_cache(1024)  # asked for in a message's link, its button and its preview
def web_address(url: str) -> str:
    """The address where Telegram would take it as a link to the web, else ""."""
    if units(url) > ADDRESS_LIMIT or clean(url) != url or url.split() != [url]:
        return ""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    tail = parts.netloc.lower().removeprefix(host)
    plain = HOST.fullmatch(host) and tail in ("", f":{port}")
    return url if parts.scheme in ("http", "https") and plain else ""


def link(url: str, label: str) -> str:
    """The escaped label, as a link where the address is one."""
    address = web_address(url)
    return f'<a href="{escape_html(address)}">{escape(label)}</a>' if address else escape(label)
