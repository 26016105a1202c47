"""Which files came, went, or have another size or time than is known: both lists side by side."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from bot.search.manifest import Known, known_files

Listed = tuple[bytes, int, int]
"""A file: its place, size in bytes and time in nanoseconds."""


class Compared(NamedTuple):
    """How many files are new or different, how many are gone, and of how many that are different what an
    interrupted run has read is still true."""

    changed: int
    gone: int
    kept: int = 0


def compare(base: sqlite3.Connection, listed: Iterable[Listed]) -> Compared:
    """Fills the tables `changed` and `gone`. Both lists are sorted, and neither is held in memory."""
    gone: list[tuple[bytes]] = []
    rows = base.executemany(
        "INSERT INTO changed VALUES (?, ?, ?, ?)", different(listed, known_files(base, "known"), gone)
    )
    base.executemany("INSERT INTO gone VALUES (?)", gone)
    return Compared(max(rows.rowcount, 0), len(gone))


def different(listed: Iterable[Listed], known: Iterator[Known], gone: list[tuple[bytes]]) -> Iterator[Known]:
    """The files that are new or different, with the content that is known of them; `gone` takes the places
    that are no longer there."""
    before = next(known, None)
    for place, size, time in listed:
        while before is not None and before[0] < place:
            gone.append(before[:1])
            before = next(known, None)
        if before is None or before[0] != place:
            yield place, size, time, None
            continue
        if before[1] != size or before[2] != time:
            yield place, size, time, before[3]
        before = next(known, None)
    if before is not None:
        gone.append(before[:1])
    gone.extend(one[:1] for one in known)
