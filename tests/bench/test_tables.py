"""Percentiles, figures, ratios and the tables made of them."""

from __future__ import annotations

import pytest

from tests.bench.ledger import Entry, Values
from tests.bench.quantiles import quantile, spread
from tests.bench.report import markdown
from tests.bench.stacks import shares
from tests.bench.tables import figure, milliseconds, table, times


@pytest.mark.parametrize(("share", "expected"), [(0.5, 10), (0.95, 19), (1.0, 20), (0.01, 1)])
def test_a_quantile_is_a_value_that_was_measured(share: float, expected: float) -> None:
    assert quantile(range(20, 0, -1), share) == expected


def test_nothing_has_no_quantile() -> None:
    assert spread("ms", []) == {"ms_p50": None, "ms_p95": None}


@pytest.mark.parametrize(
    ("value", "shown"), [(0.0341, "0.034"), (0.19, "0.19"), (4.21, "4.2"), (17.4, "17"), (1234.5, "1,234")]
)
def test_figures_have_the_digits_that_mean_something(value: float, shown: str) -> None:
    assert milliseconds(value) == shown


@pytest.mark.parametrize(
    ("ratio", "shown"), [(0.0321, "×0.032"), (4.2, "×4.2"), (37.4, "×37"), (1288.0, "×1,290")]
)
def test_ratios_have_the_digits_that_mean_something(ratio: float, shown: str) -> None:
    assert times(ratio) == shown


def test_what_was_not_measured_is_a_dash() -> None:
    values: Values = {"ms": None}
    assert (figure(values, "ms"), figure(values, "mb")) == ("–", "–")


def test_a_table_is_markdown() -> None:
    assert table(["a", "b"], [["1", "2"]]) == "| a | b |\n| --- | --- |\n| 1 | 2 |"


ENTRIES = (
    Entry("question", 10_000, ({"ms_p50": 5.0, "ms_p95": 11.0, "success@1": 0.9, "memory_mb": 180.0},)),
    Entry("build", 10_000, ({"posts_per_second": 1200.0, "peak_mb": 700.0},)),
    Entry("fts5", 10_000, ({"ms_p50": 10.0, "ms_p95": 22.0, "success@1": 0.85, "posts_per_second": 300.0},)),
    Entry("whoosh", 10_000, skipped="whoosh-reloaded is not installed"),
    Entry("bm25s", 10_000, failed="it took longer than 5 s and was stopped"),
)


def test_wenda_stands_beside_what_was_aimed_at() -> None:
    text = markdown(ENTRIES, "About.")
    assert text.startswith("About.\n\n| posts | 10,000 |\n")
    assert "| a question, text to `Answer`, p50 / p95 | 5.0 / 11 ms (aim 4 / 10) |" in text
    assert "| first build, posts a second | 1,200 (aim 1,000) |" in text


def test_a_peer_has_its_ratio_to_wenda_or_the_reason_why_it_has_none() -> None:
    text = markdown(ENTRIES, "")
    assert "| Wenda | 5.0 | 11 | 90.0% | 180 | 1,200 | 700 | – |" in text
    assert "| SQLite FTS5, jieba words | 10 (×2.0) | 22 (×2.0) | 85.0% | – | 300 (×0.25) | – | – |" in text
    assert "| Whoosh, jieba analyser | whoosh-reloaded is not installed |" in text
    assert "| bm25s, jieba words | it took longer than 5 s and was stopped |" in text


def test_a_row_that_was_not_asked_for_is_not_shown() -> None:
    text = markdown([ENTRIES[0]], "")
    assert "first build" not in text
    assert "Wenda |" not in text


def test_the_running_bot_has_its_phases_and_its_stages() -> None:
    loop: Values = {
        "asking_lag_ms_p50": 1.0,
        "asking_lag_ms_p99": 2.0,
        "asking_lag_ms_max": 4.0,
        "asking_failures": 0,
    }
    rate: Values = {
        "questions_per_second": 120.0,
        "constant_questions_per_second": 300.0,
        "stage httpx": 0.25,
    }
    text = markdown([Entry("loop", 1000, (loop,)), Entry("throughput", 1000, (rate,))], "")
    assert "| 20 readers ask | 1.0 / 2.0 / 4.0 |" in text
    assert "| `wenda run` | 120 |" in text
    assert "| a bot with a constant answer | 300 (×2.5) |" in text
    assert "| httpx | 25.0% |" in text


def test_a_stack_belongs_to_the_innermost_frame_that_is_known() -> None:
    found = shares(
        [
            "main (bot/app.py:1);step (asyncio/events.py:9);post (httpx/_client.py:3);read (ssl.py:1) 3",
            "main (bot/app.py:1);run (concurrent/futures/thread.py:58);match (bot/search/matcher.py:7) 5",
            "main (bot/app.py:1);run (concurrent/futures/thread.py:58);suggest (bot/search/suggest.py:7) 1",
            "main (bot/app.py:1);_ask (bot/answers/apart.py:7);dumps (multiprocessing/reduction.py:51) 2",
            "main (elsewhere.py:1) 1",
            "run (threading.py:982);_worker (concurrent/futures/thread.py:81) 70",
            "main (bot/app.py:1);step (asyncio/events.py:9);EpollSelector.select (selectors.py:468) 9",
            "process 7;run (concurrent/futures/process.py:1);_recv (multiprocessing/connection.py:9) 9",
        ]
    )
    assert found == {
        "question: rank, judge, cards": 5 / 12,
        "httpx": 3 / 12,
        "between the two processes": 2 / 12,
        "question: understand": 1 / 12,
        "other": 1 / 12,
    }
