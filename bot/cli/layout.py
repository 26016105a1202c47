"""Text on a terminal: what may be printed, where a line breaks, how far it is indented."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, RenderResult
from rich.text import Text

CLOSING = frozenset("，。、；：？！）》」』】〉”’％%…,.;:?!)]}")
OPENING = frozenset("（《「『【〈“‘([{")
# Codes that turn the direction of the text around could make a line read as another.
DIRECTION = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def printable(text: str) -> str:
    """The text on one line without control characters, by which a post could move the cursor or colour the
    screen, and without the halves of characters that no terminal can show."""
    kept = (" " if one in "\n\t\r" else one for one in text if one not in DIRECTION)
    return "".join(one for one in kept if unicodedata.category(one) not in ("Cc", "Cs"))


def break_offsets(text: str, width: int) -> list[int]:
    """Where the text is cut so that no line is wider than `width` cells: after a blank, or between two
    wide characters, but not before a closing mark nor after an opening one. A longer word is cut."""
    width = max(width, 2)
    offsets: list[int] = []
    start, allowed, used = 0, 0, 0
    for at, character in enumerate(text):
        if at > start and _may_break(text[at - 1], character):
            allowed = at
        used += cell_len(character)
        while used > width and at > start and character != " ":
            start = allowed if allowed > start else at
            offsets.append(start)
            used = cell_len(text[start : at + 1])
    return offsets


def _may_break(before: str, after: str) -> bool:
    if before == " ":
        return True
    wide = cell_len(before) == 2 or cell_len(after) == 2
    return wide and after != " " and after not in CLOSING and before not in OPENING


@dataclass(frozen=True, slots=True)
class Indented:
    """A text some cells to the right, wrapped to the terminal; on one line where nothing is wrapped.

    mark: stands in the indentation of the first line, such as a number.
    """

    text: Text
    by: int = 0
    mark: str = ""

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width - self.by
        wraps = not (options.no_wrap or self.text.no_wrap)
        offsets = break_offsets(self.text.plain, width) if wraps else []
        for number, line in enumerate(self.text.divide(offsets)):
            mark = self.mark if number == 0 else ""
            line.rstrip()
            yield Text.assemble(
                (mark.ljust(self.by), "dim" if mark else ""), line, no_wrap=True, overflow="ignore"
            )
