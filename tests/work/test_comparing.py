"""What is said where counted work is not what was expected."""

from __future__ import annotations

from tests.work.comparing import differences


def test_the_same_work_is_not_mentioned() -> None:
    assert differences({"plain": {"terms": 12}}, {"plain": {"terms": 12}}) == []


def test_more_work_says_what_grew_and_by_how_much() -> None:
    expected, counted = {"plain": {"terms": 12, "calls": 4}}, {"plain": {"terms": 18, "calls": 4}}
    assert differences(expected, counted) == ["plain: terms 12 → 18 (50% more)"]


def test_less_work_is_said_too_so_that_it_is_kept() -> None:
    assert differences({"plain": {"terms": 12}}, {"plain": {"terms": 9}}) == [
        "plain: terms 12 → 9 (25% less)"
    ]


def test_bytes_may_differ_a_little() -> None:
    assert (
        differences({"an article": {"bytes of *.idx": 1000}}, {"an article": {"bytes of *.idx": 1060}}) == []
    )
    assert (
        len(differences({"an article": {"bytes of *.idx": 1000}}, {"an article": {"bytes of *.idx": 1200}}))
        == 1
    )


def test_new_and_vanished_work_is_seen() -> None:
    lines = differences({"plain": {"terms": 12}}, {"slip": {"terms": 3}})
    assert lines == ["plain: terms 12 → 0", "slip: terms 0 → 3"]
