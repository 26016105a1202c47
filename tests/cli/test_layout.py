"""Lines break where a reader expects it, and nothing that a post says can drive the terminal."""

from __future__ import annotations

import io
import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.cli.layout import Indented, break_offsets, printable


def lines(text: str, width: int) -> list[str]:
    cuts = [0, *break_offsets(text, width), len(text)]
    return [text[a:b] for a, b in pairwise(cuts)]


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, [""]),
        ("短句", 10, ["短句"]),
        ("一二三四五", 6, ["一二三", "四五"]),
        ("one two three", 7, ["one two ", "three"]),
        ("一二三，四五", 6, ["一二", "三，四", "五"]),
        ("一二（三四）", 6, ["一二", "（三", "四）"]),
        ("增长35%左右", 8, ["增长35%", "左右"]),
        ("abcdefghij", 4, ["abcd", "efgh", "ij"]),
        ("中文", 1, ["中", "文"]),
        ("1中。", 3, ["1", "中", "。"]),
    ],
)
def test_lines_break_between_words_and_around_marks(text: str, width: int, expected: list[str]) -> None:
    assert lines(text, width) == expected


@given(st.text("中文，。（）ab %1", max_size=80), st.integers(2, 40))
def test_no_line_is_too_wide_and_nothing_is_lost(text: str, width: int) -> None:
    cut = lines(text, width)
    assert "".join(cut) == text
    assert all(cell_len(line.rstrip()) <= width for line in cut)


@given(st.text(max_size=200))
def test_printable_text_has_one_line_and_no_control(text: str) -> None:
    shown = printable(text)
    assert not any(unicodedata.category(one) in ("Cc", "Cs") for one in shown)
    shown.encode("utf-8")


def test_an_escape_sequence_loses_its_teeth() -> None:
    assert printable("\x1b[2J清\x9b屏\u202e\n行") == "[2J清屏 行"


def test_a_mark_stands_in_the_indentation_of_the_first_line_only() -> None:
    written = io.StringIO()
    Console(file=written, width=10).print(Indented(Text("一二三四五"), by=4, mark=" 1."))
    assert written.getvalue() == " 1. 一二三\n    四五\n"


def test_an_address_is_never_wrapped() -> None:
    written = io.StringIO()
    Console(file=written, width=10).print(Indented(Text("https://example.com", no_wrap=True)), crop=False)
    assert written.getvalue() == "https://example.com\n"
