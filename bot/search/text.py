"""One spelling for every text: width, case, traditional characters and blanks made equal.

`normalise` gives the text that is searched; `align` also tells where each character came from, so
that a match can be marked in the text as the author wrote it. No words are cut here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from opencc import OpenCC

HAN_BLOCKS = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x323B0))
MARKS_KEPT = 30  # Unicode's stream-safe limit; bringing longer runs of marks into order takes quadratic time


@dataclass(frozen=True, slots=True)
class Aligned:
    """A normalised text; `origin[i]` is where its character i came from, the last entry is the end."""

    text: str
    origin: Sequence[int]


def simplified_characters() -> dict[int, str]:
    """Code point -> simplified character, from OpenCC's table, followed to the end of each chain."""
    characters = [chr(code) for first, end in HAN_BLOCKS for code in range(first, end)]
    simplified = OpenCC("t2s").convert("\n".join(characters)).split("\n")
    table = {ord(old): new for old, new in zip(characters, simplified, strict=True) if old != new}
    return {code: table.get(ord(new), new) for code, new in table.items()}


class Spelling(dict[int, str]):
    """Code point -> its one spelling, worked out when the character is first seen."""

    def __init__(self, simplified: dict[int, str]) -> None:
        super().__init__(simplified)
        self._simplified = simplified

    def __missing__(self, code: int) -> str:
        category = unicodedata.category(chr(code))
        spelling = self._spell(chr(code), category)
        if category not in ("Cn", "Co"):  # a million unassigned characters need no memory
            self[code] = spelling
        return spelling

    def _spell(self, character: str, category: str) -> str:
        if character.isspace() or category in ("Cc", "Cs"):
            return " "
        if category == "Cf":
            return ""
        before, after = "", character
        while before != after:
            before, after = after, unicodedata.normalize("NFKC", after).lower().translate(self._simplified)
        return after


SPELLING = Spelling(simplified_characters())
BLANKS = re.compile(" {2,}")
PERHAPS_MARKS = re.compile(
    rf"[^\w\s -~\u2000-\u206f\u3000-\u3029\u3030-\u303f\uff00-\uffef]{{{MARKS_KEPT + 1},}}"
)
PLAIN = "\\t\\n -~\u2014\u2018-\u201d\u3001-\u3011\u3400-\u4dbf\u4e00-\u9fff\uff01-\uff5e"
PLAIN_RUN = re.compile(f"[{PLAIN}]++(?![^{PLAIN}])|[{PLAIN}]+(?=[{PLAIN}])")


def normalise(text: str) -> str:
    """The text in its one spelling: NFKC, lower case, simplified, every run of blanks one blank.

    Example: "ＡＢＣ 臺灣\\n㈱" -> "abc 台湾 (株)". Normalising twice changes nothing.
    """
    return BLANKS.sub(" ", _spell(text))


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


def _spell(text: str) -> str:
    """Spell each character, then let neighbours combine, until neither changes anything."""
    while True:
        text = _few_marks(text).translate(SPELLING)
        if unicodedata.is_normalized("NFKC", text) and _few_marks(text) == text:
            return text
        text = unicodedata.normalize("NFKC", text)


def _few_marks(text: str) -> str:
    return PERHAPS_MARKS.sub(_shortened, text)


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
            while end < len(text) and _joins(text[end]):
                end += 1
        yield position, end
        position = end


def _joins(character: str) -> bool:
    """Can the character melt into the one before it, or vanish between two that melt together?"""
    first = unicodedata.normalize("NFKD", character)[0]
    category = unicodedata.category(first)
    return category[0] == "M" or category == "Cf" or "\u1160" <= first <= "\u11ff"


def _without_double_blanks(text: str, origin: list[int], end: int) -> Aligned:
    if "  " in text:
        kept = [i for i, character in enumerate(text) if character != " " or text[i - 1 : i] != " "]
        text, origin = "".join(text[i] for i in kept), [origin[i] for i in kept]
    return Aligned(text, (*origin, end))
