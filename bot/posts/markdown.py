"""Markdown to HTML, with GitHub's renderer.

The HTML is only read, never shown: unsafe HTML is let through, and `markup` takes the text out.
Strikethrough is off: `10~20` is a range. Tables are on.
"""

from __future__ import annotations

import re

import cmarkgfm.cmark as cmark

from bot.posts.profile import Profile
from bot.posts.standins import put_aside

_INDENTED_TAG = re.compile(r"^[ \t]{1,200}(?=</?[A-Za-z!])", re.MULTILINE)
# A line that breaks within a clause, or between two Latin words, goes on in the next one.
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9,;])<br />\n(?=[A-Za-z(\"'])")
_CLAUSE = re.compile(r"(?<=[，、；])<br />\n")
_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_HARDBREAKS


def to_html(text: str, profile: Profile) -> str:
    """The HTML of a Markdown text, with the stand-ins of `standins`.

    Line ends are breaks, for that is how feeds write paragraphs."""
    text = put_aside(text, profile)
    if "<" in text:
        text = _INDENTED_TAG.sub("", text)
    html: str = cmark.markdown_to_html_with_extensions(text, _OPTIONS, extensions=["table"])
    return _CLAUSE.sub("", _WRAPPED.sub(" ", html)) if "<br />" in html else html
