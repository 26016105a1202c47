"""Progress is drawn where it can be seen move; what came of it is summed up."""

from __future__ import annotations

import io

from rich.console import Console

from bot.cli.progress import index_bars, one_bar
from bot.cli.reports import has_news, problem_groups, problem_lines, report_sentence, summary
from bot.posts.folder import Corpus
from bot.posts.post import Problem
from bot.search.report import IndexReport, Progress


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
