"""Text for pictures: which characters the font has, how wide they are, and where a line ends."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from bot.search.tokens import HAN_RUN

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

CUT = "…"
UNKNOWN = "\U0010ffff"  # no font has it
CLOSING = frozenset("，。、；：？！）》」』】〉”’％%…,.;:?!)]}")
MOST_MEASURED = 4096
BORDERS = " ，。；：！？"
FEW = 5  # characters that look lost on a line of their own


class Lettering:
    """The font in the sizes that are used. Characters that it lacks, such as emoji, are left out."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._fonts: dict[int, FreeTypeFont] = {}
        self.width = lru_cache(MOST_MEASURED)(self._measured)
        self._has = lru_cache(MOST_MEASURED)(self._is_known)

    def font(self, size: int) -> FreeTypeFont:
        from PIL import ImageFont

        if size not in self._fonts:
            basic = ImageFont.Layout.BASIC
            self._fonts[size] = ImageFont.truetype(self._path, size, layout_engine=basic)
        return self._fonts[size]

    def wrapped(self, text: str, size: int, wide: float, *, most: int) -> list[str]:
        """The text in at most so many lines, none wider than `wide`, with … where it was cut."""
        rest = self.writable(text)
        lines: list[str] = []
        while rest and len(lines) < most:
            last = len(lines) == most - 1
            line = self._line(rest, size, wide)
            if last and len(line) < len(rest):
                line = self._line(rest, size, wide - self.width(CUT, size)).rstrip() + CUT
            elif 0 < len(rest) - len(line) < FEW:
                line = _shorter(line)
            lines.append(line.rstrip())
            rest = rest[len(line) :].lstrip()
        return lines

    def writable(self, text: str) -> str:
        """On one line, without what the font lacks."""
        return " ".join("".join(one if one.isspace() or self._has(one) else "" for one in text).split())

    def _line(self, text: str, size: int, wide: float) -> str:
        """As much of the start as fits: whole Latin words, no closing mark at the beginning of the next."""
        used, end = 0.0, 0
        while end < len(text) and (used := used + self.width(text[end], size)) <= wide:
            end += 1
        if end == len(text):
            return text
        whole = end
        while whole > 1 and (text[whole] in CLOSING or _in_a_word(text[whole - 1 : whole + 1])):
            whole -= 1
        return text[: whole if whole > end // 2 else max(end, 1)]

    def _measured(self, text: str, size: int) -> float:
        return float(self.font(size).getlength(text))

    def _is_known(self, character: str) -> bool:
        return bytes(self.font(32).getmask(character)) != bytes(self.font(32).getmask(UNKNOWN))


def _shorter(line: str) -> str:
    """Without its last clause, else without some Chinese characters, so that the next line has more."""
    border = max(line.rstrip().rfind(mark) for mark in BORDERS)
    if border > len(line) // 3:
        return line[: border + 1]
    return line[:-FEW] if len(line) > 2 * FEW and HAN_RUN.fullmatch(line[-FEW - 1 :]) else line


def _in_a_word(pair: str) -> bool:
    return len(pair) == 2 and all(one.isascii() and one.isalnum() for one in pair)


@lru_cache(1)
def lettering() -> Lettering:
    from pylopdf_fonts_zh_cn import sans_path

    return Lettering(str(sans_path()))
