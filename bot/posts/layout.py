"""Which files are posts: what Jekyll, Hugo and Hexo keep beside them is neither post nor problem."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from bot.posts import fields, names
from bot.posts.dates import read_date
from bot.posts.frontmatter import FrontMatter
from bot.posts.site import Site

SUFFIXES = (".md", ".markdown", ".html", ".htm")

_MACHINERY = {
    "node_modules", "_layouts", "_includes", "_drafts", "_site", "_sass", "_data", "_plugins", "_pages",
}  # fmt: skip
_MACHINERY_AT_THE_TOP = {"archetypes", "layouts", "scaffolds", "themes", "static", "public", "assets"}
_PAGE_NAMES = {"readme", "404", "index", "_index", "license", "licence", "changelog", "contributing"}
_CAPITALS = re.compile(r"[A-Z_]{4,30}")  # SECURITY.md, CODE_OF_CONDUCT.md and their like
_PAGE_LAYOUTS = {"category", "page", "default", "home", "tag", "archive", "archives", "categories", "tags"}
_YES, _NO = {"true", "yes", "on", "1"}, {"false", "no", "off", "0"}


def may_hold_posts(folder: str) -> bool:
    """Whether to look into a folder, by its path below the corpus folder."""
    parts = PurePosixPath(folder).parts
    return not (parts[-1].startswith(".") or parts[-1] in _MACHINERY or parts[0] in _MACHINERY_AT_THE_TOP)


def may_be_post(name: str) -> bool:
    """Whether a file's name is that of a post."""
    return name.lower().endswith(SUFFIXES) and not name.startswith((".", "~"))


def is_page(path: str, front: FrontMatter, site: Site) -> bool:
    """Whether the file is a draft, or a page of the site and not an article."""
    values = front.values
    if _flag(values.get("draft")) in _YES or _flag(values.get("published")) in _NO:
        return True
    if _is_hexo_page(path):
        return True
    layout = _flag(values.get("layout"))
    if layout == "category" or (layout == "page" and not _is_dated(path, front, site)):
        return True
    if _is_dated(path, front, site) or "_posts" in PurePosixPath(path).parts:
        return False
    return (
        _has_page_name(path)
        or (not front.found and _CAPITALS.fullmatch(names.stem(path)) is not None)
        or layout in _PAGE_LAYOUTS
        or bool(values.get("permalink"))
        or path.lower().endswith((".html", ".htm"))
    )


def _is_hexo_page(path: str) -> bool:
    """Hexo dates its pages too, but keeps them in `source/about/index.md`."""
    parts = PurePosixPath(path).parts
    return parts[0] == "source" and "_posts" not in parts and parts[-1].split(".", 1)[0] == "index"


def _has_page_name(path: str) -> bool:
    """`index` of a page bundle (Hugo's `content/posts/trip/index.md`) is a post."""
    parts = PurePosixPath(path).parts
    stem = parts[-1].split(".", 1)[0].lower()
    return stem in _PAGE_NAMES and not (stem == "index" and parts[0] == "content" and len(parts) > 3)


def _is_dated(path: str, front: FrontMatter, site: Site) -> bool:
    if names.date_in_name(path, site.profile):
        return True
    return any(read_date(front.values.get(key), site.timezone) for key in fields.DATE)


def _flag(value: object) -> str:
    """`draft: true # later` is `true`."""
    return str(value).split("#")[0].strip().lower() if isinstance(value, str | bool | int) else ""
