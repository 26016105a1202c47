"""The picture of a chart: what stands where, by its pixels; not its bytes, which differ with the library."""

from __future__ import annotations

from io import BytesIO
from itertools import combinations, pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from bot.answers.chart import Chart, Line
from bot.answers.drawing import BADGE, BAR, GROUND, MARGIN, PEAK, SMALL, WIDTH, _badges, _ticks, draw
from bot.answers.lettering import lettering

TITLE = "汇岑燃气 收购"


def a_chart(
    bars: tuple[int, ...], at: tuple[int, ...] = (), *, title: str = TITLE, line: str = "标题"
) -> Chart:
    labels = tuple(f"{day % 28 + 1}日" for day in range(len(bars)))
    lines = tuple(Line(number, bar, labels[bar], line) for number, bar in enumerate(sorted(at), 1))
    return Chart(title, ("4 篇提到", "最多：1日"), bars, labels, lines)


def drawn(chart: Chart) -> Image.Image:
    picture = Image.open(BytesIO(draw(chart)))
    assert picture.format == "PNG"
    return picture.convert("RGB")


def colours(picture: Image.Image, box: tuple[int, int, int, int] | None = None) -> dict[str, int]:
    found = picture.crop(box).getcolors(1 << 24) if box else picture.getcolors(1 << 24)
    assert found
    return {f"#{red:02x}{green:02x}{blue:02x}": count for count, (red, green, blue) in found}  # type: ignore[misc]


def used(picture: Image.Image) -> tuple[int, int, int, int]:
    """The box outside of which there is nothing but ground."""
    box = ImageChops.difference(picture, Image.new("RGB", picture.size, GROUND)).getbbox()
    assert box
    return box


def test_the_same_chart_is_the_same_picture() -> None:
    assert draw(a_chart((1, 0, 3), (0, 2))) == draw(a_chart((1, 0, 3), (0, 2)))


def test_chinese_is_written_in_characters_and_not_in_boxes() -> None:
    one, other = (drawn(a_chart((1,), title=title)) for title in ("汇岑燃气收购案", "澜柏新能年报后"))
    assert one.size == other.size
    assert ImageChops.difference(one, other).getbbox()
    assert all(lettering().writable(one) == one for one in (TITLE, "，。“”《》—%￥", "Café 12.3"))


def test_what_the_font_lacks_is_left_out() -> None:
    assert lettering().writable("涨停📈🚀 了\u202e\n吗") == "涨停 了 吗"
    assert drawn(a_chart((1,), (0,), title="🚀", line="🚀")).width == WIDTH


def test_bars_with_headlines_are_darker_than_others() -> None:
    plain, told = (colours(drawn(a_chart((5, 2, 9), at))) for at in ((), (2,)))
    assert (BAR in plain, PEAK in plain) == (True, False)
    assert told[PEAK] > told[BAR] > 0


def test_a_bar_of_one_beside_thousands_can_be_seen() -> None:
    assert colours(drawn(a_chart((1, 9000), (1,))))[BAR] > 100


def test_days_without_any_have_a_zero_line_and_dates() -> None:
    assert drawn(a_chart((0,) * 7)).size > drawn(a_chart((0,))).size[:1]


texts = st.text(max_size=200) | st.text("汇岑燃气收购，A b", max_size=300)


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.integers(0, 5) | st.integers(0, 10**6), min_size=1, max_size=40).map(tuple),
    texts,
    texts,
    st.lists(st.integers(0, 39), max_size=8),
)
@example((9,) * 40, "名" * 300, "W" * 300, [16, 17, 18, 19, 20, 21, 22, 23])
@example((0, 0, 0, 0, 0, 0, 1234), TITLE, "标题" * 90, [6] * 8)
@example((1,), "", "", [])
def test_nothing_is_drawn_outside(bars: tuple[int, ...], title: str, line: str, at: list[int]) -> None:
    held = [bar % len(bars) for bar in at]
    picture = drawn(a_chart(bars, tuple(held), title=title, line=line))
    left, top, right, bottom = used(picture)
    assert picture.width == WIDTH
    assert left >= MARGIN - 12  # a letter may reach a little before its place
    assert right <= WIDTH - MARGIN + 12
    assert 0 < top < bottom < picture.height
    assert sum(picture.size) < 10_000


bars_and_places = st.tuples(
    st.lists(st.integers(0, 9), min_size=1, max_size=40).map(tuple), st.lists(st.integers(0, 39), max_size=8)
)


@settings(max_examples=50, deadline=None)
@given(bars_and_places)
@example(((9,) * 40, [16, 17, 18, 19, 20, 21, 22, 23]))
def test_numbers_stand_clear_of_each_other_and_dates_too(given: tuple[tuple[int, ...], list[int]]) -> None:
    bars, at = given
    chart = a_chart(bars, tuple(bar % len(bars) for bar in at))
    badges = _badges(chart, lettering())
    for one, other in combinations(badges, 2):
        beside = abs(one.x - other.x) >= (one.wide + other.wide) / 2
        assert beside or abs(one.y - other.y) >= BADGE
    for badge in badges:
        assert badge.x - badge.wide / 2 >= MARGIN
        assert badge.x + badge.wide / 2 <= WIDTH - MARGIN
    ticks = [(x, lettering().width(label, SMALL)) for x, label in _ticks(chart, lettering())]
    assert ticks
    for (x, wide), (before, narrow) in pairwise(ticks):
        assert before + narrow / 2 + 10 < x - wide / 2
    assert all(x - wide / 2 >= MARGIN and x + wide / 2 <= WIDTH - MARGIN for x, wide in ticks)


def test_no_single_character_is_left_for_a_line() -> None:
    lettered = lettering()
    wide = lettered.width("澜柏新能上半年净利润增长 储能电池出货翻", 30) + 1
    rows = lettered.wrapped("澜柏新能上半年净利润增长 储能电池出货翻倍", 30, wide, most=2)
    assert rows == ["澜柏新能上半年净利润增长", "储能电池出货翻倍"]
    rows = lettered.wrapped("澜柏新能上半年净利润增长储能电池出货翻倍", 30, wide, most=2)
    assert [len(row) > 4 for row in rows] == [True, True]


@pytest.mark.parametrize("title", ["名" * 300, "word " * 80, "W" * 300, "一，" * 200])
def test_a_long_text_is_cut_where_its_last_line_ends(title: str) -> None:
    rows = lettering().wrapped(title, 30, 400, most=2)
    assert len(rows) == 2
    assert rows[1].endswith("…")
    assert all(lettering().width(row, 30) <= 400 for row in rows)
    assert not any(row.startswith(("，", " ")) for row in rows)


def test_a_latin_word_is_not_torn() -> None:
    assert lettering().wrapped("the acquisition of a company", 30, 220, most=5)[0] == "the acquisition"
