"""What Telegram makes of HTML: an independent, strict reading of its documented rules."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

PIECE = re.compile(r"<[^<>]*>|&[^;\s<>&]*;|[^<>&]|[<>&]", re.DOTALL)
OPENING = re.compile(r'<(b|i|code|blockquote expandable|a href="([^"<>]+)")>')
CHARACTERS = {"&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#x27;": "'"}


@dataclass(frozen=True, slots=True)
class Entity:
    kind: str
    text: str
    url: str = ""


@dataclass(slots=True)
class Parsed:
    text: str = ""
    entities: list[Entity] = field(default_factory=list)

    @property
    def units(self) -> int:
        return len(self.text.encode("utf-16-le")) // 2


def parse(html: str) -> Parsed:
    """Text and entities, or a ValueError that says why Telegram would refuse or distort this."""
    parsed, open_tags = Parsed(), list[tuple[str, str, int]]()
    for piece in PIECE.findall(html):
        if piece in ("<", ">", "&"):
            raise ValueError(f"can't parse entities: bare {piece!r}")
        if piece.startswith("</"):
            if not open_tags or open_tags[-1][0] != piece[2:-1]:
                raise ValueError(f"can't parse entities: {piece} closes nothing")
            kind, url, start = open_tags.pop()
            parsed.entities.append(Entity(kind, parsed.text[start:], url))
        elif piece.startswith("<"):
            tag = OPENING.fullmatch(piece)
            if not tag:
                raise ValueError(f"can't parse entities: unsupported {piece!r}")
            kind = tag[1].split()[0]
            if kind in {name for name, _, _ in open_tags}:
                raise ValueError(f"{kind} within {kind}")
            open_tags.append((kind, unescaped(tag[2] or ""), len(parsed.text)))
        else:
            parsed.text += CHARACTERS[piece] if piece.startswith("&") else piece
    if open_tags:
        raise ValueError(f"can't parse entities: {open_tags[-1][0]} is never closed")
    return parsed


def unescaped(text: str) -> str:
    return re.sub(r"&[^;]*;?", lambda found: CHARACTERS[found[0]], text)
