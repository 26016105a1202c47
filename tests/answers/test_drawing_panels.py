"""The picture of several rows of bars: what stands where, by its pixels; not its bytes."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from bot.answers.drawing_panels import COLOURS, HIGH, drawn
from bot.answers.panels import Panel, Panels, Part

ANSWERED, OTHERS = COLOURS[:2]


def picture(*panels: Panel, labels: int = 4) -> Image.Image:
    shown = Panels("每小时的提问", ("最近 4 小时",), tuple(f"{at}:00" for at in range(labels)), panels)
    image = Image.open(BytesIO(drawn(shown)))
    assert (image.format, image.width) == ("PNG", 880)
    return image.convert("RGB")


def a_panel(*heights: tuple[float, ...], names: tuple[str, ...] = ("有", "没有"), top: float = 10) -> Panel:
    parts = tuple(Part(name, one) for name, one in zip(names, heights, strict=False))
    return Panel("提问", parts, top, f"{top:g}")


def pixels(image: Image.Image, colour: str) -> int:
    wanted = tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))
    found = image.getcolors(1 << 24)
    assert found
    return sum(count for count, one in found if one == wanted)


def test_parts_of_a_bar_stand_upon_each_other() -> None:
    one = picture(a_panel((10, 0, 0, 0), names=("", "")))
    both = picture(a_panel((5, 0, 0, 0), (5, 0, 0, 0), names=("", "")))
    assert pixels(one, OTHERS) == 0
    whole = pixels(one, ANSWERED)
    assert whole >= HIGH * 20
    assert pixels(both, ANSWERED) == pytest.approx(whole / 2, rel=0.05)
    assert pixels(both, OTHERS) == pytest.approx(whole / 2, rel=0.05)


def test_nothing_is_drawn_for_nothing_and_something_for_little() -> None:
    assert pixels(picture(a_panel((0, 0, 0, 0), names=("",))), ANSWERED) == 0
    assert pixels(picture(a_panel((0.001, 0, 0, 0), names=("",))), ANSWERED) > 0


def test_colours_are_explained_where_there_are_names() -> None:
    assert pixels(picture(a_panel((0, 0, 0, 0), (0, 0, 0, 0))), OTHERS) > 200


def test_another_panel_makes_it_higher() -> None:
    one = a_panel((1, 2, 3, 4))
    assert picture(one, one).height > picture(one).height + HIGH


@pytest.mark.parametrize("count", [1, 2, 24, 30, 90])
def test_any_number_of_bars_fits(count: int) -> None:
    image = picture(a_panel((10.0,) * count, names=("",)), labels=count)
    assert pixels(image, ANSWERED) > count * HIGH
    assert all(image.getpixel((879, y)) == image.getpixel((0, 0)) for y in range(image.height))
