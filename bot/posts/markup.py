"""HTML to text: what a reader would read, one paragraph a line.

Marks for line ends and cells are put into the HTML, then a real HTML5 parser takes the text out
with nothing between inline tags: a word that a link cuts in two is whole again.
"""

from __future__ import annotations

import re

from selectolax.lexbor import LexborHTMLParser

from bot.posts.characters import without_controls
from bot.posts.profile import Profile
from bot.posts.standins import brought_back

MAX_DEPTH = 400
MAX_IMAGES = 200
_MANY_TAGS = 2000

# Control characters never come from a file: `parse` takes them out of what it reads.
_LINE, _CELL, _CELL_END = "\x06", "\x07", "\x08"
_BLOCK = re.compile(
    r"</?(?:p|br|div|center|h[1-6]|li|ul|ol|dl|dt|dd|table|caption|blockquote|pre|hr|section|article"
    r"|aside|header|footer|main|figure|figcaption|details|summary|address|form|fieldset)(?=[\s/>])",
    re.IGNORECASE,
)
_CELL_START = re.compile(r"<t[dh](?=[\s>])[^<>]*>", re.IGNORECASE)
_CELL_CLOSE = re.compile(r"</t[dh]\s{0,9}>", re.IGNORECASE)
_TABLE_CLOSE = re.compile(r"</table\s{0,9}>", re.IGNORECASE)
_ROW_START = re.compile(rf"(<tr(?=[\s>])[^<>]*>\s{{0,200}}<t[dh](?=[\s>])[^<>]*>){_CELL}", re.IGNORECASE)
_CELL_TEXT = re.compile(rf"{_CELL}([^{_CELL}{_CELL_END}]*){_CELL_END}")
_ANY_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)[^<>]*>|<!--.*?(?:-->|\Z)", re.DOTALL)
_VOID = {"br", "hr", "img", "input", "meta", "link", "col", "wbr", "source", "area", "base", "embed"}
_UNREAD_TAGS = [
    "script", "style", "noscript", "template", "iframe", "object", "svg", "math", "select", "textarea",
    "audio", "video", "canvas", "head", "title",
]  # fmt: skip
_UNREAD = re.compile(rf"<(?:{'|'.join(_UNREAD_TAGS)})(?=[\s/>])", re.IGNORECASE)
_INVISIBLE = re.compile(r"display\s{0,3}:\s{0,3}none|\shidden[\s>=]", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)

_BLANK = r"[ \t\n\r\f\v\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]"
_BLANKS = re.compile(rf"{_BLANK}+")
# The joiner U+200D holds an emoji of several together; elsewhere it is noise.
# Each pattern begins with what it takes out and looks around from there: that is found fastest.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffe\uffff]"
    "(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff]\u200d)"
)
_HAN = r"\u2e80-\u2fdf\u3007\u3021-\u3029\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Between Han and a digit, before a bracket after Han, and beside Chinese punctuation, a half-width
# blank is the feed's, not the author's. Between Han and Han, or Han and Latin, it stays.
_STRAY = re.compile(
    rf" (?:(?<=[{_HAN}] )(?=[0-9(（])|(?<=[0-9%％] )(?=[{_HAN}])"
    r"|(?=[，。！？；：、）】》”’])|(?<=[，。！？；：、（【《“‘] ))"
)
_CAPTION = re.compile(rf"[{_HAN}].*[{_HAN}]")
_FILE_NAME = re.compile(r"\.(?:jpe?g|png|gif|webp|svg|bmp)\s*$", re.IGNORECASE)


def to_text(html: str, profile: Profile) -> str:
    """The text of the HTML, one paragraph or table row a line, without empty lines.

    Left out: comments, scripts, styles, hidden elements, live charts. Cells are joined by ` | `.
    A picture gives its `alt` where that is a caption and not said again elsewhere.
    """
    html = profile.chart_block.sub("", html)
    if is_too_deep(html):
        return paragraphs(_ANY_TAG.sub(_line_of_tag, html))
    marked = _marked(html)
    parser = LexborHTMLParser(marked)
    if "<!" in html or _UNREAD.search(html):
        parser.strip_tags(_UNREAD_TAGS)
    body = parser.body
    if body is None:  # a page of frames
        return paragraphs(_ANY_TAG.sub(_line_of_tag, html))
    if _INVISIBLE.search(html):
        _drop_hidden(parser)
    if "<img" in html or "<IMG" in html:
        _caption_images(parser, html, profile)
    if "<pre" in html:
        _keep_lines(parser)
    return paragraphs(body.text())


def is_too_deep(html: str) -> bool:
    """Whether tags nest deeper than any author writes; a parser would take seconds for them."""
    if html.count("<") < _MANY_TAGS:
        return False
    depth = 0
    for tag in _ANY_TAG.finditer(html):
        name = (tag.group(2) or "").lower()
        if name and name not in _VOID and not tag.group().endswith("/>"):
            depth = depth - 1 if tag.group(1) else depth + 1
            if depth > MAX_DEPTH:
                return True
    return False


def paragraphs(marked: str) -> str:
    """Text with marks -> clean lines."""
    if _CELL in marked:
        marked = _CELL_TEXT.sub(lambda cell: _CELL + cell.group(1).replace(_LINE, " "), marked)
        marked = marked.replace(_CELL_END, "")
    lines = (tidy(line.strip(_CELL + " ").replace(_CELL, " | ")) for line in marked.split(_LINE))
    # Once more, for HTML can name a control character by its number.
    return without_controls(brought_back("\n".join(line for line in lines if line)))


def tidy(text: str) -> str:
    """One line of text: blanks collapsed, stray ones and invisible characters taken out."""
    text = one_line(text)
    return _STRAY.sub("", text) if " " in text else text


def one_line(text: str) -> str:
    """The text with blanks collapsed and without invisible characters; a blank between the clauses
    of a title stays."""
    return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip()


def _line_of_tag(tag: re.Match[str]) -> str:
    return _LINE if _BLOCK.match(tag.group()) else ""


def _marked(html: str) -> str:
    if "<" not in html:
        return html
    html = _BLOCK.sub(rf"{_LINE}\g<0>", html)
    if "<td" in html or "<th" in html or "<T" in html:
        # Inside the cells, for a parser moves text between rows out of the table.
        html = _CELL_START.sub(rf"\g<0>{_CELL}", html)
        html = _CELL_CLOSE.sub(rf"{_CELL_END}\g<0>", html)
        html = _TABLE_CLOSE.sub(rf"\g<0>{_LINE}", html)
        html = _ROW_START.sub(rf"\g<1>{_LINE}{_CELL}", html)
    return html


def _drop_hidden(parser: LexborHTMLParser) -> None:
    # Last first: what is inside goes before what holds it, and nothing is touched after it is gone.
    for node in reversed(parser.css("[style], [hidden]")):
        style = node.attributes.get("style") or ""
        if "hidden" in node.attributes or _HIDDEN.search(style):
            node.decompose()


def _caption_images(parser: LexborHTMLParser, html: str, profile: Profile) -> None:
    for image in parser.css("img")[:MAX_IMAGES]:
        caption = (image.attributes.get("alt") or image.attributes.get("title") or "").strip()
        if _is_caption(caption, profile) and html.count(caption) < 2:
            image.replace_with(f"{_LINE}{caption}{_LINE}")


def _is_caption(text: str, profile: Profile) -> bool:
    return bool(
        4 <= len(text) <= 300
        and _CAPTION.search(text)
        and not _FILE_NAME.search(text)
        and not profile.machine_caption.match(text)
    )


def _keep_lines(parser: LexborHTMLParser) -> None:
    for block in reversed(parser.css("pre")):
        block.replace_with(_LINE + block.text().replace("\n", _LINE) + _LINE)
