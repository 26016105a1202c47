"""The category of a post: a slug from the front matter or the folder, a name from the tags."""

from __future__ import annotations

from pathlib import PurePosixPath

from bot.posts.characters import without_controls
from bot.posts.post import Category
from bot.posts.profile import Profile

UNCATEGORIZED = Category("uncategorized", "未分类")

MAX_TEXTS = 50
MAX_STEPS = 500
MAX_CHARACTERS = 200
_POST_FOLDER = "_posts"
_SITE_FOLDERS = {"source", "content", "src", "docs"}


def texts_in(value: object) -> tuple[str, ...]:
    """The texts of a value: itself, or what its lists and the names of its maps hold, in order.

    Example: `[[a, b], [c]]` (Hexo) -> `("a", "b", "c")`. Bounded in steps, number and length: a few
    lines of YAML can stand for millions of lists.
    """
    found: list[str] = []
    waiting: list[object] = [value]
    for _ in range(MAX_STEPS):
        if not waiting or len(found) >= MAX_TEXTS:
            break
        item = waiting.pop()
        if isinstance(item, list | tuple | set | dict):
            waiting.extend(reversed(list(item)[:MAX_TEXTS]))
        elif item is not None:
            found.extend(_in_text(without_controls(str(item))[:MAX_CHARACTERS].strip()))
    return tuple(found[:MAX_TEXTS])


def _in_text(text: str) -> tuple[str, ...]:
    """The text itself; the parts of `[a, "b"]`, which is what a line that YAML refused looks like."""
    if not (text.startswith("[") and text.endswith("]")):
        return (text,) if text else ()
    parts = (part.strip(" \t\"'[]") for part in text[1:-1].split(","))
    return tuple(part for part in parts if part)[:MAX_TEXTS]


def category_of(categories: object, tags: object, path: str, profile: Profile) -> Category | None:
    """The first category; where none is named, the folder above `_posts`, as Jekyll has it."""
    slug = next(iter(texts_in(categories)), "") or _folder_category(path)
    if not slug:
        return None
    return Category(slug, profile.category_names.get(slug) or _name_from_tag(tags, profile) or slug)


def _name_from_tag(tags: object, profile: Profile) -> str:
    """The only tag without the suffix, once: `每日经济新闻新闻` is the medium 每日经济新闻."""
    named = texts_in(tags)
    if not profile.tag_suffix or len(named) != 1 or not named[0].endswith(profile.tag_suffix):
        return ""
    return named[0].removesuffix(profile.tag_suffix).strip()


def _folder_category(path: str) -> str:
    parts = PurePosixPath(path).parts
    if _POST_FOLDER not in parts:
        return ""
    above = [part for part in parts[: parts.index(_POST_FOLDER)] if part not in _SITE_FOLDERS]
    return above[0] if above else ""
