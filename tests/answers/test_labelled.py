"""Files of labelled questions: what is read, and what is refused with its line."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.labelled import Labelled, parse_qrels, parse_queries
from bot.errors import UsageError


def test_questions_are_read_with_and_without_answers() -> None:
    lines = ['{"id": "q1", "text": "多少？", "answers": ["4分钟"]}\n', "\n", '{"id": "q2", "text": "谁？"}\n']
    assert parse_queries(lines) == [Labelled("q1", "多少？", ("4分钟",)), Labelled("q2", "谁？")]


def test_judgements_are_read_by_question() -> None:
    assert parse_qrels(["q1\ta\t1\n", "q1\tb\t2\r\n", "\n", "q2\ta\t0\n"]) == {
        "q1": {"a": 1, "b": 2},
        "q2": {"a": 0},
    }


@pytest.mark.parametrize(
    "line",
    [
        "{",
        "[]",
        '"q"',
        '{"id": 1, "text": "x"}',
        '{"id": "", "text": "x"}',
        '{"id": "q"}',
        "[" * 100_000,
        '{"id": "q", "text": "x", "answers": "y"}',
        '{"id": "q", "text": "x", "answers": [1]}',
    ],
)
def test_a_bad_question_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(UsageError, match=r"^q\.jsonl:2: ") as refused:
        parse_queries(['{"id": "q1", "text": "x"}', line], name="q.jsonl")
    assert "JSON object" in refused.value.hint


def test_an_id_that_occurs_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="'q1' occurs twice"):
        parse_queries(['{"id": "q1", "text": "x"}', '{"id": "q1", "text": "y"}'])


@pytest.mark.parametrize("line", ["q1 a 1", "q1\ta", "q1\ta\t-1", "q1\ta\tx", "q1\ta\t1\t2", "q1\ta\t1.5"])
def test_a_bad_judgement_is_refused_with_its_line(line: str) -> None:
    with pytest.raises(UsageError, match=r"^r\.tsv:2: got ") as refused:
        parse_qrels(["q1\ta\t1", line], name="r.tsv")
    assert "three columns" in refused.value.hint


@given(st.lists(st.text(max_size=40), max_size=5))
def test_any_lines_are_read_or_refused(lines: list[str]) -> None:
    for parse in (parse_queries, parse_qrels):
        with suppress(UsageError):
            parse(lines)
