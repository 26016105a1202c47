"""A chart as a picture: bars with numbers above them, and what the numbers say below.

Drawn at twice the width of a phone's screen, on a ground of its own that suits light and dark themes. The
font comes in a package, so that Chinese is readable on a machine without any; nothing heavy is imported
before the first picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from bot.answers.chart import Chart, Line
from bot.answers.lettering import Lettering, lettering

if TYPE_CHECKING:
    from PIL.Image import Image
    from PIL.ImageDraw import ImageDraw

WIDTH = 880
MARGIN = 44
INSIDE = WIDTH - 2 * MARGIN
TITLE, SUBTITLE, TEXT, SMALL = 42, 27, 29, 24  # sizes of the font
TITLE_LINE, SUBTITLE_LINE = 56, 40
BARS_HIGH = 240
WIDEST_BAR = 64
LINES_OF_A_TITLE = 2
BETWEEN_DATES = 24
BADGE = 36  # a number in its circle, high and at least wide
GROUND, INK, PALE = "#fbfbf9", "#22262b", "#6b727b"
BAR, PEAK, RULE = "#a9c4e4", "#2468b4", "#d9dce0"


@dataclass(frozen=True, slots=True)
class Badge:
    """The numbers of one bar, in the middle of it at `x`, its lower edge `y` above the zero line."""

    text: str
    x: float
    y: float
    wide: float


def can_draw() -> bool:
    """Is there what drawing needs: the extra `pictures`?"""
    return all(find_spec(name) for name in ("PIL", "pylopdf_fonts_zh_cn"))


def draw(chart: Chart) -> bytes:
    """The picture as PNG, 880 pixels wide, as high as it takes."""
    from PIL import Image, ImageDraw

    letters = lettering()
    badges = _badges(chart, letters)
    titles = [_wrapped(line, letters) for line in chart.lines]
    heading = heading_of(chart.title, chart.told, letters)
    zero = MARGIN + heading.high + 28 + _above(badges)
    high = zero + 56 + sum(46 * len(one) + 14 for one in titles) + MARGIN // 2
    picture = Image.new("RGB", (WIDTH, int(high)), GROUND)
    pen = ImageDraw.Draw(picture)
    heading.draw(pen, letters)
    _draw_bars(pen, chart, zero, letters)
    _draw_badges(pen, badges, zero, letters)
    _draw_lines(pen, chart.lines, titles, zero + 60, letters)
    return as_png(picture)


def as_png(picture: Image) -> bytes:
    kept = BytesIO()
    picture.save(kept, "PNG", compress_level=3)  # 6 takes a third longer for a hundredth less
    return kept.getvalue()


class Heading(NamedTuple):
    """The lines on top of a picture, broken as they fit."""

    title: Sequence[str]
    told: Sequence[str]

    @property
    def high(self) -> int:
        return TITLE_LINE * len(self.title) + SUBTITLE_LINE * len(self.told)

    def draw(self, pen: ImageDraw, letters: Lettering) -> None:
        y = MARGIN
        for text in self.title:
            pen.text((MARGIN, y), text, INK, letters.font(TITLE), stroke_width=0.6)
            y += TITLE_LINE
        for text in self.told:
            pen.text((MARGIN, y + 4), text, PALE, letters.font(SUBTITLE))
            y += SUBTITLE_LINE


def heading_of(title: str, told: Sequence[str], letters: Lettering) -> Heading:
    broken = [row for one in told for row in letters.wrapped(one, SUBTITLE, INSIDE, most=2)]
    return Heading(letters.wrapped(title, TITLE, INSIDE, most=2), broken)


def _left(chart: Chart, letters: Lettering) -> float:
    """Where the bars begin, right of the figure of the highest."""
    return MARGIN + letters.width(str(max(chart.bars)), SMALL) + 14


def _middles(chart: Chart, letters: Lettering) -> list[float]:
    left = _left(chart, letters)
    slot = (WIDTH - MARGIN - left) / len(chart.bars)
    return [left + slot * (at + 0.5) for at in range(len(chart.bars))]


def _heights(chart: Chart) -> list[float]:
    """In pixels; a bar of one among thousands can still be seen."""
    most = max(chart.bars) or 1
    return [max(BARS_HIGH * count / most, 4.0) if count else 0.0 for count in chart.bars]


def _badges(chart: Chart, letters: Lettering) -> list[Badge]:
    """Each over its bar, higher where others or the bars beside it are in the way."""
    middles, heights = _middles(chart, letters), _heights(chart)
    left = _left(chart, letters)
    numbers: dict[int, list[int]] = {}
    for line in chart.lines:
        numbers.setdefault(line.bar, []).append(line.number)
    placed: list[Badge] = []
    for bar, several in sorted(numbers.items()):
        text = str(several[0]) if len(several) == 1 else f"{several[0]}–{several[-1]}"
        wide = max(letters.width(text, SMALL) + 20, BADGE)
        x = min(max(middles[bar], left + wide / 2), WIDTH - MARGIN - wide / 2)
        under = [high for at, high in zip(middles, heights, strict=True) if abs(at - x) < wide / 2 + 6]
        y = max(under, default=heights[bar]) + 8
        while any(
            abs(one.x - x) < (one.wide + wide) / 2 + 4 and abs(one.y - y) < BADGE + 4 for one in placed
        ):
            y += 4
        placed.append(Badge(text, x, y, wide))
    return placed


def _above(badges: Sequence[Badge]) -> float:
    """How far bars and badges reach above the zero line."""
    return max([BARS_HIGH + 30.0, *(one.y + BADGE for one in badges)])


def _draw_bars(pen: ImageDraw, chart: Chart, zero: float, letters: Lettering) -> None:
    left, top = _left(chart, letters), zero - BARS_HIGH
    if most := max(chart.bars):
        pen.line((left, top, WIDTH - MARGIN, top), RULE, 2)
        pen.text((left - 14, top), str(most), PALE, letters.font(SMALL), anchor="rm")
    wide = min((WIDTH - MARGIN - left) / len(chart.bars) * 0.72, WIDEST_BAR)
    told = {line.bar for line in chart.lines}
    for at, (x, high) in enumerate(zip(_middles(chart, letters), _heights(chart), strict=True)):
        if high:
            pen.rectangle((x - wide / 2, zero - high, x + wide / 2, zero), PEAK if at in told else BAR)
    pen.line((left, zero, WIDTH - MARGIN, zero), PALE, 2)
    for x, label in _ticks(chart, letters):
        pen.text((x, zero + 10), label, PALE, letters.font(SMALL), anchor="ma")


def _ticks(chart: Chart, letters: Lettering) -> list[tuple[float, str]]:
    """Dates under the zero line: the last bar's, and before it, evenly, as many as there is room for."""
    widths = [letters.width(label, SMALL) for label in chart.labels]
    places = [
        min(max(middle, MARGIN + wide / 2), WIDTH - MARGIN - wide / 2)
        for middle, wide in zip(_middles(chart, letters), widths, strict=True)
    ]
    for step in range(1, len(places) + 1):
        shown = range(len(places) - 1, -1, -step)
        reach = (
            (places[at] + widths[at] / 2, places[other] - widths[other] / 2) for other, at in pairwise(shown)
        )
        if all(end + BETWEEN_DATES <= start for end, start in reach):
            break
    return [(places[at], chart.labels[at]) for at in shown]


def _draw_badges(pen: ImageDraw, badges: Sequence[Badge], zero: float, letters: Lettering) -> None:
    for one in badges:
        _draw_badge(pen, one.text, one.x, zero - one.y - BADGE / 2, one.wide, letters)


def _draw_badge(pen: ImageDraw, text: str, x: float, y: float, wide: float, letters: Lettering) -> None:
    box = (x - wide / 2, y - BADGE / 2, x + wide / 2, y + BADGE / 2)
    pen.rounded_rectangle(box, BADGE / 2, PEAK)
    pen.text((x, y), text, "white", letters.font(SMALL), anchor="mm")


def _wrapped(line: Line, letters: Lettering) -> list[str]:
    said = " ".join(filter(None, (line.when, line.title)))
    return letters.wrapped(said, TEXT, INSIDE - BADGE - 16, most=LINES_OF_A_TITLE) or [""]


def _draw_lines(
    pen: ImageDraw, lines: Sequence[Line], titles: Sequence[Sequence[str]], y: float, letters: Lettering
) -> None:
    for line, rows in zip(lines, titles, strict=True):
        _draw_badge(pen, str(line.number), MARGIN + BADGE / 2, y + 23, BADGE, letters)
        for row, text in enumerate(rows):
            at = (MARGIN + BADGE + 16, y + 46 * row + 23)
            pen.text(at, text, INK, letters.font(TEXT), anchor="lm")
        if line.when and rows[0].startswith(line.when):
            pen.text((MARGIN + BADGE + 16, y + 23), line.when, PALE, letters.font(TEXT), anchor="lm")
        y += 46 * len(rows) + 14
