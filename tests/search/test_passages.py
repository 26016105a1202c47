"""Where most of a question stands together, its pairs of characters, and what kind of answer it wants."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.finding import Spread
from bot.search.kinds import asked_kinds, found_kinds
from bot.search.pairs import held_shares, weighed_pairs
from bot.search.passages import NO_PASSAGE, WIDTH, Passage, best_passages
from bot.search.texts import Texts

Starts = list[list[int]]
terms_of_a_text = st.lists(st.lists(st.integers(0, 400), max_size=5, unique=True), min_size=3, max_size=3)


def spread(*texts: Starts) -> Spread:
    """Texts by the places of each of their terms, all of which they hold exactly."""
    places = [
        (text, term, start)
        for text, terms in enumerate(texts)
        for term, starts in enumerate(terms)
        for start in starts
    ]
    several = np.array(places, np.int64).reshape(-1, 3).T
    return Spread(np.ones((len(texts), len(texts[0]))), *several)


def heaviest(terms: Starts, weights: list[float]) -> Passage:
    """The like of `best_passages` for one text, by looking at every stretch."""
    events = sorted((start, term) for term, starts in enumerate(terms) for start in starts)
    best = NO_PASSAGE
    for last, (end, _) in enumerate(events):
        inside = [event for event in events[: last + 1] if end - event[0] <= WIDTH]
        weight = sum(weights[term] for term in sorted({term for _, term in inside}))
        if weight > best.weight + 1e-9:
            best = Passage(weight, inside[0][0], end)
    return best


def test_the_heaviest_stretch_wins_and_of_equals_the_first() -> None:
    text = [[0, 500], [40, 510], [300]]
    assert best_passages(spread(text), [3.0, 2.0, 4.0]) == [Passage(5.0, 0, 40)]
    assert best_passages(spread(text), [3.0, 2.0, 6.0]) == [Passage(6.0, 300, 300)]


def test_a_term_counts_once_however_often_it_stands_there() -> None:
    assert best_passages(spread([[0, 5, 9]]), [2.0])[0].weight == 2.0


def test_what_a_text_holds_nearly_weighs_less() -> None:
    near = spread([[0], [50]], [[0], [50]])
    near.shares[1] = [0.5, 1.0]
    assert [one.weight for one in best_passages(near, [4.0, 3.0])] == [7.0, 5.0]


def test_nothing_found_is_an_empty_passage() -> None:
    assert best_passages(spread([[], []], [[3], []], [[], []]), [1.0, 1.0])[::2] == [NO_PASSAGE, NO_PASSAGE]
    assert best_passages(spread([[], []]), [1.0, 1.0]) == [NO_PASSAGE]


@given(
    st.lists(terms_of_a_text, min_size=1, max_size=4),
    st.lists(st.sampled_from([0.0, 1.0, 2.5, 4.0]), min_size=3, max_size=3),
)
def test_many_texts_have_the_passages_that_each_has(texts: list[Starts], weights: list[float]) -> None:
    assert best_passages(spread(*texts), weights) == [heaviest(terms, weights) for terms in texts]


def test_pairs_carry_the_weight_of_their_characters() -> None:
    pairs = weighed_pairs("荟邻超市开店吗", [("荟邻超市", 8.0), ("开店", 2.0)])
    assert pairs == {"荟邻": 4.0, "邻超": 4.0, "超市": 4.0, "市开": 3.0, "开店": 2.0, "店吗": 1.0}


def shares(pairs: dict[str, float], *texts: str) -> list[float]:
    return list(map(float, held_shares(pairs, Texts(texts, pairs))))


def test_a_pair_that_all_candidates_hold_says_little() -> None:
    both, *others = shares({"荟邻": 1.0, "超市": 1.0}, "荟邻超市", "嘉木超市", "超市", "超市")
    assert both == 1.0
    assert 0 < max(others) < 1 / 3


def test_the_held_share_goes_by_weight() -> None:
    assert shares({"荟邻": 3.0, "超市": 1.0}, "超市", "荟邻") == [0.25, 0.75]
    assert shares({}, "超市", "") == [1.0, 1.0]


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


def test_what_is_asked_for_is_counted_in_each_passage() -> None:
    passages = ["12月8日召开", "", "合肥", "3月，5月\n1年"]
    assert found_kinds(asked_kinds("何时召开"), passages) == [2, 0, 0, 3]


def test_a_question_for_nothing_of_a_kind_has_none() -> None:
    assert asked_kinds("岩桐私募被罚") == ()
