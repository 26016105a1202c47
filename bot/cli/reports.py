"""What the commands report besides answers: the index, problems, findings, measures. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.text import Text

from bot.cli.examination import Finding, State
from bot.cli.layout import Indented, printable
from bot.posts.post import Problem
from bot.search.report import IndexReport, Progress

if TYPE_CHECKING:
    from bot.posts.folder import Corpus
    from bot.posts.pulling import Pull

NAMED = 18
KIND_MEASURES = ("ndcg@10", "success@1", "success@10", "recall@100")
WAY = 10
WAY_MEASURES = ("success@1", "ndcg@10", "recall@100")
COLOURS: Mapping[State, str] = {"ok": "green", "warn": "yellow", "fail": "bold red"}


def report_sentence(report: IndexReport) -> str:
    """`85 articles in the index: 3 added, 1 changed, 0 removed in 0.8 s`, with the reason of a rebuild."""
    changes = f"{report.added} added, {report.changed} changed, {report.removed} removed"
    why = f" (built anew: {report.rebuilt})" if report.rebuilt else ""
    return f"{counted(report.articles, 'article')} in the index: {changes} in {report.seconds:.1f} s{why}"


def resumed_line(progress: Progress) -> str:
    """`going on where an interrupted run stopped: 512 of 1,000 posts are read`."""
    what = "articles are written" if progress.phase == "write" else "posts are read"
    return f"going on where an interrupted run stopped: {progress.kept:,} of {progress.total:,} {what}"


def pull_line(pull: Pull) -> str:
    """`site: 3 commits from git`, what stood in the way and what to do about it, or ""."""
    from bot.chat.texts import EN  # here, since most reports need none of it

    if pull.trouble:
        said = f" ({pull.said})" if pull.said else ""
        return f"note: {pull.folder} was not renewed from git. {getattr(EN, f'git_{pull.trouble}')}{said}"
    return f"{pull.folder}: {counted(pull.commits, 'commit')} from git" if pull.commits else ""


def counted(number: int, thing: str) -> str:
    """`1 problem`, `2 problems`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def has_news(report: IndexReport) -> bool:
    return bool(report.added or report.changed or report.removed or report.rebuilt)


def problem_groups(problems: Sequence[Problem]) -> list[list[Problem]]:
    """Problems with the same next step together, by place; the largest group first."""
    by_hint = groupby(sorted(problems, key=_order), key=lambda one: one.hint)
    return sorted((list(group) for _, group in by_hint), key=len, reverse=True)


def _order(problem: Problem) -> tuple[str, str, int]:
    return problem.hint, problem.path, problem.line


def problem_lines(groups: Sequence[Sequence[Problem]]) -> Iterator[str]:
    """`path:line: what, got. What to do`, with an empty line between two groups."""
    for number, group in enumerate(groups):
        if number:
            yield ""
        yield from (printable(f"{one.path}:{one.line}: {one.problem}. {one.hint}") for one in group)


def summary(found: Corpus, groups: Sequence[Sequence[Problem]]) -> str:
    """`85 posts, 80 articles, 3 problems`, and below it how often each next step is asked for."""
    counts = (found.posts, "post"), (len(found.articles), "article"), (len(found.problems), "problem")
    head = ", ".join(counted(number, thing) for number, thing in counts)
    return "\n".join([head, *(f"  {len(group)} × {printable(group[0].hint)}" for group in groups)])


def findings_view(findings: Sequence[Finding]) -> RenderableType:
    """One line a finding, and what to do below those that are not well."""
    lines: list[RenderableType] = []
    for one in findings:
        mark = f"{one.state:<5} {one.name}"
        lines.append(Indented(Text(printable(one.found), style=COLOURS[one.state]), NAMED, mark))
        if one.hint:
            lines.append(Indented(Text(printable(f"→ {one.hint}")), NAMED))
    return Group(*lines)


def measures_view(measures: Mapping[str, float | None]) -> RenderableType:
    """One line a measure."""
    width = max(map(len, measures))
    shown = {
        name: "-" if value is None else f"{value:.4f}".rstrip("0").rstrip(".")
        for name, value in measures.items()
    }
    return Group(*(Indented(Text(text), width + 2, name) for name, text in shown.items()))


def kinds_view(kinds: Mapping[str, Mapping[str, float | None]]) -> RenderableType:
    """A line for each kind of question with the measures that tell kinds apart."""
    lines = []
    for kind, measures in kinds.items():
        shown = (f"{name} {measures[name] or 0:.3f}" for name in KIND_MEASURES)
        lines.append(Indented(Text("  ".join(shown)), NAMED, f"{kind} ({measures['queries']})"))
    return Group(*lines)


def ways_view(ways: Mapping[str, Mapping[str, float | None]]) -> RenderableType:
    """A line for each way of ranking."""
    lines = []
    for name, measures in ways.items():
        shown = [f"{key} {measures[key] or 0:.3f}" for key in WAY_MEASURES]
        lines.append(Indented(Text("  ".join((*shown, f"{measures['p50_ms'] or 0:.1f} ms"))), WAY, name))
    return Group(*lines)
