"""Rows of bars below each other as a picture, drawn as `drawing` draws a trend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.answers.chart import Chart
from bot.answers.drawing import (
    BETWEEN_DATES,
    GROUND,
    INK,
    MARGIN,
    PALE,
    PEAK,
    RULE,
    SMALL,
    TEXT,
    WIDEST_BAR,
    WIDTH,
    as_png,
    draw,
    heading_of,
)
from bot.answers.lettering import Lettering, lettering
from bot.answers.panels import Panel, Panels

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

HIGH = 150  # of the bars of a panel
HEAD = 74  # its name, above them
FOOT = 58  # the times, below
COLOURS = (PEAK, "#e2a45c", "#8a9099")
SWATCH = 20
LEAST = 3.0  # pixels of the smallest bar, so that it is seen


def drawn(picture: Chart | Panels) -> bytes:
    """The picture as PNG, 880 pixels wide, as high as it takes."""
    return draw(picture) if isinstance(picture, Chart) else draw_panels(picture)


def draw_panels(picture: Panels) -> bytes:
    """See `drawn`."""
    from PIL import Image, ImageDraw

    letters = lettering()
    heading = heading_of(picture.title, picture.told, letters)
    high = MARGIN + heading.high + (HEAD + HIGH + FOOT) * len(picture.panels) + MARGIN // 2
    image = Image.new("RGB", (WIDTH, high), GROUND)
    pen = ImageDraw.Draw(image)
    heading.draw(pen, letters)
    y = MARGIN + heading.high
    left = MARGIN + max(letters.width(one.told, SMALL) for one in picture.panels) + 14
    for panel in picture.panels:
        _draw_name(pen, panel, y + HEAD // 2 - 2, letters)
        _draw_bars(pen, panel, left, y + HEAD + HIGH, letters)
        _draw_times(pen, picture.labels, left, y + HEAD + HIGH + 10, letters)
        y += HEAD + HIGH + FOOT
    return as_png(image)


def _draw_name(pen: ImageDraw, panel: Panel, y: float, letters: Lettering) -> None:
    """On the left what the panel shows, on the right what its colours mean."""
    pen.text((MARGIN, y), letters.writable(panel.name), INK, letters.font(TEXT), anchor="lm")
    x: float = WIDTH - MARGIN
    for colour, part in reversed(list(zip(COLOURS, panel.parts, strict=False))):
        if part.name:
            name = letters.writable(part.name)
            pen.text((x, y), name, PALE, letters.font(SMALL), anchor="rm")
            x -= letters.width(name, SMALL) + 10
            pen.rectangle((x - SWATCH, y - SWATCH / 2, x, y + SWATCH / 2), colour)
            x -= SWATCH + 24


def _draw_bars(pen: ImageDraw, panel: Panel, left: float, zero: float, letters: Lettering) -> None:
    pen.line((left, zero - HIGH, WIDTH - MARGIN, zero - HIGH), RULE, 2)
    pen.text((left - 14, zero - HIGH), panel.told, PALE, letters.font(SMALL), anchor="rm")
    count = len(panel.parts[0].heights)
    wide = min((WIDTH - MARGIN - left) / count * 0.72, WIDEST_BAR)
    for at, x in enumerate(_middles(left, count)):
        y = zero
        for colour, part in zip(COLOURS, panel.parts, strict=False):
            if height := part.heights[at]:
                top = y - max(HIGH * height / panel.top, LEAST)
                pen.rectangle((x - wide / 2, top, x + wide / 2, y - 1), colour)
                y = top
    pen.line((left, zero, WIDTH - MARGIN, zero), PALE, 2)


def _draw_times(pen: ImageDraw, labels: tuple[str, ...], left: float, y: float, letters: Lettering) -> None:
    """The last one's, and before it, evenly, as many as there is room for."""
    wide = max(letters.width(label, SMALL) for label in labels) + BETWEEN_DATES
    step = max(1, -(-int(wide * len(labels)) // int(WIDTH - MARGIN - left)))
    for at, x in enumerate(_middles(left, len(labels))):
        if (len(labels) - 1 - at) % step == 0:
            half = letters.width(labels[at], SMALL) / 2
            place = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
            pen.text((place, y), labels[at], PALE, letters.font(SMALL), anchor="ma")


def _middles(left: float, count: int) -> list[float]:
    slot = (WIDTH - MARGIN - left) / count
    return [left + slot * (at + 0.5) for at in range(count)]
