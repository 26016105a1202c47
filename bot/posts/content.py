"""A body with markup -> heading, digest, text, source and link without."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.posts import body, fields, markdown, markup, templates
from bot.posts.frontmatter import FrontMatter
from bot.posts.notes import Notes
from bot.posts.site import Site

MAX_BODY = 1_000_000
MAX_TITLE = 300
HTML_SUFFIXES = (".html", ".htm")

_HEADING = re.compile(
    r"\s*(?:#{1,6}[ \t]+([^\n]+)(?:\n|\Z)|<h[1-3](?=[\s>])[^<>]{0,200}>([^\n]{1,600}?)</h[1-3]>)"
)


@dataclass(frozen=True, slots=True)
class Content:
    """heading: the one that serves as title, "" where the front matter has a title. text: without
    the digest that it repeats. source: as the source line names it; digest_source: as the digest
    ends, which is less sure. html: of the text, for what only markup tells."""

    heading: str
    digest: str
    text: str
    source: str
    digest_source: str
    link: str
    html: str


def content_of(front: FrontMatter, path: str, site: Site, notes: Notes) -> Content:
    """What the body says. The digest is left out of the text where the text says it again, and is
    all of the text where the body has nothing else."""
    parts = body.take_apart(templates.without_template_tags(_bounded(front, notes)), site.profile)
    has_title = bool(fields.text(front.values, fields.TITLE))
    heading, marked = ("", parts.text) if has_title else _heading(parts.text, site)
    html = marked if path.lower().endswith(HTML_SUFFIXES) else markdown.to_html(marked, site.profile)
    if markup.is_too_deep(html):
        notes.add(front.body_line, "tags nest too deep", "Close the tags; they were taken out roughly.")
    source, text = body.source_in(markup.to_text(html, site.profile), site.profile)
    digest = markup.tidy(plain(parts.digest, site))
    flash = text if "\n" not in text else ""
    digest_source = body.source_of_digest(digest or flash, site.profile)
    if digest and not body.repeats(body.without_source(digest, site.profile), text):
        text = f"{digest}\n{text}"
    return Content(heading, digest, text.strip() or digest, source, digest_source, parts.link, html)


def plain(text: str, site: Site) -> str:
    """A short text without its markup."""
    return markup.to_text(markdown.to_html(text, site.profile), site.profile) if text else ""


def _bounded(front: FrontMatter, notes: Notes) -> str:
    if len(front.body) <= MAX_BODY:
        return front.body
    line = front.body_line + front.body.count("\n", 0, MAX_BODY)
    notes.add(line, f"more than {MAX_BODY} characters", "Part the post; the rest was left out.")
    return front.body[:MAX_BODY]


def _heading(text: str, site: Site) -> tuple[str, str]:
    """A heading at the top, which serves as title, and the rest."""
    found = _HEADING.match(text)
    if found is None:
        return "", text
    title = plain((found.group(1) or found.group(2)).strip("# \t"), site).replace("\n", " ")
    return (title[:MAX_TITLE], text[found.end() :]) if title else ("", text)
