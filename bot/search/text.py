"""One spelling for every text: width, case, traditional characters and blanks made equal.

`normalise` gives the text that is searched; `align` also tells where each character came from, so
that a match can be marked in the text as the author wrote it. No words are cut here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.search.characters import SPELLING, joins
from bot.search.plain import spelled_plainly

LONG = 256  # characters from which on a table is faster than a dictionary
MARKS_KEPT = 30  # Unicode's stream-safe limit; bringing longer runs of marks into order takes quadratic time


@dataclass(frozen=True, slots=True)
class Aligned:
    """A normalised text; `origin[i]` is where its character i came from, the last entry is the end."""

    text: str
    origin: Sequence[int]


PERHAPS_MARKS = re.compile(
    rf"[^\w\s -~\u2000-\u206f\u3000-\u3029\u3030-\u303f\uff00-\uffef]{{{MARKS_KEPT + 1},}}"
)
PLAIN = "\\t\\n -~\u2014\u2018-\u201d\u3001-\u3011\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
PLAIN_RUN = re.compile(f"[{PLAIN}]++(?![^{PLAIN}])|[{PLAIN}]+(?=[{PLAIN}])")


def normalise(text: str) -> str:
    """The text in its one spelling: NFKC, lower case, simplified, every run of blanks one blank.

    Example: "ＡＢＣ 臺灣\\n㈱" -> "abc 台湾 (株)". Normalising twice changes nothing.
    """
    if len(text) < LONG:
        return _single_blanks(_spell(text))
    return normalise_all([text])[0]


def normalise_all(texts: Sequence[str]) -> list[str]:
    """Each text in its one spelling: many in little more time than one."""
    spelled = zip(texts, spelled_plainly(texts), strict=True)
    return [_single_blanks(_spell(text) if plain is None else plain) for text, plain in spelled]


def align(text: str) -> Aligned:
    """The normalised text with the place in `text` that each of its characters came from.

    Example: "㈱ 臺" -> "(株) 台", origin 0 0 0 1 2 3. Characters that combine share one origin.
    """
    spelled: list[str] = []
    origin: list[int] = []
    for start, end in _pieces(text):
        piece = _spell(text[start:end])
        plain = len(piece) == end - start and PLAIN_RUN.fullmatch(text, start, end)
        origin.extend(range(start, end) if plain else [start] * len(piece))
        spelled.append(piece)
    return _without_double_blanks("".join(spelled), origin, len(text))


def _single_blanks(text: str) -> str:
    while "  " in text:
        text = text.replace("  ", " ")
    return text


def _spell(text: str) -> str:
    """Spell each character, then let neighbours combine, until neither changes anything."""
    while True:
        text = _few_marks(text).translate(SPELLING)
        if unicodedata.is_normalized("NFKC", text) and _few_marks(text) == text:
            return text
        text = unicodedata.normalize("NFKC", text)


def _few_marks(text: str) -> str:
    return PERHAPS_MARKS.sub(_shortened, text) if len(text) > MARKS_KEPT else text


def _shortened(run: re.Match[str]) -> str:
    kept, marks = [], 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= MARKS_KEPT:
            kept.append(character)
    return "".join(kept)


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The spans of `text` that are spelled independently of each other: plain runs, else clusters."""
    position = 0
    while position < len(text):
        run = PLAIN_RUN.match(text, position)
        end = run.end() if run else position + 1
        if run is None:
            while end < len(text) and joins(text[end]):
                end += 1
        yield position, end
        position = end


def _without_double_blanks(text: str, origin: list[int], end: int) -> Aligned:
    if "  " in text:
        kept = [i for i, character in enumerate(text) if character != " " or text[i - 1 : i] != " "]
        text, origin = "".join(text[i] for i in kept), [origin[i] for i in kept]
    return Aligned(text, (*origin, end))
