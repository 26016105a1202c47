"""Start payloads <-> values: what a link `https://t.me/<bot>?start=<payload>` leads to.

A payload is 1 to 64 of `A-Z a-z 0-9 _ -` and is checked like any input. Nothing is stored for it, so it
leads to the same after restarts and reloads. An article's payload also says the beginning of its title,
or words of its name, by which the nearest one is found when it is gone.

    a_<id>                  an article whose id consists of these characters
    n_<18 digits><title>    an article with a number
    t_<digest><title>       an article with any other id
    c_<digest>              a category
    q_<question>            a question that is short enough

Titles and questions are packed as base64url of GB 18030, which takes two bytes for a common Han character
and one for a Latin letter: 23 characters of a Chinese question fit.
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

from bot.chat.callbacks import digest
from bot.chat.page_buttons import DIGEST
from bot.posts.post import Article, Category

MOST = 64  # characters that Telegram takes
PACKED = r"([A-Za-z0-9_-]*)"
NUMBER = re.compile(r"[0-9]{18}")
PLAIN = re.compile(r"[A-Za-z0-9_-]{1,62}")
WITH_NUMBER = re.compile(rf"n_([0-9]{{18}}){PACKED}")
WITH_DIGEST = re.compile(rf"t_{DIGEST}{PACKED}")
CATEGORY = re.compile(rf"c_{DIGEST}")
CODEC = "gb18030"


@dataclass(frozen=True, slots=True)
class ArticleLink:
    """The article with this id, else with an id of this digest; words: of its title or name, or ""."""

    id: str
    words: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class CategoryLink:
    digest: str


@dataclass(frozen=True, slots=True)
class QuestionLink:
    text: str


Link = ArticleLink | CategoryLink | QuestionLink


def to_article(article: Article) -> str:
    if NUMBER.fullmatch(article.id):
        return f"n_{article.id}{packed(article.title, MOST - 20)}"
    if PLAIN.fullmatch(article.id):
        return f"a_{article.id}"
    return f"t_{digest(article.id)}{packed(article.title, MOST - 10)}"


def to_category(category: Category) -> str:
    return f"c_{digest(category.slug)}"


def to_question(text: str) -> str:
    """The payload of a question, or "" where it is blank or too long for one."""
    whole = packed(text, 4 * len(text) * 2)
    return f"q_{whole}" if 0 < len(whole) <= MOST - 2 else ""


def decode_payload(payload: str) -> Link | None:
    """What a payload leads to, or None for anything that none of the above made."""
    if len(payload) > MOST:
        return None
    if found := CATEGORY.fullmatch(payload):
        return CategoryLink(found[1])
    if (found := WITH_NUMBER.fullmatch(payload)) and (title := unpacked(found[2])) is not None:
        return ArticleLink(found[1], title)
    if (found := WITH_DIGEST.fullmatch(payload)) and (title := unpacked(found[2])) is not None:
        return ArticleLink("", title, found[1])
    kind, _, rest = payload.partition("_")
    if kind == "q" and (question := unpacked(rest)):
        return QuestionLink(question)
    if kind == "a" and PLAIN.fullmatch(rest):
        return ArticleLink(rest, "" if rest.isdigit() else re.sub("[_-]+", " ", rest).strip())
    return None


def packed(text: str, room: int) -> str:
    """As much of the start of a text as fits into `room` characters; blanks are collapsed."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    kept = b""
    for character in line:
        grown = kept + character.encode(CODEC)
        if -(-4 * len(grown) // 3) > room:
            break
        kept = grown
    return urlsafe_b64encode(kept.rstrip(b" ")).decode().rstrip("=")


def unpacked(data: str) -> str | None:
    """The text that was packed, "" for none; None for what `packed` never makes."""
    try:
        text = urlsafe_b64decode(data + "=" * (-len(data) % 4)).decode(CODEC)
    except ValueError:  # of both: neither base64 nor GB 18030
        return None
    return text if packed(text, MOST) == data else None
