"""What the name of a file tells: its date, its article's key, its place in the site."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath

from bot.posts.profile import FINEWS, Profile

_DATED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:-|$)")
_KEY_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})\d{10}$")
_BUNDLE = "index"


def stem(path: str) -> str:
    """The file name without suffix; of a page bundle (`trip/index.md`) the folder's name.

    The suffix of a language goes too: `trip/index.zh.md` is `trip`."""
    parts = PurePosixPath(path).parts
    name = parts[-1].rsplit(".", 1)[0] if "." in parts[-1][1:] else parts[-1]
    if len(parts) > 1 and name.split(".")[0] == _BUNDLE:
        return parts[-2]
    return name


def slug(path: str) -> str:
    """The name without date and suffix: `2022-03-14-NW20.md` and `-NW20.md` are `NW20`."""
    name = stem(path)
    dated = _DATED.match(name)
    rest = name[dated.end() :] if dated else name.removeprefix("-")
    return rest or name


def article_key(path: str, profile: Profile = FINEWS) -> str:
    """The key of the article that the file belongs to; twins have the same.

    Example: `_posts/2022-03-14-NW202203142307820469.md` -> `202203142307820469`.
    """
    name = slug(path)
    if profile.no_key.search(name):
        return stem(path)
    found = profile.key.search(name)
    return found.group(1) if found else name


def is_media_twin(path: str, profile: Profile) -> bool:
    """Whether this is the twin that names category and medium."""
    return profile.media_twin.search(slug(path)) is not None


def is_archived(path: str, profile: Profile) -> bool:
    """Whether the post has left the site."""
    return any(part in profile.archives for part in PurePosixPath(path).parts[:-1])


def has_dated_name(path: str) -> bool:
    """Whether the name begins with a date, as Jekyll wants it of a post."""
    return _DATED.match(stem(path)) is not None


def date_in_name(path: str, profile: Profile) -> date | None:
    """The day in the name, else the first eight digits of the key, else None."""
    found = _DATED.match(stem(path)) or _KEY_DATE.match(article_key(path, profile))
    if found is None:
        return None
    year, month, day = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
