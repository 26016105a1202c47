"""A lexicon's tables as one file beside the index: loaded in milliseconds where making takes a second."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

from bot.search.lexicon import Tables
from bot.search.pinyin import Sounds
from bot.search.tables import Pairs, Postings, Words

FILE = "lexicon.npz"
LOCK = "lexicon.lock"
FORMAT = 1  # raise it when keys or tables are made in another way
KINDS = {"sounds": Sounds, "words": Words, "pairs": Pairs}


def save(tables: Tables, folder: Path, *, key: str) -> None:
    """Write the tables, whole or not at all; `key` says what they were made from. Raises OSError.

    While another process does the same nothing is written: these are then made again by the next one.
    """
    written = folder / f"{FILE}.new"  # one name for all, so that what a process left that died goes
    with suppress(Timeout), FileLock(folder / LOCK, timeout=0, thread_local=False):
        with written.open("wb") as file:
            np.savez(file, key=np.array(_stamp(key)), **dict(_arrays(tables)))
        os.replace(written, folder / FILE)


def load(folder: Path, *, key: str) -> Tables | None:
    """The tables that were made from the same, or None: then they are made again."""
    try:
        # Opened here, since numpy leaves a file open that is no archive.
        with (folder / FILE).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            return _tables(stored) if str(stored["key"]) == _stamp(key) else None
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None


def _stamp(key: str) -> str:
    return f"{FORMAT} {key}"


def _arrays(tables: Tables) -> Iterator[tuple[str, Any]]:
    for table in fields(tables):
        part = getattr(tables, table.name)
        assert is_dataclass(part)
        for one in fields(part):
            yield f"{table.name}.{one.name}", np.asarray(getattr(part, one.name))


def _tables(stored: Any) -> Tables:
    made: dict[str, Any] = {}
    for table in fields(Tables):
        kind = KINDS.get(table.name, Postings)
        made[table.name] = kind(**{one.name: stored[f"{table.name}.{one.name}"] for one in fields(kind)})
    made["sounds"] = Sounds(
        tuple(made["sounds"].syllables.tolist()), made["sounds"].readings, made["sounds"].merged
    )
    return Tables(**made)
