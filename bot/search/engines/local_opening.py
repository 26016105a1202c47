"""Opening a generation of a tantivy index."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import tantivy

from bot.errors import IndexStale
from bot.search.engines.local_schema import FORMAT, SCHEMA, register
from bot.search.engines.local_writing import BADGE, own_errors
from bot.search.engines.pointer import REBUILD


@dataclass(frozen=True, slots=True)
class Opened:
    """A generation, which nobody changes any more."""

    version: str
    searcher: tantivy.Searcher
    fingerprint: str


def opened(path: Path) -> Opened:
    with own_errors():
        fingerprint = checked_badge(path)
        return Opened(path.name, open_index(path).searcher(), fingerprint)


def checked_badge(path: Path) -> str:
    """The fingerprint of a build, after its format was found to be ours."""
    badge = json.loads((path / BADGE).read_text(encoding="utf-8"))
    if not isinstance(badge, dict) or badge.get("format") != FORMAT:
        raise IndexStale(f"the index in {path} has another format than {FORMAT}", hint=REBUILD)
    return str(badge.get("fingerprint", ""))


def open_index(path: Path) -> tantivy.Index:
    try:
        index = tantivy.Index(SCHEMA, path=str(path))
    except ValueError as error:
        if "schema does not match" in str(error):
            raise IndexStale(
                f"the index in {path} has other fields than this version", hint=REBUILD
            ) from error
        raise
    register(index)
    index.config_reader("manual")
    index.reload()
    return index
