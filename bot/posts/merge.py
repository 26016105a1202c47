"""Twins -> one article. Pure, and the same whatever the order of the twins.

Two posts are twins when they have the same key, or the same text letter for letter. On a feed site
one twin is plain (it has digest and links) and one is the medium's (it names category and medium).
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from bot.posts import names
from bot.posts.body import significant
from bot.posts.categories import UNCATEGORIZED
from bot.posts.post import Article, Entity, Post, Problem
from bot.posts.site import Site

MIN_COMPARED = 50
"""Texts with fewer letters and digits may be equal by chance, as `早间公告` is."""

NO_DATE = datetime(1970, 1, 1, tzinfo=UTC)
"""The date of an article that has none anywhere: it is older than every other."""

MAX_TITLE = 60
_ENDS = "。！？!?；;\n"

Value = TypeVar("Value")


def text_digest(post: Post) -> bytes:
    """16 bytes that are the same for the same letters and digits, whatever blanks and punctuation.

    b"" for texts of fewer than `MIN_COMPARED` letters and digits.
    """
    letters = significant(post.text)
    if len(letters) < MIN_COMPARED:
        return b""
    return hashlib.blake2b(letters.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def group(posts: Iterable[Post]) -> list[list[Post]]:
    """The posts in groups of twins: same key, or same text; by the first path of a group."""
    members = sorted(posts, key=lambda post: post.path)
    leaders = list(range(len(members)))
    seen: dict[str | bytes, int] = {}
    for at, post in enumerate(members):
        for mark in (post.key, text_digest(post)):
            if mark:
                _unite(leaders, seen.setdefault(mark, at), at)
    groups: dict[int, list[Post]] = {}
    for at, post in enumerate(members):
        groups.setdefault(_leader(leaders, at), []).append(post)
    return list(groups.values())


def _leader(leaders: list[int], at: int) -> int:
    """The first member of the group; shortens the way there for the next time."""
    while leaders[at] != at:
        leaders[at] = leaders[leaders[at]]
        at = leaders[at]
    return at


def _unite(leaders: list[int], one: int, other: int) -> None:
    one, other = _leader(leaders, one), _leader(leaders, other)
    leaders[max(one, other)] = min(one, other)


def merge(posts: Sequence[Post], site: Site) -> Article:
    """The one article of a group of twins (at least one post).

    title, date: of the twin that knows the time of day, else of any that has them; category,
    source, tags: of the medium's twin first; digest, link, entities: of the plain one first; text:
    the fullest; url: the first publication, a share link only if it is the only one, else the
    site's own address. id: the key of the earliest twin; also: the other keys.
    """
    if not posts:
        raise ValueError("no post to merge")
    plain_first = sorted(posts, key=lambda post: _rank(post, site))
    medium_first = sorted(plain_first, key=lambda post: not names.is_media_twin(post.path, site.profile))
    dated_first = sorted(plain_first, key=lambda post: _date_rank(post, site))
    fullest = max(plain_first, key=lambda post: len(post.text))
    keys = _keys(dated_first)
    return Article(
        id=keys[0],
        path=fullest.path,
        title=_first(dated_first, lambda post: post.title) or title_from(fullest.text),
        date=_first(dated_first, lambda post: post.date) or NO_DATE.astimezone(site.timezone),
        category=_first(medium_first, lambda post: post.category) or UNCATEGORIZED,
        source=_first(medium_first, lambda post: post.source) or "",
        url=_url(plain_first, site),
        summary=_first(plain_first, lambda post: post.summary)
        or _first(plain_first, lambda post: post.digest)
        or "",
        text=fullest.text,
        tags=tuple(dict.fromkeys(tag for post in medium_first for tag in post.tags)),
        entities=_entities(plain_first),
        also=keys[1:],
    )


def title_from(text: str) -> str:
    """The first sentence, at most `MAX_TITLE` characters, of a text that has no title."""
    start = text.lstrip()
    end = next((at for at, letter in enumerate(start[: MAX_TITLE + 1]) if letter in _ENDS), MAX_TITLE)
    return start[:end].strip()


def clashes(posts: Sequence[Post], site: Site) -> tuple[Problem, ...]:
    """Posts that share only a file name: same key, days apart and another text.

    They are shown as one article, so an editor should rename them.
    """
    if site.profile.key.search(names.slug(posts[0].path)):
        return ()
    first = posts[0]
    return tuple(
        Problem(
            post.path, 1, f"the name {post.key!r} is also that of {first.path}", "Give it a name of its own."
        )
        for post in posts[1:]
        if post.key == first.key and post.date != first.date and text_digest(post) != text_digest(first)
    )


def _rank(post: Post, site: Site) -> tuple[bool, bool, str]:
    """Plain before the medium's, the site before its archive, then by path."""
    return (
        names.is_media_twin(post.path, site.profile),
        names.is_archived(post.path, site.profile),
        post.path,
    )


def _date_rank(post: Post, site: Site) -> tuple[bool, float]:
    """A date with a time of day before a day alone (midnight: from the name), then the earliest."""
    if post.date is None:
        return (True, float("inf"))
    local = post.date.astimezone(site.timezone)
    return (not (local.hour or local.minute or local.second), post.date.timestamp())


def _keys(posts: Sequence[Post]) -> tuple[str, ...]:
    """The keys, that of the earliest post first, the others in order."""
    earliest = min(posts, key=lambda post: (post.date is None, post.date or NO_DATE, post.key))
    return (earliest.key, *sorted({post.key for post in posts} - {earliest.key}))


def _url(posts: Sequence[Post], site: Site) -> str:
    links = [post.link for post in posts if post.link]
    own = [link for link in links if not site.profile.share_link.search(link)]
    return next(iter(own + links), "") or _first(posts, lambda post: post.address) or ""


def _entities(posts: Sequence[Post]) -> tuple[Entity, ...]:
    return tuple(dict.fromkeys(entity for post in posts for entity in post.entities))


def _first(posts: Sequence[Post], value: Callable[[Post], Value | None]) -> Value | None:
    return next(_present(posts, value), None)


def _present(posts: Sequence[Post], value: Callable[[Post], Value | None]) -> Iterator[Value]:
    return (found for post in posts if (found := value(post)))
