"""Where a term stands: Han terms anywhere, Latin words and figures only whole."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.occurrences import MOST, occurrences


@pytest.mark.parametrize(
    ("term", "text", "places"),
    [
        ("银行", "招商银行和中国银行", [2, 7]),
        ("5", "15和5个，5.5%、2.5和25，5%", [3, 18]),
        ("5", "5,000和5,6和5万", [6]),
        ("300", "1,300和2300，300和2019,300", [11]),
        ("2.1亿", "12.1亿，2.1亿元，2.1亿亿", [6]),
        ("1亿", "2.1亿和11亿，1亿", [9]),
        ("1万", "1万亿，1万元", [4]),
        ("6.83亿元", "6.83亿元", [0]),
        ("亿元", "6.83亿元和三亿元", [4, 8]),
        ("三百", "三百万，二千三百，三百人", [9]),
        ("一月", "十一月，一月", [4]),
        ("一季度", "第一季度", [1]),
        ("百货", "第一百货", [2]),
        ("3月14日", "13月14日、3月14日", [7]),
        ("03-14", "2022-03-14，03-145", [5]),
        ("ai", "said ai，ai芯片", [5, 8]),
        ("5g", "用5g网和15g", [1]),
        ("q3", "2026q3财报", [4]),
        ("啊啊", "啊啊啊啊啊", [0, 2]),
        ("无", "有", []),
        ("", "有", []),
    ],
)
def test_places_are_found(term: str, text: str, places: list[int]) -> None:
    assert occurrences(term, text) == places


def test_a_term_everywhere_is_found_a_bounded_number_of_times() -> None:
    assert len(occurrences("涨", "涨" * 100_000)) == MOST


@given(st.text(alphabet="涨a1 ", min_size=1, max_size=3), st.text(alphabet="涨a1 ", max_size=40))
def test_the_term_stands_at_each_place_and_places_do_not_overlap(term: str, text: str) -> None:
    places = occurrences(term, text)
    assert all(text.startswith(term, place) for place in places)
    assert all(later - earlier >= len(term) for earlier, later in pairwise(places))
