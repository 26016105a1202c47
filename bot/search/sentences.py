"""A text cut into sentences, Chinese and Latin, each with its place in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

LONGEST = 160
CLOSING = "”’」』）)】》\"'"

# A full stop ends a sentence only before a blank or the end, so 35.6 and INTC.O stay whole.
_SENTENCE = re.compile(rf"(?:[^。！？!?\n.]++|\.(?!\s|$))*+(?:[。！？!?.]++[{CLOSING}]*+)?")
_CLAUSE_ENDS = "；;，,、：: "


def sentences(text: str) -> list[tuple[int, int]]:
    """The spans `[start, end)` of the sentences, without blanks around them, none of them empty.

    A sentence of more than 160 characters is cut after a clause, or hard where it has none.
    """
    return [span for start, end in _whole(text) for span in _pieces(text, start, end)]


def _whole(text: str) -> Iterator[tuple[int, int]]:
    position = 0
    while position < len(text):
        found = _SENTENCE.match(text, position)
        end = found.end() if found else position
        yield _stripped(text, position, end)
        position = end if end > position else position + 1


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST:
        cut = max(text.rfind(mark, start + LONGEST // 2, start + LONGEST) for mark in _CLAUSE_ENDS) + 1
        cut = cut or start + LONGEST
        yield _stripped(text, start, cut)
        start = cut
    start, end = _stripped(text, start, end)
    if start < end:
        yield start, end


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
