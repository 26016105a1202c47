"""A lexicon's tables as one file beside the index, used where it lies: no memory of the process's own.

A line of JSON tells what the tables were made from and where each array lies; the arrays follow, each at a
multiple of 64 bytes. A new file takes the old one's name, so that who uses the old one keeps it.
"""

from __future__ import annotations

import json
import mmap
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import IO, Any
from zlib import crc32

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from bot.search.lexicon import Tables
from bot.search.pinyin import Sounds
from bot.search.tables import Pairs, Postings, Words

FILE = "lexicon.tables"
LOCK = "lexicon.lock"
FORMAT = 2  # raise it when keys or tables are made in another way
KINDS = {"sounds": Sounds, "words": Words, "pairs": Pairs}
ALIGNED = 64
LONGEST_HEAD = 100_000  # bytes; that of our own is a tenth of it


def save(tables: Tables, folder: Path, *, key: str) -> None:
    """Write the tables, whole or not at all; `key` says what they were made from. Raises OSError.

    While another process does the same nothing is written: these are then made again by the next one.
    """
    written = folder / f"{FILE}.new"  # one name for all, so that what a process left that died goes
    with suppress(Timeout), FileLock(folder / LOCK, timeout=0, thread_local=False):
        with written.open("wb") as file:
            _write(file, tables, key)
        os.replace(written, folder / FILE)


def _write(file: IO[bytes], tables: Tables, key: str) -> None:
    arrays = dict(_arrays(tables))
    places, end, check = {}, 0, 0
    for name, array in arrays.items():
        places[name] = (array.dtype.str, array.shape, end)
        check = crc32(_padded(array), check)
        end += len(_padded(array))
    head = {
        "key": _stamp(key),
        "syllables": tables.sounds.syllables,
        "size": end,
        "check": check,
        "at": places,
    }
    line = json.dumps(head).encode()
    file.write(line + b" " * (-(len(line) + 1) % ALIGNED) + b"\n")
    for array in arrays.values():
        file.write(_padded(array))


def load(folder: Path, *, key: str) -> Tables | None:
    """The tables that were made from the same, or None: then they are made again."""
    try:
        with (folder / FILE).open("rb") as file:
            line = file.readline(LONGEST_HEAD)
            head = json.loads(line)
            if head["key"] != _stamp(key):
                return None
            whole = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        data = memoryview(whole)[len(line) :]
        if len(data) != head["size"] or crc32(data) != head["check"]:
            return None
        return _tables(head, data)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _stamp(key: str) -> str:
    return f"{FORMAT} {key}"


def _padded(array: NDArray[Any]) -> bytes:
    data = array.tobytes()
    return data + b"\0" * (-len(data) % ALIGNED)


def _arrays(tables: Tables) -> Iterator[tuple[str, NDArray[Any]]]:
    for table in fields(tables):
        part = getattr(tables, table.name)
        assert is_dataclass(part)
        for one in fields(part):
            if one.name != "syllables":
                yield f"{table.name}.{one.name}", getattr(part, one.name)


def _tables(head: dict[str, Any], data: memoryview) -> Tables:
    def array(name: str) -> NDArray[Any]:
        kind, shape, start = head["at"][name]
        count = int(np.prod(shape))
        return np.frombuffer(data, np.dtype(kind), count, start).reshape(shape)

    made: dict[str, Any] = {}
    for table in fields(Tables):
        kind = KINDS.get(table.name, Postings)
        names = [one.name for one in fields(kind) if one.name != "syllables"]
        made[table.name] = {name: array(f"{table.name}.{name}") for name in names}
    made["sounds"]["syllables"] = tuple(head["syllables"])
    return Tables(**{name: KINDS.get(name, Postings)(**parts) for name, parts in made.items()})
