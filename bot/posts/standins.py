"""Puts aside the author's characters that a Markdown renderer would eat, and brings them back.

News is typed, not marked up: a star stands in a stock's name (`*ST`), a number plate, a measure
(`4615*1875`), a foot note; `1.` begins a sentence; `<Breaking Away>` is a film. Real Markdown (lists,
emphasis with blanks around it, bold, tags of HTML) is left alone.
"""

from __future__ import annotations

import re

from bot.posts.profile import Profile

# Control characters never come from a file: `parse` takes them out of what it reads.
# Not \x09 to \x0d and \x1c to \x1f, which count as blanks, nor those of `markup`.
_STAR, _DOT, _BRACKET, _COLON, _UNDERSCORE, _LESS = "\x01", "\x02", "\x03", "\x04", "\x05", "\x0e"
_BACK = str.maketrans(
    {_STAR: "*", _DOT: ".", _BRACKET: ")", _COLON: ":", _UNDERSCORE: "_", _LESS: "<"},
)
_ANY = re.compile("[\x01-\x05\x0e]")

_STARS = re.compile(
    r"^[ \t]{0,9}(?:\*[ \t]{1,4}(?=[^\s*])|(?:\*[ \t]{0,3}){3,80}$)"  # a list's mark, a ruler
    r"|\*\*(?![\s*，。、；：！？）》”,.;:!?)])(?P<bold>[^*\n]{1,200})(?<![\s（《“(])\*\*(?!\*)"
    r"|(?<![^\s（“\"'])\*[^\s*](?:[^*\n]{0,100}[^\s*])?\*(?![\w*])"  # emphasis with blanks around it
    r"|(?P<run>\*+)",
    re.MULTILINE,
)
# Emphasis by `_`; inside of a word it has none.
_EDGE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_NUMBERED = re.compile(r"^([ \t]{0,9}(?:[-+*>][ \t]{1,4})?\d{1,9})([.)])(?=[ \t]|$)", re.MULTILINE)
_NOTE = re.compile(r"^( {0,3}\[[^\]\n]{1,200}\]):(?=[ \t]{0,9}[^\x00-\x7f])", re.MULTILINE)
_TAGS = (
    "a abbr acronym address area article aside audio b base basefont bdi bdo big blink blockquote body "
    "br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir "
    "div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 "
    "head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee "
    "math menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture "
    "pre progress q rp rt ruby s samp script search section select slot small source span strike strong "
    "style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u "
    "ul var video wbr"
).replace(" ", "|")
_NO_TAG = re.compile(rf"<(?!(?:{_TAGS})(?=[\s>]))(?=[A-Za-z][^<>=/:@\n]{{0,80}}>)", re.IGNORECASE)


def put_aside(text: str, profile: Profile) -> str:
    """The Markdown text with stand-ins for what means itself; bold is unwrapped on the way, for
    Markdown does not see it between Han and quotation marks."""
    if "*" in text:
        text = _STARS.sub(_star, profile.literal.sub(_STAR, text))
    if "_" in text:
        text = _EDGE.sub(_UNDERSCORE, text)
    if "]:" in text:
        text = _NOTE.sub(rf"\g<1>{_COLON}", text)
    if "<" in text:
        text = _NO_TAG.sub(_LESS, text)
    return _NUMBERED.sub(_number, text)


def brought_back(text: str) -> str:
    """The text with the characters that `put_aside` had replaced."""
    return text.translate(_BACK) if _ANY.search(text) else text


def _star(found: re.Match[str]) -> str:
    if found["bold"]:
        return found["bold"]
    return _STAR * len(found["run"]) if found["run"] else found.group()


def _number(found: re.Match[str]) -> str:
    return found.group(1) + (_DOT if found.group(2) == "." else _BRACKET)
