"""`wenda index`: bring the index up to date and say what changed."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.cli import as_json
from bot.cli.console import print_json, say
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.reports import counted, pull_line, report_sentence
from bot.cli.session import chosen_settings, refresh

if TYPE_CHECKING:
    from bot.search.report import IndexReport
    from bot.settings import Settings


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read every post again.")] = False,
    json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Bring the index up to date. Only new, changed and removed posts are read; a bad one is counted and
    left out. With GIT_PULL=1 the corpus folders are pulled before."""
    settings = chosen_settings(corpus)
    report = asyncio.run(_index(settings, index, rebuild=rebuild))
    if json:
        print_json(as_json.indexed(report))
        return
    print(report_sentence(report))
    if report.problems:
        say(f"{counted(len(report.problems), 'problem')} in the posts; `wenda check` lists them")


async def _index(settings: Settings, index: Path | None, *, rebuild: bool) -> IndexReport:
    from bot.app import opened, pull

    for one in await pull(settings):
        if line := pull_line(one):
            say(line)
    async with opened(settings, index=index) as wenda:
        return await refresh(wenda, rebuild=rebuild)
