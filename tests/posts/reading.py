"""Short ways to read a post in tests."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.posts.parse import Parsed, parse
from bot.posts.post import Post
from bot.posts.site import Site

NOW = datetime(2022, 6, 1, tzinfo=UTC)
SITE = Site(url="https://site.example")
PATH = "_posts/2022-05-11-202205110000000001.md"
FRONT = (
    '---\nlayout: post\ntitle: "标题"\ndate: 2022-05-11 09:30:00 +0800\n'
    "categories: emnews\ntags: 东财滚动新闻\n---\n"
)


def read(text: str, path: str = PATH, *, site: Site = SITE) -> Parsed:
    return parse(text, path, site, now=NOW)


def post_of(text: str, path: str = PATH, *, site: Site = SITE) -> Post:
    post = read(text, path, site=site).post
    assert post is not None
    return post


def text_of(body: str, path: str = PATH) -> str:
    """The text of a body under an ordinary front matter."""
    return post_of(FRONT + body, path).text


def problems_of(text: str, path: str = PATH) -> list[tuple[int, str]]:
    return [(problem.line, problem.problem) for problem in read(text, path).problems]
