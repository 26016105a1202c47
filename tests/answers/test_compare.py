"""Two runs side by side: means, chance and losses, worked out on paper where they can be."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.compare import compare, difference
from bot.errors import UsageError

JUDGEMENTS = {name: {"a": 1} for name in ("q1", "q2", "q3", "q4")} | {"none": {"a": 0}}
FIRST, SECOND, NOWHERE = ["a", "b"], ["b", "a"], ["b", "c"]


def test_means_and_counts_are_those_of_the_shared_questions() -> None:
    before = {"q1": FIRST, "q2": FIRST, "q3": SECOND, "gone": FIRST, "none": FIRST}
    after = {"q1": FIRST, "q2": NOWHERE, "q3": FIRST, "new": FIRST, "none": SECOND}
    compared = compare(before, after, JUDGEMENTS)
    success = {one.measure: one for one in compared.differences}["success@1"]
    assert compared.queries == 3
    assert success.before == success.after == pytest.approx(2 / 3)
    assert (success.wins, success.losses, success.ties) == (1, 1, 1)


def test_losses_are_listed_largest_first() -> None:
    before = {"q1": FIRST, "q2": FIRST, "q3": SECOND, "q4": NOWHERE}
    after = {"q1": SECOND, "q2": NOWHERE, "q3": FIRST, "q4": NOWHERE}
    losses = compare(before, after, JUDGEMENTS).losses
    assert [(loss.query, loss.before) for loss in losses] == [("q2", 1.0), ("q1", 1.0)]
    assert [loss.after for loss in losses] == [0.0, pytest.approx(0.63093, abs=1e-5)]


def test_at_most_ten_losses_are_listed() -> None:
    names = [f"q{number}" for number in range(12)]
    judgements = {name: {"a": 1} for name in names}
    compared = compare(dict.fromkeys(names, FIRST), dict.fromkeys(names, SECOND), judgements)
    assert len(compared.losses) == 10
    assert compared.differences[0].losses == 12


def test_chance_is_counted_over_all_exchanges_of_few_questions() -> None:
    """Five wins of five: of 32 signs only +++++ and ----- differ as much, so p = 2 / 32."""
    assert difference("m", [0.0] * 5, [1.0] * 5).p == pytest.approx(2 / 32)
    assert difference("m", [0.0] * 5, [1.0, 0.5, 0.25, 2.0, 0.1]).p == pytest.approx(2 / 32)


@given(st.lists(st.sampled_from([-1.0, -0.5, 0.0, 0.5, 1.0]), min_size=2, max_size=7))
def test_chance_is_the_share_of_signs_that_differ_as_much(changes: list[float]) -> None:
    found = difference("m", [0.0] * len(changes), changes).p
    sums = [sum(sign * change for sign, change in zip(signs, changes, strict=True))
            for signs in product((-1, 1), repeat=len(changes))]  # fmt: skip
    share = sum(abs(one) >= abs(sum(changes)) - 1e-9 for one in sums) / len(sums)
    assert found == (pytest.approx(share) if any(changes) else None)


def test_many_questions_are_judged_the_same_every_time() -> None:
    before = [0.0] * 60
    after = [1.0] * 35 + [-1.0] * 25
    first, again = difference("m", before, after).p, difference("m", before, after).p
    assert first == again
    assert first is not None
    assert 0.1 < first < 0.4  # 35 of 60 by a fair coin, two-sided: .245


def test_runs_over_other_questions_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match="no judged question in common"):
        compare({"q1": FIRST}, {"q2": FIRST, "none": FIRST}, JUDGEMENTS)
