"""Parts of a list: every entry on exactly one page, no page outside."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.paging import Part, part_of


@pytest.mark.parametrize(
    ("total", "page", "size", "part"),
    [
        (12, 1, 5, Part(1, 3, 0, 5)),
        (12, 3, 5, Part(3, 3, 10, 5)),
        (12, 4, 5, Part(3, 3, 10, 5)),
        (12, 0, 5, Part(1, 3, 0, 5)),
        (12, -7, 5, Part(1, 3, 0, 5)),
        (10, 2, 5, Part(2, 2, 5, 5)),
        (0, 1, 5, Part(1, 1, 0, 5)),
        (3, 1, 0, Part(1, 3, 0, 1)),
    ],
)
def test_a_page_outside_gives_the_nearest(total: int, page: int, size: int, part: Part) -> None:
    assert part_of(total, page=page, size=size) == part


@given(total=st.integers(0, 200), size=st.integers(1, 30))
def test_the_pages_together_show_every_entry_once(total: int, size: int) -> None:
    entries = list(range(total))
    pages = part_of(total, page=1, size=size).pages
    parts = [part_of(total, page=page, size=size) for page in range(1, pages + 1)]
    assert [entry for part in parts for entry in entries[part.offset :][: part.size]] == entries
