"""The vectors for ranking by meaning, as `wenda index` makes them: with a bar, and as long as one waits."""

from __future__ import annotations

import asyncio
import functools
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.console import say, stderr
from bot.cli.progress import one_bar
from bot.errors import IndexBusy

if TYPE_CHECKING:
    from bot.search.meaning.choice import Choice
    from bot.search.meaning.progress import Building


def make_vectors(choice: Choice, folder: Path) -> Building | None:
    """How far they are for the index in `folder`; None where nothing can be said of it.

    Ctrl-C keeps what was made. Raises EmbedderError and EngineError.
    """
    from bot.search.meaning.builder import build_now
    from bot.search.meaning.opening import open_embedder
    from bot.search.workers import cores

    told: list[Building] = []  # the newest alone
    with one_bar(stderr(), "making vectors") as draw:

        def tell(building: Building) -> None:
            told[:] = [building]
            draw(building.done + building.parts, building.total + building.all_parts)

        opening = functools.partial(open_embedder, choice, threads=cores())
        try:
            return asyncio.run(build_now(folder, opening, tell))
        except IndexBusy:
            say("note: another process makes the vectors already")
        except KeyboardInterrupt:
            say(stopped_line(told[0]) if told else "no vectors were made")
    return told[0] if told else None


def stopped_line(building: Building) -> str:
    """`stopped: 120 of 1,000 articles have a vector. …`"""
    return (
        f"stopped: {building.done:,} of {building.total:,} articles have a vector. What was made is kept;"
        " `wenda index` goes on with it, and so does the running bot"
    )


def vectors_line(building: Building) -> str:
    """`1,000 of 1,000 articles can be found by what they mean`."""
    return f"{building.done:,} of {building.total:,} articles can be found by what they mean"
