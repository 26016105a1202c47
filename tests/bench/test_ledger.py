"""What was measured is kept round by round, and only what is missing is measured again."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.ledger import Entry, Ledger, Values, complete


def test_a_stopped_row_goes_on_with_the_round_that_is_missing(tmp_path: Path) -> None:
    def stopped(number: int) -> Values:
        if number == 2:
            raise KeyboardInterrupt
        return {"ms": float(number)}

    with pytest.raises(KeyboardInterrupt):
        complete(Ledger(tmp_path), "question", 1000, 4, stopped)
    measured: list[int] = []

    def going_on(number: int) -> Values:
        measured.append(number)
        return {"ms": 10.0 * number}

    entry = complete(Ledger(tmp_path), "question", 1000, 4, going_on)
    assert measured == [2, 3]
    assert [one["ms"] for one in entry.rounds] == [0.0, 1.0, 20.0, 30.0]


def test_a_complete_row_is_not_measured_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    complete(ledger, "build", 1000, 1, lambda number: {"seconds": 2.0})
    again = complete(ledger, "build", 1000, 1, lambda number: pytest.fail("measured again"))
    assert again.values == {"seconds": 2.0}


def test_a_row_that_took_too_long_stays_failed_until_it_is_forgotten(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.write(Entry("whoosh", 1000, failed="it took longer than 5 s"))
    assert complete(ledger, "whoosh", 1000, 1, lambda number: pytest.fail("measured again")).failed
    ledger.forget("whoosh", 1000)
    assert complete(ledger, "whoosh", 1000, 1, lambda number: {"ms": 3}).values == {"ms": 3}


def test_a_figure_is_the_median_of_its_rounds_and_a_text_the_last() -> None:
    rounds: tuple[Values, ...] = (
        {"ms": 3.0, "why": "a"},
        {"ms": 9.0, "why": "b"},
        {"ms": 4.0, "mb": 7, "why": "c"},
    )
    assert Entry("question", 10, rounds).values == {"ms": 4.0, "why": "c", "mb": 7}


def test_rows_and_sizes_do_not_mix(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path)
    ledger.write(Entry("build", 1000, ({"seconds": 1.0},)))
    assert ledger.entry("build", 10_000) == Entry("build", 10_000)
    assert ledger.entry("start", 1000) == Entry("start", 1000)
    assert ledger.entry("build", 1000) == Entry("build", 1000, ({"seconds": 1.0},))
