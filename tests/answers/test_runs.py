"""Runs as files: what is written is read again, and what is not a run is refused by its line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.runs import RunRow, parse_run, run_lines
from bot.errors import UsageError

names = st.text(st.characters(codec="utf-8", exclude_characters="\t\r\n"), min_size=1).filter(str.strip)


@given(st.dictionaries(names, st.lists(names, min_size=1, max_size=5, unique=True), min_size=1, max_size=4))
def test_what_is_written_is_read_again(ranked: dict[str, list[str]]) -> None:
    rows = [
        RunRow(query, article, rank, 1 / rank)
        for query, articles in ranked.items()
        for rank, article in enumerate(articles, start=1)
    ]
    assert parse_run(run_lines(rows)) == ranked


def test_the_rank_decides_not_the_order_of_the_lines() -> None:
    assert parse_run(["q\tb\t2\t0.5", "", "q\ta\t1\t0.9\r\n"]) == {"q": ["a", "b"]}


def test_an_article_that_occurs_twice_counts_where_it_stands_first() -> None:
    assert parse_run(["q\ta\t1\t0.9", "q\tb\t2\t0.5", "q\ta\t3\t0.1"]) == {"q": ["a", "b"]}


@pytest.mark.parametrize(
    ("lines", "place"),
    [
        (["q\ta\t1\t0.9", "q a 2 0.5"], "old.tsv:2"),
        (["q\ta\tfirst\t0.9"], "old.tsv:1"),
        (["q\ta\t1\t0.9", "q\tb\t1\t0.9"], "rank 1"),
        ([" "], "empty"),
    ],
)
def test_what_is_not_a_run_is_refused(lines: list[str], place: str) -> None:
    with pytest.raises(UsageError, match=place):
        parse_run(lines, name="old.tsv")
