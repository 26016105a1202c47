"""How far a long build came: so many documents are committed, says a note beside them.

What was added behind them is lost with its process, or is there although the note does not tell: whoever
goes on replaces instead of adding.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from pathlib import Path

from bot.search.engines.local_schema import FORMAT

NOTE = "draft.json"
DOCUMENTS_BETWEEN_NOTES = 50_000


def kept(path: Path, name: str) -> int:
    """How many documents of the build of this name are committed in this folder; 0 for another one."""
    try:
        note = json.loads((path / NOTE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return 0
    if not isinstance(note, dict) or (note.get("draft"), note.get("format")) != (name, FORMAT):
        return 0
    return int(note.get("documents", 0))


def note(path: Path, name: str, documents: int) -> None:
    written = path / f"{NOTE}.new"
    written.write_text(
        json.dumps({"draft": name, "format": FORMAT, "documents": documents}), encoding="utf-8"
    )
    os.replace(written, path / NOTE)


def forget(path: Path) -> None:
    """The build has come to its end."""
    for left in (NOTE, f"{NOTE}.new"):
        (path / left).unlink(missing_ok=True)


def begun(paths: Iterable[Path], name: str) -> Path | None:
    """The folder in which a build of this name was begun, if there is one."""
    return next((path for path in paths if name and kept(path, name)), None)
