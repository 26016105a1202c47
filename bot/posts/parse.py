"""One file's text -> one post and what an editor should mend. Pure: no files, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from html import unescape

from bot.posts import fields, frontmatter, markup
from bot.posts.address import address_of
from bot.posts.categories import category_of, texts_in
from bot.posts.characters import without_controls
from bot.posts.content import HTML_SUFFIXES, MAX_TITLE, Content, content_of, plain
from bot.posts.dating import date_of
from bot.posts.entities import entities_in
from bot.posts.frontmatter import FrontMatter
from bot.posts.layout import is_page
from bot.posts.names import article_key
from bot.posts.notes import Notes
from bot.posts.post import Post, Problem
from bot.posts.site import Site

__all__ = ["Parsed", "article_key", "parse"]

MAX_SOURCE = 100


@dataclass(frozen=True, slots=True)
class Parsed:
    """post: None where the file is no post (a draft, a page, a layout) or holds nothing to read."""

    post: Post | None
    problems: tuple[Problem, ...] = ()


def parse(text: str, path: str, site: Site, *, now: datetime) -> Parsed:
    """The post that the file holds, and its problems; never raises on any text.

    text: the whole file; path: below its corpus folder; now: aware, to tell future dates.
    """
    notes = Notes(path)
    text = _cleaned(text, notes)
    front = frontmatter.split(text)
    if is_page(path, front, site) or (not front.found and path.lower().endswith(HTML_SUFFIXES)):
        return Parsed(None)
    if not text.strip("\ufeff \t\n"):
        notes.add(1, "the file is empty", "Write the post, or delete the file.")
        return Parsed(None, tuple(notes.problems))
    if not front.found:
        notes.add(1, "no front matter", "Begin the file with `---`, `title: …`, `date: …`, `---`.")
    if front.fault:
        notes.add(front.fault.line, front.fault.problem, front.fault.hint)
    post = _post(front, path, site, notes, now)
    return Parsed(post, tuple(notes.problems))


def _cleaned(text: str, notes: Notes) -> str:
    """Line ends are `\\n`; no control characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        notes.add(line, "NUL bytes in the text", "Fetch the file again; the bytes were left out.")
    text = without_controls(text)
    if text.endswith("\ufffd"):
        text = text[:-1]
        notes.add(text.count("\n") + 1, "the file ends within a character", "Fetch the file again.")
    return text


def _post(front: FrontMatter, path: str, site: Site, notes: Notes, now: datetime) -> Post | None:
    content = content_of(front, path, site, notes)
    title = markup.one_line(unescape(fields.text(front.values, fields.TITLE)))[:MAX_TITLE] or content.heading
    if not title and not content.text:
        notes.add(front.body_line, "neither title nor text", "Write the post, or delete the file.")
        return None
    _tell_missing(title, content, front, notes)
    date = date_of(front, path, site, notes, now)
    return _filled(front, content, path, site, title=title, date=date)


def _tell_missing(title: str, content: Content, front: FrontMatter, notes: Notes) -> None:
    if not content.text:
        notes.add(front.body_line, "the body is empty", "Write the text; only the title can be found.")
    if not title and front.found:
        line = front.lines.get("title", 1)
        notes.add(line, "no title", 'Write `title: "…"`; its twin or the first sentence gives one.')


def _filled(
    front: FrontMatter, content: Content, path: str, site: Site, *, title: str, date: datetime | None
) -> Post:
    values = front.values
    categories, tags = fields.first(values, fields.CATEGORY), fields.first(values, fields.TAGS)
    return Post(
        path=path,
        key=article_key(path, site.profile),
        title=title,
        date=date,
        category=category_of(categories, tags, path, site.profile),
        tags=texts_in(tags),
        source=content.source
        or markup.one_line(fields.text(values, fields.SOURCE))[:MAX_SOURCE]
        or content.digest_source,
        link=content.link or fields.link(values),
        address=address_of(
            path,
            permalink=fields.text(values, fields.PERMALINK),
            slug=fields.text(values, fields.SLUG),
            categories=fields.address_categories(values),
            date=date,
            site=site,
        ),
        summary=plain(fields.text(values, fields.SUMMARY), site),
        digest=content.digest,
        text=content.text,
        entities=entities_in(content.html, f"{title}\n{content.digest}\n{content.text}", site.profile),
    )
