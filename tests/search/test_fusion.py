"""Words and meaning in one score: fair to articles without a vector; words alone where nothing is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.fusion import SPAN, Fusion, Numbers, values
from bot.search.nearness import Nearness

shares = st.floats(0, 1)
articles = st.lists(st.tuples(shares, st.none() | shares, st.booleans()), min_size=1, max_size=20)
Articles = list[tuple[float, float | None, bool]]


def taken_apart(made: Articles) -> tuple[Numbers, Fusion]:
    """Scores by words, and the fusion; what was brought has a vector."""
    near = [Nearness(value, value, brought=brought and value is not None) for _, value, brought in made]
    return np.array([words for words, _, _ in made]), Fusion.of(near)


def test_a_similarity_counts_by_how_far_it_lies_above_what_is_usual() -> None:
    similarities = np.array([0.7, 0.8, 0.8 + SPAN * 0.01, 0.8 + SPAN * 0.02, 0.99, np.nan])
    near = values(similarities, mean=0.8, deviation=0.02)
    assert near[:5].tolist() == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0])
    assert np.isnan(near[5])


@pytest.mark.parametrize("nearness", [[], [Nearness(None, None)] * 3])
def test_where_no_vector_is_known_words_decide_to_the_last_digit(nearness: list[Nearness]) -> None:
    words, fusion = np.array([0.1, 0.7, 1 / 3]), Fusion.of(nearness)
    assert fusion.scores(words) is words
    assert fusion.bounds(words, words) == (words, words)
    assert fusion.meanings(words) == [None] * 3


@given(articles)
def test_articles_without_a_vector_stay_in_their_order_by_words(made: Articles) -> None:
    words, fusion = taken_apart(made)
    scores = fusion.scores(words)
    unknown = [place for place, (_, value, _) in enumerate(made) if value is None]
    pairs = [(one, other) for one in unknown for other in unknown if words[one] <= words[other]]
    assert all(scores[one] <= scores[other] + 1e-12 for one, other in pairs)


@given(articles)
def test_scores_stay_between_0_and_1_and_are_what_their_parts_say(made: Articles) -> None:
    words, fusion = taken_apart(made)
    scores = fusion.scores(words)
    assert ((scores >= 0) & (scores <= 1)).all()
    for score, by_words, meaning in zip(scores, words, fusion.meanings(words), strict=True):
        if meaning:
            assert score == pytest.approx((1 - meaning.weight) * by_words + meaning.weight * meaning.value)
        else:
            assert score == by_words


def test_a_missing_vector_neither_helps_nor_hurts() -> None:
    words = np.array([0.6, 0.5, 0.2])
    near = np.array([0.7, 0.6, 0.3])  # each as near as its words let one expect
    every = Fusion(near, np.ones(3, np.bool_)).scores(words)
    for place in range(3):
        lacking = np.where(np.arange(3) == place, np.nan, near)
        assert Fusion(lacking, np.ones(3, np.bool_)).scores(words) == pytest.approx(every)


def test_what_meaning_brought_says_nothing_of_what_words_found() -> None:
    words, near = np.array([0.6, 0.4, 0.0]), np.array([0.6, np.nan, 1.0])
    found = np.array([True, True, False])
    assert Fusion(near, found).scores(words)[1] == pytest.approx(0.4)
    assert Fusion(np.array([np.nan, np.nan, 1.0]), found).scores(words)[:2] == pytest.approx([0.6, 0.4])


@given(articles, st.data())
def test_bounds_of_words_are_bounds_of_scores(made: Articles, data: st.DataObject) -> None:
    words, fusion = taken_apart(made)
    slack = data.draw(st.lists(st.tuples(shares, shares), min_size=len(words), max_size=len(words)))
    low = words * np.array([one for one, _ in slack])
    high = words + (1 - words) * np.array([other for _, other in slack])
    least, most = fusion.bounds(low, high)
    scores = fusion.scores(words)
    assert (least <= scores + 1e-12).all()
    assert (scores <= most + 1e-12).all()
