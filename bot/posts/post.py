"""The values of this room: what one file says, what one article is, what is wrong with a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Mention = Literal["link", "repeat", "chart", "inline"]


@dataclass(frozen=True, slots=True)
class Problem:
    """Something an editor should mend: `path:line: problem`, then what to do."""

    path: str
    line: int
    problem: str
    hint: str


@dataclass(frozen=True, slots=True)
class Category:
    """A category by its slug (`yangquanribao`) and the name that readers see (`阳泉日报`)."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Entity:
    """A security that a post mentions.

    market: the exchange's number as the posts write it ("0" Shenzhen, "1" Shanghai, "105" Nasdaq,
        "106" NYSE, "116" Hong Kong, "90" board), or "" where the text does not tell.
    code: as traded; Hong Kong codes have five digits ("00981").
    name: as the post writes it, or "" where only the code is given.
    """

    market: str
    code: str
    name: str
    mention: Mention


@dataclass(frozen=True, slots=True)
class Post:
    """What one file says.

    path: below its corpus folder, with forward slashes.
    key: the article it belongs to: the 18 digits where the name has them, else the file name
        without date and suffix.
    date: aware; None where neither front matter, name nor key tells it.
    category: slug and name, or None where the post names none.
    source: the medium, as in "文章来源：泉州晚报"; "" where unknown.
    link: where the article was first published; "" where unknown.
    address: where the site shows this post; "" where unknown.
    summary: the front matter's own; digest: the feed's, from the body. Either may be "".
    text: the body without markup, digest, charts and tail; one paragraph a line.
    """

    path: str
    key: str
    title: str
    date: datetime | None
    category: Category | None
    tags: tuple[str, ...]
    source: str
    link: str
    address: str
    summary: str
    digest: str
    text: str
    entities: tuple[Entity, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, made of one post or of several twins.

    id: the article key. path: of the twin that gave the text. url: where a reader reads on: the
    source, else the site; "" where neither is known. summary: the front matter's own, else the
    digest, else "". also: keys of other articles that were merged into this one.
    """

    id: str
    path: str
    title: str
    date: datetime
    category: Category
    source: str
    url: str
    summary: str
    text: str
    tags: tuple[str, ...] = ()
    entities: tuple[Entity, ...] = ()
    also: tuple[str, ...] = ()
