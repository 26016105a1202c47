"""Meaning for measurements: vectors of all articles, made once and kept in the temporary folder."""

from __future__ import annotations

from pathlib import Path
from tempfile import gettempdir

from bot.search.engine import SearchEngine
from bot.search.meaning.building import build
from bot.search.meaning.choice import Choice
from bot.search.meaning.opening import open_embedder
from bot.search.meaning.progress import Building
from bot.search.meaning.sensing import VectorSense
from bot.search.meaning.store import VectorsReader, folder_of

CACHE = Path(gettempdir()) / "wenda-meaning"
PATIENCE = 60.0


async def sense_of(engine: SearchEngine, name: str, *, cache: Path = CACHE) -> VectorSense:
    """A sense of all articles of an engine, whose vectors are kept under this name; makes those missing."""
    embedder = open_embedder(Choice("on"))
    state = cache / name
    await engine.look(lambda view: build(view, state, embedder, untold))
    reader = VectorsReader(folder_of(state, embedder.fingerprint))
    return VectorSense(lambda: embedder, reader, patience=PATIENCE)


def untold(done: Building) -> None:
    """Nobody watches."""
