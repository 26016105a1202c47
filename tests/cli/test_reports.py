"""Progress is drawn where it can be seen move; what came of it is summed up."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

from bot.cli.progress import clock_time, index_bars, one_bar
from bot.cli.reports import has_news, problem_groups, problem_lines, report_sentence, resumed_line, summary
from bot.posts.folder import Corpus
from bot.posts.post import Problem
from bot.search.report import IndexReport, Phase, Progress


def test_a_pipe_gets_no_bars() -> None:
    written = io.StringIO()
    with (
        index_bars(Console(file=written)) as on_progress,
        one_bar(Console(file=written), "asking") as on_question,
    ):
        on_progress(Progress("read", 3, 4))
        on_question(1, 2)
    assert written.getvalue() == ""


def test_a_terminal_sees_what_is_done_how_fast_and_how_much_is_left() -> None:
    written = io.StringIO()
    with index_bars(Console(file=written, force_terminal=True, width=80)) as on_progress:
        on_progress(Progress("scan", 0, 0))
        on_progress(Progress("read", 3, 4))
        on_progress(Progress("read", 4, 4))
    assert "reading posts" in written.getvalue()
    assert "4/4" in written.getvalue()
    assert "/s" in written.getvalue()
    assert "writing the index" not in written.getvalue()


def test_rate_and_time_left_are_those_that_are_told() -> None:
    written = io.StringIO()
    with index_bars(Console(file=written, force_terminal=True, width=80)) as on_progress:
        on_progress(Progress("read", 600_000, 1_000_000, 950.0, 421.0, 599_000))
    assert "950/s" in written.getvalue()
    assert "7:01 left" in written.getvalue()


@pytest.mark.parametrize(("seconds", "said"), [(6.6, "0:07"), (245, "4:05"), (3600, "1:00:00")])
def test_seconds_are_said_as_a_clock_does(seconds: float, said: str) -> None:
    assert clock_time(seconds) == said


@pytest.mark.parametrize(("phase", "what"), [("read", "posts are read"), ("write", "articles are written")])
def test_a_run_that_goes_on_says_how_far_the_last_one_came(phase: Phase, what: str) -> None:
    line = resumed_line(Progress(phase, 1600, 20_000, kept=1500))
    assert line == f"going on where an interrupted run stopped: 1,500 of 20,000 {what}"


def test_a_report_is_one_sentence() -> None:
    report = IndexReport(
        articles=1, added=1, changed=0, removed=2, problems=(), seconds=0.84, rebuilt="it was gone"
    )
    assert (
        report_sentence(report)
        == "1 article in the index: 1 added, 0 changed, 2 removed in 0.8 s (built anew: it was gone)"
    )
    assert has_news(report)
    assert not has_news(IndexReport(5, 0, 0, 0, (), 0.1))


def test_problems_stand_in_groups_that_are_counted() -> None:
    found = (
        Problem("b.md", 2, "no title", "Write one."),
        Problem("a.md", 9, "the date 'soon' cannot be read", "Write it like 2026-03-04."),
        Problem("a.md", 1, "no title", "Write one."),
    )
    groups = problem_groups(found)
    assert list(problem_lines(groups)) == [
        "a.md:1: no title. Write one.",
        "b.md:2: no title. Write one.",
        "",
        "a.md:9: the date 'soon' cannot be read. Write it like 2026-03-04.",
    ]
    assert summary(Corpus((), found, 1), groups).splitlines() == [
        "1 post, 0 articles, 3 problems",
        "  2 × Write one.",
        "  1 × Write it like 2026-03-04.",
    ]
