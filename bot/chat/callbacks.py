"""Button data <-> values. What comes back from a client is checked like any input.

Data is `version:kind:arguments`, at most 64 bytes. It names a place, never a person or a question:
the question stands in the message that was answered, so buttons outlive a restart and a reload. A page
also names the generation of the index that its neighbour was read from; old buttons name none ("").
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

from bot.chat.group_buttons import (
    DIGEST,
    ChooseCategories,
    ChooseHours,
    GroupPress,
    Overview,
    SetAll,
    SetCategory,
    SetNoQuiet,
    SetQuiet,
    decode_group,
    encode_group,
)

VERSION = "1"
NUMBER = r"([1-9][0-9]{0,3})"
GENERATION = r"([A-Za-z0-9_-]{1,24})"
SECURITY = r"([0-9]{0,3})\.([A-Za-z0-9_.]{1,12})"  # market and code
WITHOUT = r"(t?c?)"
SEARCHED = "?"
PART = r"([A-Z#?])"
DAY = r"((?:19|20|21)[0-9]{6})"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A page of the answer to the question that this message replies to.

    card: the rank of the article that is shown in full instead of the page's first, or 0.
    why: whether the answer says why it is that article. without: the first letters of the filters (time,
    category) that were taken away: "", "t", "c" or "tc".
    """

    page: int
    generation: str = ""
    card: int = 0
    why: bool = False
    without: str = ""


@dataclass(frozen=True, slots=True)
class LatestPage:
    """Newest articles of the category with this digest, or of all ("").

    back: whether it stands in the place of an answer, to which there is a way back.
    """

    category: str
    page: int
    generation: str = ""
    back: bool = False


@dataclass(frozen=True, slots=True)
class CategoriesPage:
    """part: the letter that they begin with, SEARCHED for what this message's question finds, "" for all."""

    page: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class DatePage:
    """Articles of the days from `first` to `last`, of the years 1900 to 2199."""

    first: date
    last: date
    page: int
    generation: str = ""


@dataclass(frozen=True, slots=True)
class SecurityPage:
    """Articles of the security with this code at this market."""

    market: str
    code: str
    page: int
    generation: str = ""


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
class Rollback:
    """An admin goes back to this generation."""

    generation: str


@dataclass(frozen=True, slots=True)
class Refresh:
    """An admin looks at the status again."""


Press = (
    QuestionPage
    | LatestPage
    | CategoriesPage
    | DatePage
    | SecurityPage
    | Example
    | Here
    | Reload
    | Insist
    | Rollback
    | Refresh
    | GroupPress
)
PLAIN: Mapping[str, Press] = {"h": Here(), "r": Reload(), "i": Insist(), "s": Refresh()}


def digest(slug: str) -> str:
    """Eight hexadecimal digits for a slug of any length, the same in every process."""
    return sha256(slug.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def encode(press: Press) -> str:
    match press:
        case QuestionPage(page, generation, card, why, left_out):
            shown = f"{card or ''}{'w' if why else ''}"
            more = f":{left_out}" if left_out or shown else ""
            more += f":{shown}" if shown else ""
            rest = f"q:{page}{named(generation) or (':' if more else '')}{more}"
        case LatestPage(category, page, generation, back):
            rest = f"l:{category}:{page}" + (f"{named(generation) or ':'}:b" if back else named(generation))
        case CategoriesPage(page, part):
            rest = f"c:{page}:{part}" if part else f"c:{page}"
        case DatePage(first, last, page, generation):
            days = f"{first:%Y%m%d}" + (f"-{last:%Y%m%d}" if last != first else "")
            rest = f"d:{days}:{page}{named(generation)}"
        case SecurityPage(market, code, page, generation):
            rest = f"k:{market}.{code}:{page}{named(generation)}"
        case Example(number):
            rest = f"e:{number}"
        case Here():
            rest = "h"
        case Reload():
            rest = "r"
        case Insist():
            rest = "i"
        case Rollback(generation):
            rest = f"b{named(generation)}"
        case Refresh():
            rest = "s"
        case (
            Overview()
            | ChooseCategories()
            | SetCategory()
            | SetAll()
            | ChooseHours()
            | SetQuiet()
            | SetNoQuiet()
        ):
            rest = encode_group(press)
    return f"{VERSION}:{rest}"


def named(generation: str) -> str:
    """`gen-8` → `:gen-8`; a name that would not fit is left out: such a page is read from the newest."""
    return f":{generation}" if re.fullmatch(GENERATION, generation) else ""


def decode(data: str | None) -> Press | None:
    """The value that `encode` made, or None for anything else, of whatever origin."""
    version, _, rest = (data or "").partition(":")
    if version != VERSION:
        return None
    if rest in PLAIN:
        return PLAIN[rest]
    if found := re.fullmatch(f"q:{NUMBER}(?::{GENERATION})?", rest):
        return QuestionPage(int(found[1]), found[2] or "")
    if found := re.fullmatch(f"q:{NUMBER}:{GENERATION}?:{WITHOUT}(?::(?=.){NUMBER}?(w)?)?", rest):
        page, generation, left_out, card, why = found.groups()
        return QuestionPage(int(page), generation or "", int(card or 0), bool(why), left_out)
    if found := re.fullmatch(f"l:(?:{DIGEST})?:{NUMBER}:{GENERATION}?:b", rest):
        return LatestPage(found[1] or "", int(found[2]), found[3] or "", back=True)
    if found := re.fullmatch(f"l:(?:{DIGEST})?:{NUMBER}(?::{GENERATION})?", rest):
        return LatestPage(found[1] or "", int(found[2]), found[3] or "")
    if found := re.fullmatch(f"d:{DAY}(?:-{DAY})?:{NUMBER}(?::{GENERATION})?", rest):
        return dates(found[1], found[2], int(found[3]), found[4] or "")
    if found := re.fullmatch(f"k:{SECURITY}:{NUMBER}(?::{GENERATION})?", rest):
        return SecurityPage(found[1], found[2], int(found[3]), found[4] or "")
    if found := re.fullmatch(f"c:{NUMBER}(?::{PART})?", rest):
        return CategoriesPage(int(found[1]), found[2] or "")
    if found := re.fullmatch(f"e:{NUMBER}", rest):
        return Example(int(found[1]))
    if found := re.fullmatch(f"b:{GENERATION}", rest):
        return Rollback(found[1])
    return decode_group(rest)


def dates(first: str, last: str | None, page: int, generation: str) -> DatePage | None:
    """None where there are no such days, or they end before they begin."""
    try:
        since = date.fromisoformat(first)
        until = date.fromisoformat(last) if last else since
    except ValueError:
        return None
    return DatePage(since, until, page, generation) if until > since or not last else None
