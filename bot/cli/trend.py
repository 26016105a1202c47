"""`wenda trend`: how often something was mentioned, as bars, as JSON or as a picture."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answers.trends import NoTrend, Trend
from bot.cli import as_json
from bot.cli.console import print_json, say, show
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.session import chosen_settings, current_wenda, style_of
from bot.cli.texts import CHINESE
from bot.cli.trend_view import trend_view
from bot.errors import WendaError

if TYPE_CHECKING:
    from bot.answers.chart import Chart
    from bot.cli.style import Style
    from bot.settings import Settings


def trend(
    name: Annotated[
        list[str] | None, typer.Argument(metavar="NAME", help="What, perhaps with a time.", hidden=True)
    ] = None,
    json: AsJson = False,
    picture: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Draw it into this file as well, as PNG.")
    ] = None,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Show how often something was mentioned. A NAME is that of a company, a code, an event, a category,
    also with a time. Exit code 1 when no article mentions it."""
    settings = chosen_settings(corpus)
    style = style_of(settings)
    answer, drawn = asyncio.run(_trend(" ".join(name or ()), settings, index, style, drawing=bool(picture)))
    if picture and isinstance(answer, Trend):
        _keep(drawn, picture)
        say(style.texts.trend_drawn.format(file=picture))
    if json:
        print_json(as_json.trend(answer))
    else:
        show(trend_view(answer, style))
    raise typer.Exit(0 if isinstance(answer, Trend) else 1)


async def _trend(
    name: str, settings: Settings, index: Path | None, style: Style, *, drawing: bool
) -> tuple[Trend | NoTrend, bytes]:
    """The answer, and its picture where one is wanted and can be drawn, else b""."""
    async with current_wenda(settings, index) as wenda:
        now = datetime.now(settings.timezone)
        answer = await wenda.answerer.trend(name, now=now)
        if not drawing or isinstance(answer, NoTrend):
            return answer, b""
        return answer, await wenda.answerer.draw(_chart(answer, style, now))


def _chart(answer: Trend, style: Style, now: datetime) -> Chart:
    from bot.chat.texts import EN, ZH
    from bot.chat.views.trend import chart

    return chart(answer, ZH if style.texts is CHINESE else EN, now)


def _keep(drawn: bytes, file: Path) -> None:
    if not drawn:
        raise WendaError("pictures cannot be drawn", hint="install the extra: pip install 'wenda[pictures]'")
    try:
        file.write_bytes(drawn)
    except OSError as error:
        raise WendaError(f"{file}: {error.strerror}", hint="name a file that can be written") from error
