"""Markdown to HTML, with GitHub's renderer, so that no character of the author is lost.

The HTML is only read, never shown: unsafe HTML is let through, and `markup` takes the text out.
What Markdown would eat although it means itself is put behind stand-ins before rendering, and
`restored` turns these back: the stars of `*ST` (the profile's `literal`), stars between digits, `_`,
the numbers of lists (HTML has them only as counters), notes such as `[注]: 数据` that look like the
target of a link. Strikethrough is off: `10~20` is a range.
"""

from __future__ import annotations

import re

import cmarkgfm.cmark as cmark

from bot.posts.profile import Profile

# Control characters never come from a file: `parse` takes them out of what it reads.
# Not \x09 to \x0d and \x1c to \x1f, which count as blanks.
_STAR, _DOT, _BRACKET, _COLON, _UNDERSCORE = "\x01", "\x02", "\x03", "\x04", "\x05"
_BACK = str.maketrans({_STAR: "*", _DOT: ".", _BRACKET: ")", _COLON: ":", _UNDERSCORE: "_"})
_STAND_IN = re.compile("[\x01-\x05]")
# Emphasis by `_`; inside of a word it has none.
_EDGE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_PRODUCT = re.compile(r"(?<=\d)\*(?=\d)")
_NUMBERED = re.compile(r"^([ \t]{0,9}(?:[-+*>][ \t]{1,4})?\d{1,9})([.)])(?=[ \t]|$)", re.MULTILINE)
_NOTE = re.compile(r"^( {0,3}\[[^\]\n]{1,200}\]):(?=[ \t]{0,9}[^\x00-\x7f])", re.MULTILINE)
_INDENTED_TAG = re.compile(r"^[ \t]{1,200}(?=</?[A-Za-z!])", re.MULTILINE)
# A line that breaks within a clause, or between two Latin words, goes on in the next one.
_WRAPPED = re.compile(r"(?<=[A-Za-z0-9,;])<br />\n(?=[A-Za-z(\"'])")
_CLAUSE = re.compile(r"(?<=[，、；])<br />\n")
_OPTIONS = cmark.Options.CMARK_OPT_UNSAFE | cmark.Options.CMARK_OPT_HARDBREAKS


def to_html(text: str, profile: Profile) -> str:
    """The HTML of a Markdown text; line ends are breaks, for that is how feeds write paragraphs."""
    if "*" in text:
        text = _PRODUCT.sub(_STAR, profile.literal.sub(_STAR, text))
    if "_" in text:
        text = _EDGE.sub(_UNDERSCORE, text)
    text = _NUMBERED.sub(_stand_in, text)
    if "]:" in text:
        text = _NOTE.sub(rf"\g<1>{_COLON}", text)
    if "<" in text:
        text = _INDENTED_TAG.sub("", text)
    html: str = cmark.markdown_to_html_with_extensions(text, _OPTIONS, extensions=["table"])
    return _CLAUSE.sub("", _WRAPPED.sub(" ", html)) if "<br />" in html else html


def restored(text: str) -> str:
    """The text with the characters that `to_html` had put aside."""
    return text.translate(_BACK) if _STAND_IN.search(text) else text


def _stand_in(number: re.Match[str]) -> str:
    return number.group(1) + (_DOT if number.group(2) == "." else _BRACKET)
