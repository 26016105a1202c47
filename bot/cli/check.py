"""`wenda check`: what an editor should mend in the posts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import typer

from bot.cli import as_json
from bot.cli.console import print_json, say, stderr
from bot.cli.layout import printable
from bot.cli.options import AsJson, Corpus
from bot.cli.progress import counted, one_bar
from bot.cli.session import chosen_settings

if TYPE_CHECKING:
    from bot.posts import folder
    from bot.posts.post import Problem
    from bot.settings import Settings


def check(json: AsJson = False, corpus: Corpus = None) -> None:
    """List what to mend in the posts. Each problem says where, what, and what to do. Exit code 1 when
    there is a problem."""
    settings = chosen_settings(corpus)
    found = _load(settings)
    if json:
        print_json(as_json.checked(found))
    else:
        for line in problem_lines(found.problems):
            print(line)
        say(summary(found))
    raise typer.Exit(1 if found.problems else 0)


def _load(settings: Settings) -> folder.Corpus:
    from bot.app import site_of
    from bot.posts import folder

    with one_bar(stderr(), "reading posts") as draw:
        return folder.load(settings.corpus_dir, site_of(settings), now=datetime.now(UTC), on_progress=draw)


def problem_lines(problems: Sequence[Problem]) -> Iterator[str]:
    """Problems of one hint together under it, the most frequent first, each as `path:line: problem`."""
    by_hint = [list(group) for _, group in groupby(sorted(problems, key=_order), key=lambda one: one.hint)]
    for number, group in enumerate(sorted(by_hint, key=len, reverse=True)):
        if number:
            yield ""
        yield f"{len(group)} × {printable(group[0].hint)}"
        yield from (f"  {printable(f'{one.path}:{one.line}: {one.problem}')}" for one in group)


def _order(problem: Problem) -> tuple[str, str, int]:
    return problem.hint, problem.path, problem.line


def summary(found: folder.Corpus) -> str:
    """`85 posts, 80 articles, 1 problem`."""
    counts = (found.posts, "post"), (len(found.articles), "article"), (len(found.problems), "problem")
    return ", ".join(counted(number, thing) for number, thing in counts)
