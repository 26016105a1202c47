"""The buttons of a group's settings as values, and their part of the data behind `version:`.

They name what shall be set, never a change to whatever is set: pressed twice they do nothing more. The
group is the one in whose chat the message stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.page_buttons import DIGEST

PAGE = r"(0|[1-9][0-9]{0,3})"
HOUR = r"([0-9]|1[0-9]|2[0-3])"


@dataclass(frozen=True, slots=True)
class Overview:
    """All that is set."""


@dataclass(frozen=True, slots=True)
class ChooseCategories:
    """A page of categories to choose from."""

    page: int


@dataclass(frozen=True, slots=True)
class SetCategory:
    """The category with this digest is chosen or not. page: what is shown then, 0 is the overview."""

    category: str
    chosen: bool
    page: int


@dataclass(frozen=True, slots=True)
class SetAll:
    """All categories. page: as above."""

    page: int


@dataclass(frozen=True, slots=True)
class ChooseHours:
    """Hours to choose from: when it shall begin, or, with `since`, when it shall end."""

    since: int | None = None


@dataclass(frozen=True, slots=True)
class SetQuiet:
    """Quiet from one hour to another."""

    since: int
    until: int


@dataclass(frozen=True, slots=True)
class SetNoQuiet:
    """Never quiet."""


GroupPress = Overview | ChooseCategories | SetCategory | SetAll | ChooseHours | SetQuiet | SetNoQuiet

PLAIN: Mapping[str, GroupPress] = {"g": Overview(), "gh": ChooseHours(), "gq": SetNoQuiet()}


def encode_group(press: GroupPress) -> str:
    match press:
        case Overview():
            return "g"
        case ChooseCategories(page):
            return f"gc:{page}"
        case SetCategory(category, chosen, page):
            return f"gs:{category}:{int(chosen)}:{page}"
        case SetAll(page):
            return f"ga:{page}"
        case ChooseHours(since):
            return "gh" if since is None else f"gh:{since}"
        case SetQuiet(since, until):
            return f"gq:{since}:{until}"
        case SetNoQuiet():
            return "gq"


def decode_group(rest: str) -> GroupPress | None:
    """None for what `encode_group` does not make."""
    if rest in PLAIN:
        return PLAIN[rest]
    if found := re.fullmatch(f"gc:{PAGE}", rest):
        return ChooseCategories(int(found[1]))
    if found := re.fullmatch(f"gs:{DIGEST}:([01]):{PAGE}", rest):
        return SetCategory(found[1], found[2] == "1", int(found[3]))
    if found := re.fullmatch(f"ga:{PAGE}", rest):
        return SetAll(int(found[1]))
    if found := re.fullmatch(f"gh:{HOUR}", rest):
        return ChooseHours(int(found[1]))
    if (found := re.fullmatch(f"gq:{HOUR}:{HOUR}", rest)) and found[1] != found[2]:
        return SetQuiet(int(found[1]), int(found[2]))
    return None
