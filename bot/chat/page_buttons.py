"""The buttons that lead to a page as values, and their part of the data behind `version:`.

A page names the generation of the index that its neighbour was read from; old buttons name none ("").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

NUMBER = r"([1-9][0-9]{0,3})"
GENERATION = r"([A-Za-z0-9_-]{1,24})"
DIGEST = r"([0-9a-f]{8})"
SECURITY = r"([0-9]{0,3})\.([A-Za-z0-9_.]{1,12})"  # market and code
WITHOUT = r"(t?c?m?)"
SEARCHED = "?"
PART = r"([A-Z#?])"
DAY = r"((?:19|20|21)[0-9]{6})"


@dataclass(frozen=True, slots=True)
class QuestionPage:
    """A page of the answer to the question that this message replies to.

    card: the rank of the article that is shown in full instead of the page's first, or 0.
    why: whether the answer says why it is that article. without: the first letters of the filters (time,
    category) that were taken away, and "m" where a month or date filters that would else only be told of.
    """

    page: int
    generation: str = ""
    card: int = 0
    why: bool = False
    without: str = ""


@dataclass(frozen=True, slots=True)
class LatestPage:
    """Newest articles of the category with this digest, or of all ("").

    back: the answer in whose place it stands, of the same generation, to which there is a way back.
    """

    category: str
    page: int
    generation: str = ""
    back: QuestionPage | None = None


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
class TrendPage:
    """How often something was mentioned in the last so many days, 0 for all time: the security with this
    code at this market, or, where it names none, what this message's question does."""

    last_days: int
    market: str = ""
    code: str = ""


PagePress = QuestionPage | LatestPage | CategoriesPage | DatePage | SecurityPage | TrendPage


def encode_page(press: PagePress) -> str:
    match press:
        case QuestionPage(page, generation, card, why, left_out):
            shown = f"{card or ''}{'w' if why else ''}"
            more = f":{left_out}" if left_out or shown else ""
            more += f":{shown}" if shown else ""
            return f"q:{page}{named(generation) or (':' if more else '')}{more}"
        case LatestPage(category, page, generation, back):
            since = f"{named(generation) or ':'}:b{way_back(back)}" if back else named(generation)
            return f"l:{category}:{page}{since}"
        case CategoriesPage(page, part):
            return f"c:{page}:{part}" if part else f"c:{page}"
        case DatePage(first, last, page, generation):
            days = f"{first:%Y%m%d}" + (f"-{last:%Y%m%d}" if last != first else "")
            return f"d:{days}:{page}{named(generation)}"
        case SecurityPage(market, code, page, generation):
            return f"k:{market}.{code}:{page}{named(generation)}"
        case TrendPage(last_days, market, code):
            return f"t:{last_days}" + (f":{market}.{code}" if code else "")


def named(generation: str) -> str:
    """`gen-8` → `:gen-8`; a name that would not fit is left out: such a page is read from the newest."""
    return f":{generation}" if re.fullmatch(GENERATION, generation) else ""


def way_back(answer: QuestionPage) -> str:
    """Page, filters taken away, card and reasons; nothing for the first page as it was first shown."""
    if answer == QuestionPage(1, answer.generation):
        return ""
    return f"{answer.page}:{answer.without}:{answer.card or ''}{'w' if answer.why else ''}"


def decode_page(rest: str) -> PagePress | None:
    """None for what `encode_page` does not make."""
    if rest.startswith("q:"):
        return question_page(rest)
    if rest.startswith("l:"):
        return latest_page(rest)
    if found := re.fullmatch(f"d:{DAY}(?:-{DAY})?:{NUMBER}(?::{GENERATION})?", rest):
        return dates(found[1], found[2], int(found[3]), found[4] or "")
    if found := re.fullmatch(f"k:{SECURITY}:{NUMBER}(?::{GENERATION})?", rest):
        return SecurityPage(found[1], found[2], int(found[3]), found[4] or "")
    if found := re.fullmatch(f"c:{NUMBER}(?::{PART})?", rest):
        return CategoriesPage(int(found[1]), found[2] or "")
    if found := re.fullmatch(f"t:(0|{NUMBER})(?::{SECURITY})?", rest):
        return TrendPage(int(found[1]), found[3] or "", found[4] or "")
    return None


def question_page(rest: str) -> QuestionPage | None:
    if found := re.fullmatch(f"q:{NUMBER}(?::{GENERATION})?", rest):
        return QuestionPage(int(found[1]), found[2] or "")
    if found := re.fullmatch(f"q:{NUMBER}:{GENERATION}?:{WITHOUT}(?::(?=.){NUMBER}?(w)?)?", rest):
        page, generation, left_out, card, why = found.groups()
        return QuestionPage(int(page), generation or "", int(card or 0), bool(why), left_out)
    return None


def latest_page(rest: str) -> LatestPage | None:
    if found := re.fullmatch(f"l:{DIGEST}?:{NUMBER}(?::{GENERATION})?", rest):
        return LatestPage(found[1] or "", int(found[2]), found[3] or "")
    back = f"b(?:(?!1::$){NUMBER}:{WITHOUT}:{NUMBER}?(w)?)?"
    if found := re.fullmatch(f"l:{DIGEST}?:{NUMBER}:{GENERATION}?:{back}", rest):
        category, at, generation, page, left_out, card, why = (one or "" for one in found.groups())
        answer = QuestionPage(int(page or 1), generation, int(card or 0), bool(why), left_out)
        return LatestPage(category, int(at), generation, back=answer)
    return None


def dates(first: str, last: str | None, page: int, generation: str) -> DatePage | None:
    """None where there are no such days, or they end before they begin."""
    try:
        since = date.fromisoformat(first)
        until = date.fromisoformat(last) if last else since
    except ValueError:
        return None
    return DatePage(since, until, page, generation) if until > since or not last else None
