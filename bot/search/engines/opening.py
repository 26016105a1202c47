"""The only place that chooses an engine."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from bot.errors import EngineError
from bot.search.engine import SearchEngine
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine

Kind = Literal["local", "memory"]


def open_engine(kind: Kind, folder: Path | None) -> SearchEngine:
    """The engine of that kind; "local" keeps its index below `folder`."""
    if kind == "memory":
        return MemoryEngine()
    if folder is None:
        raise EngineError("the local engine needs a folder for its index", hint="set INDEX_DIR")
    return LocalEngine(folder)
