"""What the commands share: settings with the options over them, and a Wenda that is up to date."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import is_plain, say, stderr, stdout
from bot.cli.progress import index_bars
from bot.cli.reports import has_news, report_sentence, resumed_line
from bot.cli.style import Style
from bot.cli.texts import texts_for
from bot.errors import CheckFailed, IndexBusy

if TYPE_CHECKING:  # both are imported where they are used, so that `--help` stays quick
    from bot.app import Wenda
    from bot.search.report import IndexReport, OnProgress, Progress
    from bot.settings import Settings

PAUSE = 0.1


def chosen_settings(corpus: list[Path] | None) -> Settings:
    """The settings with --corpus over them; the log is set up, and what is odd is said."""
    from bot.logs import setup_logging
    from bot.settings import load_settings

    settings = load_settings()
    setup_logging(settings, quiet=True)
    for note in settings.notes:
        say(f"note: {note}")
    return replace(settings, corpus_dir=tuple(corpus)) if corpus else settings


@asynccontextmanager
async def current_wenda(settings: Settings, index: Path | None) -> AsyncIterator[Wenda]:
    """An open Wenda whose index holds what the corpus holds now, unless that is not good enough or an
    admin went back to an earlier state: then it holds the old articles, and the first is said."""
    from bot.app import opened

    async with opened(settings, index=index) as wenda:
        try:
            report = await refresh(wenda, automatic=True)
        except CheckFailed as error:
            say(f"note: {error}: {error.hint}")
        else:
            if has_news(report):
                say(report_sentence(report))
        yield wenda


async def refresh(
    wenda: Wenda, *, rebuild: bool = False, automatic: bool = False, patience: float = 60.0
) -> IndexReport:
    """Brings the index up to date and draws the progress where it can be seen.

    Waits up to `patience` seconds while another process does the same, then raises IndexBusy.
    """
    until = time.monotonic() + patience
    with index_bars(stderr()) as draw:
        on_progress = Resuming(draw)
        while True:
            try:
                return await wenda.indexer.refresh(on_progress, rebuild=rebuild, automatic=automatic)
            except IndexBusy:
                if time.monotonic() >= until:
                    raise
                await asyncio.sleep(PAUSE)


class Resuming:
    """Says, once, that an interrupted run is gone on with; passes the progress on."""

    def __init__(self, draw: OnProgress) -> None:
        self._draw = draw
        self._said = False

    def __call__(self, progress: Progress) -> None:
        if progress.kept and not self._said:
            self._said = True
            say(resumed_line(progress))
        self._draw(progress)


def style_of(settings: Settings) -> Style:
    """In the reader's language, on the clock of TIMEZONE, for what stdout is."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return Style(texts_for(settings.language, locale), settings.timezone, is_plain(stdout()))
