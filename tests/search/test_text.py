from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.search.characters import simplified_characters
from bot.search.text import LONG, MARKS_KEPT, align, normalise, normalise_all

AWKWARD = (
    "㈱㍿…ﬁﬀ½²ℌÅÅİıẞßΣςǰJ\u030c\u0301\u0323\u0327\u0345\u200b\u200d\ufeff\u00ad"
    "ｶﾞがカ\u3099\u309a각ᄀ\u1161\u11a8\u0b47\u0b3e\u0dd9\u0dcf臺灣薴"
    "ＡＢ１２％，　 \t\n\r\u2028\xa0¨´＇﷽🙂\ufe0f\ud800"
)
texts = st.text(max_size=40) | st.text(st.sampled_from(AWKWARD + "ab中"), max_size=40)


@pytest.mark.parametrize(
    ("written", "spelled"),
    [
        ("ＡＢＣ　臺灣", "abc 台湾"),
        ("股價上漲３５．６％", "股价上涨35.6%"),
        ("㈱日立…", "(株)日立..."),
        ("a\t\n\u3000 b", "a b"),
        ("零宽\u200b字符\ufeff", "零宽字符"),
        ("J\u030cCAFE\u0301", "ǰcafé"),
        ("薴", "苎"),
        ("", ""),
    ],
)
def test_equal_texts_get_one_spelling(written: str, spelled: str) -> None:
    assert normalise(written) == spelled


@given(texts)
@example("x" + "\u0323" * 20 + "\u200b" + "\u0323" * 20)
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(texts)
def test_a_normalised_text_is_in_unicodes_compatible_composed_form(text: str) -> None:
    assert unicodedata.is_normalized("NFKC", normalise(text))


@given(texts)
@example("\u1100\u1161\u11a8 각\u11a8 e\u200b\u0301")
@example("x" + "\u0323" * 20 + "\u200b" + "\u0323" * 20)
def test_aligning_gives_the_normalised_text(text: str) -> None:
    assert align(text).text == normalise(text)


@given(texts)
@example("…\u0301" + "中" * LONG)
@example("\ud800𠮷" * LONG)
def test_a_long_text_is_spelled_as_its_pieces_are(text: str) -> None:
    long = f"{text}\n" * LONG
    assert normalise(long) == normalise((normalise(text) + " ") * LONG)
    assert normalise(long) == align(long).text


@given(st.lists(texts, max_size=5))
def test_many_texts_are_spelled_as_each_is(several: list[str]) -> None:
    assert normalise_all(several) == [normalise(text) for text in several]


@pytest.mark.parametrize("block", [0x0000, 0x2000, 0x3000, 0xF000, 0x1F000, 0x2F000])
def test_every_character_has_one_spelling_in_long_and_short_texts(block: int) -> None:
    for code in range(block, block + 0x1000):
        assert normalise(f"{chr(code)}中" * LONG) == normalise(normalise(f"{chr(code)}中") * LONG)


@given(texts)
def test_origins_rise_from_inside_the_text_to_its_end(text: str) -> None:
    aligned = align(text)
    assert len(aligned.origin) == len(aligned.text) + 1
    assert all(left <= right for left, right in pairwise(aligned.origin))
    assert aligned.origin[-1] == len(text)
    assert all(0 <= place < max(len(text), 1) for place in aligned.origin[:-1])


def test_every_character_knows_where_it_came_from() -> None:
    assert align("㈱ \n臺…").text == "(株) 台..."
    assert list(align("㈱ \n臺…").origin) == [0, 0, 0, 1, 3, 4, 4, 4, 5]


def test_a_character_and_its_marks_share_one_origin() -> None:
    assert list(align("xe\u0301y").origin) == [0, 1, 3, 4]


def test_the_table_holds_simplified_characters_only() -> None:
    table = simplified_characters()
    assert table[ord("灣")] == "湾"
    assert not {ord(new) for new in table.values()} & table.keys()


@pytest.mark.parametrize("hostile", ["a" + "\u0301\u0323" * 500_000, "\u200b" * 500_000, "e\u0301" * 50_000])
def test_hostile_marks_are_cut_short_instead_of_sorted_for_minutes(hostile: str) -> None:
    assert align(hostile).text == normalise(hostile)


def test_a_word_keeps_a_bounded_number_of_marks() -> None:
    assert normalise("x" + "\u0323" * 1000) == "x" + "\u0323" * MARKS_KEPT
