"""`wenda check`: what an editor should mend in the posts."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import typer

from bot.cli import as_json
from bot.cli.console import print_json, say, stderr
from bot.cli.options import AsJson, Corpus
from bot.cli.progress import one_bar
from bot.cli.reports import problem_groups, problem_lines, summary
from bot.cli.session import chosen_settings

if TYPE_CHECKING:
    from bot.posts import folder
    from bot.settings import Settings


def check(json: AsJson = False, corpus: Corpus = None) -> None:
    """List what to mend in the posts. Each problem says where, what, and what to do. Exit code 1 when
    there is a problem."""
    settings = chosen_settings(corpus)
    found = _load(settings)
    if json:
        print_json(as_json.checked(found))
    else:
        groups = problem_groups(found.problems)
        for line in problem_lines(groups):
            print(line)
        say(summary(found, groups))
    raise typer.Exit(1 if found.problems else 0)


def _load(settings: Settings) -> folder.Corpus:
    from bot.app import site_of
    from bot.posts import folder
    from bot.search.alias_files import read_aliases

    with one_bar(stderr(), "reading posts") as draw:
        found = folder.load(settings.corpus_dir, site_of(settings), now=datetime.now(UTC), on_progress=draw)
    return replace(found, problems=(*read_aliases(settings.aliases).problems, *found.problems))
