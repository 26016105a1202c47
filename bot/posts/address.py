"""The post's own address on its site, where it can be told from file and front matter."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import PurePosixPath
from urllib.parse import quote

from bot.posts import names
from bot.posts.site import Site

_PLACEHOLDER = re.compile(r":([a-z_]{1,20})")
_HUGO, _HEXO = ("content",), ("source", "_posts")


def address_of(
    path: str, *, permalink: str, slug: str, categories: tuple[str, ...], date: datetime | None, site: Site
) -> str:
    """The address, or "" where the site has none or has taken the post down.

    permalink: of the front matter (`permalink` or `url`), with Jekyll's placeholders; slug: of
    the front matter; categories: all of them, in order, for Jekyll puts them into the address.
    Example: `/yangquanribao/2022/03/14/NW202203142307820469.html`.
    """
    if not site.url or names.is_archived(path, site.profile):
        return ""
    place = _filled(permalink, _values(path, slug, categories, date, site)) if permalink else ""
    if not permalink:
        place = _by_rule(path, slug, categories, date, site)
    return site.url.rstrip("/") + quote(place, safe="/%:@!$&'()*+,;=~-._") if place else ""


def _values(
    path: str, slug: str, categories: tuple[str, ...], date: datetime | None, site: Site
) -> dict[str, str]:
    local = date.astimezone(site.timezone) if date else None
    return {
        "title": slug or names.slug(path),
        "slug": slug or names.slug(path),
        "categories": "/".join(category.lower() for category in categories),
        "category": categories[0].lower() if categories else "",
        "output_ext": ".html",
    } | ({key: local.strftime(form) for key, form in _CLOCK.items()} if local else {})


_CLOCK = {"year": "%Y", "month": "%m", "day": "%d", "hour": "%H", "minute": "%M", "second": "%S"}


def _filled(permalink: str, values: dict[str, str]) -> str:
    """The permalink with its placeholders filled; "" where one is unknown."""
    wanted = _PLACEHOLDER.findall(permalink)
    if any(name not in values for name in wanted) or "://" in permalink:
        return ""
    place = _PLACEHOLDER.sub(lambda found: values[found.group(1)], permalink)
    return "/" + re.sub(r"/{2,}", "/", place).lstrip("/")


def _by_rule(path: str, slug: str, categories: tuple[str, ...], date: datetime | None, site: Site) -> str:
    parts = PurePosixPath(path).parts
    values = _values(path, slug, categories, date, site)
    if parts[0] in _HUGO:
        section = [part.lower() for part in parts[1:-1]]
        if names.stem(path) == parts[-2]:  # a bundle is a folder of its own
            section = section[:-1]
        return "/" + "/".join([*section, (slug or names.stem(path)).lower(), ""])
    if date is None:
        return ""
    if parts[:2] == _HEXO:
        return _filled(":year/:month/:day/:title/", values)
    if not names.has_dated_name(path):
        return ""
    return _filled("/:categories/:year/:month/:day/:title.html", values)
