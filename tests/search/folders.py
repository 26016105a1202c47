"""Small corpus folders that tests write, and what the index and the posts' own loader make of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.posts.folder import load
from bot.posts.post import Article
from bot.posts.site import Site
from bot.search.engine import NO_FILTER, SearchEngine

SITE = Site()


def write_post(folder: Path, name: str, *, title: str = "", text: str = "", extra: str = "") -> Path:
    """A post `_posts/2022-03-14-{name}.md`; its text is long enough for twins to be told by it."""
    path = folder / "_posts" / f"2022-03-14-{name}.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    body = (text or f"{name}的正文。") * 12
    lines = ["---", f'title: "{title or name}"', "date: 2022-03-14 11:46:43 +0800", extra, "---", body, ""]
    path.write_text("\n".join(line for line in lines if line or line == ""), encoding="utf-8")
    return path


async def indexed(engine: SearchEngine) -> list[Article]:
    """All articles of the index, by id."""
    page = await engine.latest(NO_FILTER, limit=10_000)
    return sorted((hit.article for hit in page.hits), key=lambda article: article.id)


def loaded(folders: Sequence[Path], site: Site = SITE) -> list[Article]:
    """All articles of the folders, by id, read in one go."""
    return list(load(folders, site, now=datetime.now(UTC)).articles)
