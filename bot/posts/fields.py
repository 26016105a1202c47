"""The keys of front matter that mean something here, in the spellings of Jekyll, Hugo and Hexo."""

from __future__ import annotations

from collections.abc import Mapping

from bot.posts.body import web_link
from bot.posts.categories import texts_in
from bot.posts.characters import without_controls

TITLE = ("title",)
DATE = ("date", "pubdate", "publishdate")
CATEGORY = ("categories", "category")
TAGS = ("tags", "tag")
SUMMARY = ("summary", "description", "excerpt", "abstract")
SOURCE = ("source", "media", "medium")
LINK = ("source_url", "original_url", "link", "canonical_url", "canonicalurl")
PERMALINK = ("permalink", "url")
SLUG = ("slug",)

MAX_CHARACTERS = 5000

Values = Mapping[str, object]


def first(values: Values, keys: tuple[str, ...]) -> object:
    """The value of the first key that has one, else None."""
    return next((values[key] for key in keys if values.get(key) not in (None, "")), None)


def text(values: Values, keys: tuple[str, ...]) -> str:
    """The value of the first key as one text; of a list its first text; "" where there is none."""
    value = first(values, keys)
    if isinstance(value, str):
        return without_controls(value[:MAX_CHARACTERS]).strip()
    return next(iter(texts_in(value)), "")


def link(values: Values) -> str:
    """The address of the first publication that the front matter names, else ""."""
    links = (web_link(text(values, (key,))) for key in LINK)
    return next((found for found in links if found), "")


def address_categories(values: Values) -> tuple[str, ...]:
    """All categories as Jekyll reads them: it parts a text at blanks and takes a list's texts whole."""
    value = first(values, CATEGORY)
    named = texts_in(value)
    return tuple(part for name in named for part in name.split()) if isinstance(value, str) else named
