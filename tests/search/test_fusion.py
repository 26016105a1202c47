"""Words and meaning in one score: fair to articles without a vector; words alone where nothing is known."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.fusion import SPAN, Fusion, Numbers, values
from bot.search.nearness import Nearness

ALL = np.ones(3, np.bool_)
shares = st.floats(0, 1)
articles = st.lists(st.tuples(shares, st.none() | shares, st.booleans()), min_size=1, max_size=20)
Articles = list[tuple[float, float | None, bool]]


def taken_apart(made: Articles) -> tuple[Numbers, Fusion]:
    """Scores by words, and the fusion; what was brought has a vector."""
    near = [Nearness(value, value, None, brought and value is not None, 800) for _, value, brought in made]
    places = [800 * (place % 2) for place in range(len(made))]
    return np.array([words for words, _, _ in made]), Fusion.of(near, places)


def test_a_similarity_counts_by_how_far_it_lies_above_what_is_usual() -> None:
    similarities = np.array([0.7, 0.8, 0.8 + SPAN * 0.01, 0.8 + SPAN * 0.02, 0.99, np.nan])
    near = values(similarities, mean=0.8, deviation=0.02)
    assert near[:5].tolist() == pytest.approx([0.0, 0.0, 0.5, 1.0, 1.0])
    assert np.isnan(near[5])


@pytest.mark.parametrize("nearness", [[], [Nearness(None, None)] * 3])
def test_where_no_vector_is_known_words_decide_to_the_last_digit(nearness: list[Nearness]) -> None:
    words, fusion = (
        np.array([0.1, 0.7, 1 / 3]),
        Fusion.of(nearness, [0] * len(nearness)),
    )
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
    every = Fusion(near, ALL, ALL).scores(words)
    for place in range(3):
        lacking = np.where(np.arange(3) == place, np.nan, near)
        assert Fusion(lacking, ALL, ALL).scores(words) == pytest.approx(every)


def test_what_meaning_brought_says_nothing_of_what_words_found() -> None:
    words, near = np.array([0.6, 0.4, 0.0]), np.array([0.6, np.nan, 1.0])
    found = np.array([True, True, False])
    assert Fusion(near, found, ALL).scores(words)[1] == pytest.approx(0.4)
    assert Fusion(np.array([np.nan, np.nan, 1.0]), found, ALL).scores(words)[:2] == pytest.approx([0.6, 0.4])


def test_a_vector_that_speaks_of_another_part_of_the_article_does_not_hurt_it() -> None:
    words, near = np.array([0.6, 0.5, 0.4]), np.array([0.0, 0.6, 0.9])
    covered = np.array([False, True, False])
    scores = Fusion(near, ALL, covered).scores(words)
    unknown = Fusion(np.array([np.nan, 0.6, 0.9]), ALL, covered).scores(words)
    assert scores == pytest.approx(unknown)
    assert scores[2] > scores[1]


def test_what_words_found_behind_what_has_vectors_is_not_covered() -> None:
    near = [Nearness(0.5, 0.9, reach=None), Nearness(0.5, 0.9, reach=800), Nearness(0.5, 0.9, reach=800)]
    assert Fusion.of(near, [5000, 799, 800]).covered.tolist() == [True, True, False]


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
