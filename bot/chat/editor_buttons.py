"""The buttons by which editors decide over answers, as values and as their part of a button's data."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from bot.chat.broadcast_buttons import BroadcastPress, decode_broadcast, encode_broadcast
from bot.chat.page_buttons import NUMBER
from bot.chat.reader_buttons import ARTICLE

DIGEST = "([0-9a-f]{16})"
Listing = Literal["pins", "hidden", "golden"]
How = Literal["alias", "pin", "ignore"]
HOWS: dict[str, How] = {"a": "alias", "p": "pin", "i": "ignore"}
LISTINGS: dict[str, Listing] = {"p": "pins", "h": "hidden", "g": "golden"}


@dataclass(frozen=True, slots=True)
class Pin:
    """The article shall answer the question of this message. article: see `reader_buttons.name_of`."""

    article: str


@dataclass(frozen=True, slots=True)
class Unpin:
    """question: its digest."""

    question: str


@dataclass(frozen=True, slots=True)
class Hide:
    article: str


@dataclass(frozen=True, slots=True)
class Show:
    """The article is hidden no more."""

    article: str


@dataclass(frozen=True, slots=True)
class Star:
    """The article is the right one for the question of this message: reloads are tried by it."""

    article: str


@dataclass(frozen=True, slots=True)
class Unstar:
    """question: its digest."""

    question: str


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of what is pinned or hidden."""

    what: Listing
    page: int


@dataclass(frozen=True, slots=True)
class Mend:
    """What to do about an unanswered question, by its digest. page: of the inbox, where the button is."""

    how: How
    question: str
    page: int


@dataclass(frozen=True, slots=True)
class InboxPage:
    page: int


@dataclass(frozen=True, slots=True)
class AliasGone:
    """The line with this key shall not be in the alias file."""

    key: str


@dataclass(frozen=True, slots=True)
class Problems:
    """A page of the problems of this kind (its digest), or of the kinds where it is ""."""

    kind: str
    page: int


@dataclass(frozen=True, slots=True)
class AuditPage:
    page: int


ReviewPress = Problems | AuditPage
Decision = Pin | Unpin | Hide | Show | Star | Unstar | Listed
MendPress = Mend | InboxPage | AliasGone
EditorPress = Decision | MendPress | ReviewPress | BroadcastPress


def encode_editor(press: EditorPress) -> str:
    match press:
        case Pin(article):
            return f"dp{article}"
        case Unpin(question):
            return f"dx{question}"
        case Hide(article):
            return f"dh{article}"
        case Star(article):
            return f"dg{article}"
        case Unstar(question):
            return f"dy{question}"
        case Show(article):
            return f"du{article}"
        case Listed(what, page):
            return f"dl{what[0]}:{page}"
        case Mend(how, question, page):
            return f"di{how[0]}{question}:{page}"
        case InboxPage(page):
            return f"di:{page}"
        case AliasGone(key):
            return f"da{key}"
        case Problems(kind, page):
            return f"dk{kind}:{page}"
        case AuditPage(page):
            return f"dv:{page}"
        case _:
            return encode_broadcast(press)


def decode_editor(rest: str) -> EditorPress | None:
    """None for what `encode_editor` does not make."""
    if found := re.fullmatch(rf"d([phug]){ARTICLE}", rest):
        kinds: dict[str, type[Pin | Hide | Show | Star]] = {"p": Pin, "h": Hide, "u": Show, "g": Star}
        return kinds[found[1]](found[2])
    if found := re.fullmatch(f"dx{DIGEST}", rest):
        return Unpin(found[1])
    if found := re.fullmatch(f"dy{DIGEST}", rest):
        return Unstar(found[1])
    if found := re.fullmatch(f"di([api]){DIGEST}:{NUMBER}", rest):
        return Mend(HOWS[found[1]], found[2], int(found[3]))
    if found := re.fullmatch(f"di:{NUMBER}", rest):
        return InboxPage(int(found[1]))
    if found := re.fullmatch(f"dk([0-9a-f]{{8}})?:{NUMBER}", rest):
        return Problems(found[1] or "", int(found[2]))
    if found := re.fullmatch(f"dv:{NUMBER}", rest):
        return AuditPage(int(found[1]))
    if found := re.fullmatch(f"da{DIGEST}", rest):
        return AliasGone(found[1])
    if found := re.fullmatch(f"dl([phg]):{NUMBER}", rest):
        return Listed(LISTINGS[found[1]], int(found[2]))
    return decode_broadcast(rest)
