"""`wenda latest`: the newest articles, of all or of one category."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answers.answer import Latest, Nothing
from bot.cli import as_json
from bot.cli.console import print_json, show
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.session import chosen_settings, current_wenda, style_of
from bot.cli.terminal import answer_view

if TYPE_CHECKING:
    from bot.settings import Settings


def latest(
    category: Annotated[
        list[str] | None, typer.Argument(metavar="CATEGORY", help="Its name or slug.", hidden=True)
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, max=1000, metavar="N", help="At most so many articles.")
    ] = None,
    json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Show the newest articles. A CATEGORY is a name or slug; nearly right will do. Exit code 1 when
    there is none."""
    settings = chosen_settings(corpus)
    answer = asyncio.run(_latest(" ".join(category or ()) or None, settings, index, limit))
    if json:
        print_json(as_json.latest(answer))
    else:
        show(answer_view(answer, style_of(settings)))
    raise typer.Exit(0 if isinstance(answer, Latest) else 1)


async def _latest(
    category: str | None, settings: Settings, index: Path | None, limit: int | None
) -> Latest | Nothing:
    async with current_wenda(settings, index) as wenda:
        return await wenda.answerer.latest(category, limit=limit)
