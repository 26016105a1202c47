"""Texts cut to a length: never longer, spans still on what they marked, clauses whole where they fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.search.shorten import ELLIPSIS, shortened


def test_a_text_that_fits_stays_as_it_is() -> None:
    assert shortened("甲，乙。", [(0, 1)], most=4) == ("甲，乙。", ((0, 1),))


def test_without_spans_the_beginning_stays() -> None:
    assert shortened("第一件事，第二件事，第三件事，第四件事", (), most=12) == ("第一件事，第二件事，…", ())


def test_the_clauses_with_the_spans_stay() -> None:
    text = "第一件事，第二件事，第三件事，第四件事"
    assert shortened(text, [(10, 14)], most=9) == ("…第三件事，…", ((1, 5),))


def test_a_clause_that_is_too_long_is_cut_before_what_it_marks() -> None:
    assert shortened("零一二三四五六七八九", [(5, 7)], most=6) == ("…五六七八…", ((1, 3),))
    assert shortened("零一二三四五六七八九", [(8, 10)], most=6) == ("…六七八九", ((3, 5),))


@given(
    st.text(alphabet="甲乙，。；”\n ", max_size=80),
    st.lists(st.tuples(st.integers(0, 79), st.integers(1, 9)), max_size=4),
    st.integers(3, 40),
)
def test_it_is_never_longer_and_spans_stay_on_their_characters(
    text: str, places: list[tuple[int, int]], most: int
) -> None:
    spans = [(start, min(len(text), start + length)) for start, length in places if start < len(text)]
    short, moved = shortened(text, spans, most=most)
    assert len(short) <= most
    assert short.strip(ELLIPSIS) in text
    for start, end in moved:
        assert 0 <= start < end <= len(short)
        assert ELLIPSIS not in short[start:end]
