"""What the doctor finds of ranking by meaning: whether a model works, and how far its vectors reach."""

from __future__ import annotations

import time
from contextlib import closing, suppress
from typing import TYPE_CHECKING

from bot.cli.examination import Finding, fail, fine, warn
from bot.errors import EngineError, SettingsError, WendaError

if TYPE_CHECKING:
    from bot.app import Wenda
    from bot.search.engine import View
    from bot.search.meaning.choice import Choice
    from bot.search.meaning.store import VectorsReader
    from bot.settings import Settings

NAME = "meaning"
PROBE = "降准了吗"
NEWEST = 1_000  # articles that are looked at


async def meaning_works(settings: Settings, wenda: Wenda) -> Finding:
    """A question is embedded for it, as readers' questions are."""
    from bot.app import meaning_of
    from bot.search.meaning.opening import name_of, open_embedder, open_vectors

    try:
        choice = meaning_of(settings)
    except SettingsError as error:
        return fail(NAME, str(error), error.hint)
    if not choice.is_on:
        return fine(NAME, off(choice))
    try:
        with closing(open_embedder(choice)) as embedder:
            embedder.passages([PROBE])  # which takes its time where a server has to load its model
            began = time.monotonic()
            embedder.questions([PROBE])
        took = f"{name_of(choice)}, a question in {1000 * (time.monotonic() - began):.0f} ms"
    except WendaError as error:
        return fail(NAME, str(error), error.hint)
    vectors = open_vectors(choice, wenda.folder)
    looked = having = 0
    with suppress(EngineError):  # which the finding of the index tells
        looked, having = await wenda.engine.look(lambda view: counted(view, vectors))
    found = f"{took}; {having:,} of the newest {looked:,} articles have vectors, {vectors.count:,} in all"
    if having < looked:
        return warn(NAME, found, "the running bot makes them, or wenda index")
    return fine(NAME, found)


def off(choice: Choice) -> str:
    from bot.search.meaning.choice import INSTALL

    return (
        "off: MEANING says so"
        if choice.mode == "off"
        else f"off: words alone answer; {INSTALL} brings a model"
    )


def counted(view: View, vectors: VectorsReader) -> tuple[int, int]:
    """How many of the newest articles there are, and how many of them can be found by meaning."""
    from bot.search.engine import NO_FILTER
    from bot.search.meaning.passage import key, meant
    from bot.search.meaning.places import MISSING

    hits = view.latest(NO_FILTER, limit=NEWEST).hits
    firsts = [key(hit.article.id, meant(*hit.kept.texts)[0]) for hit in hits]
    return len(hits), int((vectors.rows(firsts) != MISSING).sum())
