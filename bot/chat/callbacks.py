"""Button data <-> values. What comes back from a client is checked like any input.

Data is `version:kind:arguments`, at most 64 bytes. It names a place, never a person or a question:
the question stands in the message that was answered, so buttons outlive a restart and a reload.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from bot.chat.alert_buttons import AlertPress, decode_alert, encode_alert
from bot.chat.editor_buttons import EditorPress, decode_editor, encode_editor
from bot.chat.group_buttons import GroupPress, decode_group, encode_group
from bot.chat.page_buttons import GENERATION, NUMBER, PagePress, decode_page, encode_page, named
from bot.chat.reader_buttons import ReaderPress, decode_reader, encode_reader

VERSION = "1"


@dataclass(frozen=True, slots=True)
class Example:
    """The question that the pressed button shows as its label; `number` only tells buttons apart."""

    number: int


@dataclass(frozen=True, slots=True)
class Here:
    """The page that is shown already."""


@dataclass(frozen=True, slots=True)
class Reload:
    """An admin reads the corpus again."""


@dataclass(frozen=True, slots=True)
class Insist:
    """An admin has everything read again and takes it over however few articles are left."""


@dataclass(frozen=True, slots=True)
class Overrule:
    """An admin has the corpus read, though fewer of the editors' questions are answered right."""


@dataclass(frozen=True, slots=True)
class Rollback:
    """An admin goes back to this generation."""

    generation: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """An admin looks at the status again."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """An admin looks at what was asked in the last so many days."""

    days: int


AdminPress = Reload | Insist | Overrule | Rollback | Refresh | Statistics
Press = PagePress | Example | Here | AdminPress | GroupPress | ReaderPress | AlertPress | EditorPress
PLAIN: Mapping[str, Press] = {"h": Here(), "r": Reload(), "i": Insist(), "o": Overrule(), "s": Refresh()}


def digest(slug: str) -> str:
    """Eight hexadecimal digits for a slug of any length, the same in every process."""
    return sha256(slug.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def encode(press: Press) -> str:
    return f"{VERSION}:{_encoded(press)}"


def _encoded(press: Press) -> str:
    match press:
        case Example(number):
            return f"e:{number}"
        case Here():
            return "h"
        case Reload():
            return "r"
        case Insist():
            return "i"
        case Overrule():
            return "o"
        case Rollback(generation):
            return f"b{named(generation)}"
        case Refresh():
            return "s"
        case Statistics(days):
            return f"n{days}"
    if isinstance(press, ReaderPress):
        return encode_reader(press)
    if isinstance(press, AlertPress):
        return encode_alert(press)
    if isinstance(press, EditorPress):
        return encode_editor(press)
    return encode_page(press) if isinstance(press, PagePress) else encode_group(press)


def decode(data: str | None) -> Press | None:
    """The value that `encode` made, or None for anything else, of whatever origin."""
    version, _, rest = (data or "").partition(":")
    if version != VERSION:
        return None
    if rest in PLAIN:
        return PLAIN[rest]
    if found := re.fullmatch(f"e:{NUMBER}", rest):
        return Example(int(found[1]))
    if found := re.fullmatch(f"b:{GENERATION}", rest):
        return Rollback(found[1])
    if found := re.fullmatch("n(7|30)", rest):
        return Statistics(int(found[1]))
    made = decode_page(rest) or decode_group(rest) or decode_reader(rest)
    return made or decode_alert(rest) or decode_editor(rest)
