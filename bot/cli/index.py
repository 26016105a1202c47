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
from bot.cli.vectors import make_vectors, vectors_line

if TYPE_CHECKING:
    from bot.search.report import IndexReport
    from bot.settings import Settings


def index(
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read every post again.")] = False,
    meaning: Annotated[
        bool, typer.Option(help="Make the vectors for ranking by meaning, too, where that is on.")
    ] = True,
    json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Bring the index up to date. Only new, changed and removed posts are read; a bad one is counted and
    left out. With GIT_PULL=1 the corpus folders are pulled before. Vectors take longer than all else: Ctrl-C
    stops them, and what was made is kept."""
    from bot.app import index_folder, meaning_of

    settings = chosen_settings(corpus)
    choice = meaning_of(settings)
    report = asyncio.run(_index(settings, index, rebuild=rebuild))
    if not json:
        print(report_sentence(report), flush=True)
        if report.problems:
            say(f"{counted(len(report.problems), 'problem')} in the posts; `wenda check` lists them")
    made = make_vectors(choice, index or index_folder(settings)) if meaning and choice.is_on else None
    if json:
        print_json(as_json.indexed(report, made))
    elif made:
        print(vectors_line(made))


async def _index(settings: Settings, index: Path | None, *, rebuild: bool) -> IndexReport:
    from bot.app import opened, pull

    for one in await pull(settings):
        if line := pull_line(one):
            say(line)
    async with opened(settings, index=index) as wenda:
        return await refresh(wenda, rebuild=rebuild)
