"""One file's text -> one post and what an editor should mend. Pure: no files, no clock."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.posts import body, categories, frontmatter, markdown, markup, names, templates
from bot.posts.address import address_of
from bot.posts.dates import read_date
from bot.posts.entities import entities_in
from bot.posts.frontmatter import FrontMatter
from bot.posts.layout import is_page
from bot.posts.names import article_key
from bot.posts.post import Post, Problem
from bot.posts.site import Site

__all__ = ["MAX_BODY", "Parsed", "article_key", "parse"]

MAX_BODY = 1_000_000
MAX_TITLE = 300

_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f]")
_HEADING = re.compile(
    r"\A\s*(?:#{1,6}[ \t]+([^\n]+?)[ \t#]*(?:\n|\Z)|<h[1-3][^<>]{0,200}>([^\n]{1,600}?)</h[1-3]>)"
)
_TITLE_KEYS, _DATE_KEYS = ("title",), ("date", "pubdate", "publishdate")
_CATEGORY_KEYS, _TAG_KEYS = ("categories", "category"), ("tags", "tag")
_SUMMARY_KEYS = ("summary", "description", "excerpt", "abstract")
_LINK_KEYS = ("source_url", "original_url", "link", "canonical_url", "canonicalurl")
_SOURCE_KEYS = ("source", "media", "medium")


@dataclass(frozen=True, slots=True)
class Parsed:
    """post: None where the file is no post (a draft, a page, a layout) or holds nothing to read."""

    post: Post | None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class _Content:
    """What the body gives: texts without markup."""

    heading: str
    digest: str
    text: str
    source: str
    link: str
    html: str


class _Notes:
    """Collects the problems of one file."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []

    def add(self, line: int, problem: str, hint: str) -> None:
        self.problems.append(Problem(self.path, max(line, 1), problem, hint))


def parse(text: str, path: str, site: Site, *, now: datetime) -> Parsed:
    """The post that the file holds, and its problems; never raises on any text.

    text: the whole file; path: below its corpus folder; now: aware, to tell future dates.
    """
    notes = _Notes(path)
    text = _cleaned(text, notes)
    front = frontmatter.split(text)
    if not front.found and path.lower().endswith((".html", ".htm")):
        return Parsed(None)
    if is_page(path, front, site.profile):
        return Parsed(None)
    if not text.strip():
        notes.add(1, "the file is empty", "Write the post, or delete the file.")
        return Parsed(None, tuple(notes.problems))
    if not front.found:
        notes.add(1, "no front matter", "Begin the file with `---`, `title: …`, `date: …`, `---`.")
    if front.fault:
        notes.add(front.fault.line, front.fault.problem, front.fault.hint)
    post = _post(front, path, site, notes, now)
    return Parsed(post, tuple(notes.problems))


def _cleaned(text: str, notes: _Notes) -> str:
    """Line ends are `\\n`; no control characters."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if _CONTROLS.search(text):
        if "\0" in text:
            line = text.count("\n", 0, text.index("\0")) + 1
            notes.add(line, "NUL bytes in the text", "Fetch the file again; the bytes were left out.")
        text = _CONTROLS.sub("", text)
    if text.endswith("\ufffd"):
        text = text[:-1]
        notes.add(text.count("\n") + 1, "the file ends within a character", "Fetch the file again.")
    return text


def _post(front: FrontMatter, path: str, site: Site, notes: _Notes, now: datetime) -> Post | None:
    values = front.values
    content = _content(front, path, site, notes)
    title = markup.tidy(_text(values, _TITLE_KEYS))[:MAX_TITLE] or content.heading
    if not title and not content.text:
        notes.add(front.body_line, "neither title nor text", "Write the post, or delete the file.")
        return None
    if not content.text:
        notes.add(front.body_line, "the body is empty", "Write the text; only the title can be found.")
    date = _date(front, path, site, notes, now)
    if not title and front.found:
        line = front.lines.get("title", 1)
        notes.add(line, "no title", 'Write `title: "…"`; its twin or the first sentence gives one.')
    category_value, tag_value = _first(values, _CATEGORY_KEYS), _first(values, _TAG_KEYS)
    summary = _plain(_text(values, _SUMMARY_KEYS), site)
    return Post(
        path=path,
        key=article_key(path, site.profile),
        title=title,
        date=date,
        category=categories.category_of(category_value, tag_value, path, site.profile),
        tags=categories.texts_in(tag_value),
        source=content.source or markup.tidy(_text(values, _SOURCE_KEYS))[:100],
        link=content.link or _link(values),
        address=address_of(
            path,
            permalink=_text(values, ("permalink", "url")),
            slug=_text(values, ("slug",)),
            categories=_address_categories(category_value),
            date=date,
            site=site,
        ),
        summary=summary,
        digest=content.digest,
        text=content.text,
        entities=entities_in(content.html, f"{title}\n{content.digest}\n{content.text}", site.profile),
    )


def _content(front: FrontMatter, path: str, site: Site, notes: _Notes) -> _Content:
    source_text = front.body
    if len(source_text) > MAX_BODY:
        line = front.body_line + source_text.count("\n", 0, MAX_BODY)
        notes.add(line, f"more than {MAX_BODY} characters", "Part the post; the rest was left out.")
        source_text = source_text[:MAX_BODY]
    parts = body.take_apart(templates.without_template_tags(source_text), site.profile)
    is_html = path.lower().endswith((".html", ".htm"))
    heading, marked = ("", parts.text) if _text(front.values, _TITLE_KEYS) else _heading(parts.text, site)
    html = marked if is_html else markdown.to_html(marked, site.profile)
    if markup.is_too_deep(html):
        notes.add(front.body_line, "tags nest too deep", "Close the tags; they were taken out roughly.")
    text = markup.to_text(html, site.profile)
    source, text = body.source_in(text, site.profile)
    digest = _plain(parts.digest, site)
    source = source or body.source_of_digest(digest or text, site.profile)
    if digest and (not text or not body.repeats(digest, text)):
        text = f"{digest}\n{text}" if text else digest
    return _Content(heading, digest, text, source, parts.link, html)


def _heading(text: str, site: Site) -> tuple[str, str]:
    """A heading at the top, which serves as title, and the rest."""
    found = _HEADING.match(text)
    if found is None:
        return "", text
    title = _plain(found.group(1) or found.group(2), site).replace("\n", " ")[:MAX_TITLE]
    return (title, text[found.end() :]) if title else ("", text)


def _plain(text: str, site: Site) -> str:
    """A short marked-up text without markup."""
    return markup.to_text(markdown.to_html(text, site.profile), site.profile) if text else ""


def _date(front: FrontMatter, path: str, site: Site, notes: _Notes, now: datetime) -> datetime | None:
    """The front matter's, else the day in the name or the key, else None."""
    value = _first(front.values, _DATE_KEYS)
    line = next((front.lines[key] for key in _DATE_KEYS if key in front.lines), 1)
    date = read_date(value, site.timezone)
    if date is None:
        day = names.date_in_name(path, site.profile)
        date = datetime.combine(day, time(), tzinfo=site.timezone) if day else None
        _tell_missing_date(value, line, date, notes)
    if date is not None and date > now:
        got = date.isoformat(sep=" ")
        notes.add(line, f"the date {got} lies in the future", "Correct the date; the post was kept.")
    return date


def _tell_missing_date(value: object, line: int, date: datetime | None, notes: _Notes) -> None:
    given = str(value or "").strip()[:40]
    what = f"the date {given!r} cannot be read" if given else "no date"
    if date is not None:
        # A dated name without a date in the front matter is Jekyll's own way, not a fault.
        if given:
            notes.add(line, what, f"Write `2022-03-14 11:46:43 +0800`; the name gives {date:%Y-%m-%d}.")
    else:
        notes.add(line, what, "Write `date: 2022-03-14 11:46:43 +0800`, or begin the name with 2022-03-14-.")


def _link(values: Mapping[str, object]) -> str:
    links = (body.web_link(str(values[key]).strip()) for key in _LINK_KEYS if values.get(key))
    return next((link for link in links if link), "")


def _address_categories(value: object) -> tuple[str, ...]:
    """Jekyll parts a text at blanks and takes the texts of a list whole."""
    named = categories.texts_in(value)
    return tuple(part for name in named for part in name.split()) if isinstance(value, str) else named


def _first(values: Mapping[str, object], keys: tuple[str, ...]) -> object:
    return next((values[key] for key in keys if values.get(key) not in (None, "")), None)


def _text(values: Mapping[str, object], keys: tuple[str, ...]) -> str:
    return next(iter(categories.texts_in(_first(values, keys))), "")
