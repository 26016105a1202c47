"""`wenda categories`: what the articles are sorted into."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.answers.answer import Categories
from bot.cli import as_json
from bot.cli.console import print_json, show
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.session import chosen_settings, current_wenda, style_of
from bot.cli.terminal import answer_view

if TYPE_CHECKING:
    from bot.settings import Settings


def categories(json: AsJson = False, corpus: Corpus = None, index: Index = None) -> None:
    """List the categories. Each with how many articles it has, and of when the newest is. Exit code 1
    when there is none."""
    settings = chosen_settings(corpus)
    answer = asyncio.run(_categories(settings, index))
    if json:
        print_json(as_json.categories(answer, settings.timezone))
    else:
        show(answer_view(answer, style_of(settings)))
    raise typer.Exit(0 if answer.categories else 1)


async def _categories(settings: Settings, index: Path | None) -> Categories:
    async with current_wenda(settings, index) as wenda:
        return await wenda.answerer.categories()
