"""`wenda ask`: one question, one answer."""

from __future__ import annotations

import asyncio
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Annotated

import typer

from bot.answers.answer import Found, Latest
from bot.cli import as_json
from bot.cli.console import print_json, show
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.session import chosen_settings, current_wenda, style_of
from bot.cli.terminal import answer_view
from bot.errors import UsageError

if TYPE_CHECKING:
    from bot.answers.answer import Nothing
    from bot.settings import Settings


def ask(
    question: Annotated[
        list[str], typer.Argument(metavar="QUESTION", help="In your own words.", hidden=True)
    ],
    limit: Annotated[
        int | None, typer.Option(min=1, max=1000, metavar="N", help="At most so many articles.")
    ] = None,
    category: Annotated[
        str | None, typer.Option(metavar="C", help="Only this category: its name or slug.")
    ] = None,
    now: Annotated[
        str | None,
        typer.Option(metavar="ISO", help='The moment that "today" means, such as 2026-03-04T09:30.'),
    ] = None,
    why: Annotated[
        bool, typer.Option("--why", help="Say of each article which terms it has, and what its score is.")
    ] = False,
    json: AsJson = False,
    corpus: Corpus = None,
    index: Index = None,
) -> None:
    """Answer one QUESTION. Ask in your own words; quotes are not needed. Exit code 1 when no article
    covers it."""
    text = " ".join(question)
    settings = chosen_settings(corpus)
    clock = _moment(now, settings)
    answer, took_ms = asyncio.run(_answer(text, settings, index, limit, category, clock))
    if json:
        print_json(as_json.asked(text, answer, took_ms=took_ms))
    else:
        show(answer_view(answer, style_of(settings), why=why))
    raise typer.Exit(0 if isinstance(answer, Found | Latest) else 1)


async def _answer(
    text: str,
    settings: Settings,
    index: Path | None,
    limit: int | None,
    category: str | None,
    now: datetime | None,
) -> tuple[Found | Latest | Nothing, float]:
    """The answer and the milliseconds it took, without the index and without loading dictionaries."""
    from bot.app import warm_up

    async with current_wenda(settings, index) as wenda:
        await warm_up(wenda)
        started = perf_counter()
        answer = await wenda.answerer.ask(text, limit=limit, category=category, now=now)
        return answer, (perf_counter() - started) * 1000


def _moment(text: str | None, settings: Settings) -> datetime | None:
    """`2026-03-04T09:30`, in TIMEZONE where it names no zone."""
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise UsageError(
            f"--now: got {text!r}, expected an ISO date", hint="write it like 2026-03-04T09:30+08:00"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=settings.timezone)
