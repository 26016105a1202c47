"""Where most of a question stands together, its pairs of characters, and what kind of answer it wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.kinds import asked_kinds
from bot.search.pairs import held_share, rare_among, weighed_pairs
from bot.search.passages import WIDTH, Passage, best_passage


def test_the_heaviest_stretch_wins_and_of_equals_the_first() -> None:
    spans = [[(0, 2), (500, 502)], [(40, 42), (510, 512)], [(300, 302)]]
    assert best_passage(spans, [3.0, 2.0, 4.0]) == Passage(5.0, 0, 40)
    assert best_passage(spans, [3.0, 2.0, 6.0]) == Passage(6.0, 300, 300)


def test_a_term_counts_once_however_often_it_stands_there() -> None:
    assert best_passage([[(0, 1), (5, 6), (9, 10)]], [2.0]).weight == 2.0


def test_nothing_found_is_an_empty_passage() -> None:
    assert best_passage([[], []], [1.0, 1.0]) == Passage(0.0, 0, 0)


@given(
    st.lists(st.tuples(st.lists(st.integers(0, 900), max_size=5), st.floats(0.01, 9)), min_size=1, max_size=5)
)
def test_a_passage_is_never_wider_than_asked_nor_heavier_than_all(
    terms: list[tuple[list[int], float]],
) -> None:
    spans = [[(start, start + 2) for start in starts] for starts, _ in terms]
    found = best_passage(spans, [weight for _, weight in terms])
    assert 0 <= found.end - found.start <= WIDTH
    assert found.weight <= sum(weight for _, weight in terms) + 1e-6


def test_pairs_carry_the_weight_of_their_characters() -> None:
    pairs = weighed_pairs("荟邻超市开店吗", [("荟邻超市", 8.0), ("开店", 2.0)])
    assert pairs == {"荟邻": 4.0, "邻超": 4.0, "超市": 4.0, "市开": 3.0, "开店": 2.0, "店吗": 1.0}


def test_a_pair_that_all_candidates_hold_says_little() -> None:
    rare = rare_among({"荟邻": 1.0, "超市": 1.0}, ["荟邻超市", "嘉木超市", "超市", "超市"])
    assert rare["荟邻"] > 2 * rare["超市"]


def test_the_held_share_goes_by_weight() -> None:
    assert held_share({"荟邻": 3.0, "超市": 1.0}, "超市") == 0.25
    assert held_share({}, "超市") == 1.0


@pytest.mark.parametrize(
    ("question", "answers", "other"),
    [
        ("营收多少", "95.3亿", "增长"),
        ("2022年特斯拉交付量", "131万辆", "交付"),
        ("何时召开", "12月8日", "召开"),
        ("工厂在哪里", "位于合肥市", "工厂"),
    ],
)
def test_the_kind_of_answer_is_seen(question: str, answers: str, other: str) -> None:
    kinds = asked_kinds(question)
    assert any(kind.search(answers) for kind in kinds)
    assert not any(kind.search(other) for kind in kinds)


def test_a_question_for_nothing_of_a_kind_has_none() -> None:
    assert asked_kinds("岩桐私募被罚") == ()
