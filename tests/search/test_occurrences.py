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
        ("5", "15和5万，5.5%和25", [3, 6, 8]),
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
