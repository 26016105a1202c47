"""Which files are twins: those linked by the same key or the same text, step by step."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Iterator
from typing import NamedTuple

Row = tuple[int, int | None, bytes | None]
"""Number of the group, and a file of it: by its number where it was read now, else by its place."""

Mark = tuple[str, int]
"""A column and what is the same in it."""


class Group(NamedTuple):
    """Twins: of each the place, and the packed post where it was read in this run."""

    number: int
    members: tuple[tuple[bytes, bytes | None], ...]


def all_groups(base: sqlite3.Connection) -> Iterator[Row]:
    """All that was read, where nothing else counts: four bytes a file are held in memory."""
    (last,) = base.execute("SELECT COALESCE(MAX(file), 0) FROM fresh").fetchone()
    leaders = array("I", range(last + 1))
    for column in ("key", "text"):
        before, first = None, 0
        for mark, file in base.execute(
            f"SELECT {column}, file FROM fresh WHERE {column} IS NOT NULL ORDER BY {column}, file"
        ):
            if mark == before:
                unite(leaders, first, file)
            else:
                before, first = mark, file
    for (file,) in base.execute("SELECT file FROM fresh WHERE key IS NOT NULL ORDER BY file"):
        yield leader(leaders, file), file, None


def leader(leaders: array[int], file: int) -> int:
    """The first file of the group; shortens the way there for the next time."""
    while leaders[file] != file:
        leaders[file] = leaders[leaders[file]]
        file = leaders[file]
    return file


def unite(leaders: array[int], one: int, other: int) -> None:
    one, other = leader(leaders, one), leader(leaders, other)
    leaders[max(one, other)] = min(one, other)


def touched_groups(base: sqlite3.Connection) -> Iterator[Row]:
    """Only the groups that a changed or vanished file belongs to or belonged to."""
    marks = base.execute(
        """SELECT key, text FROM fresh WHERE key IS NOT NULL
        UNION SELECT key, text FROM known.files WHERE key IS NOT NULL AND place IN (SELECT place FROM gone)"""
    ).fetchall()
    visited: set[Mark] = set()
    number = 0
    for key, text in marks:
        for mark in (("key", key), ("text", text)):
            members = linked(base, mark, visited)
            number += bool(members)
            yield from ((number, file, place) for file, place in members)


def linked(
    base: sqlite3.Connection, start: tuple[str, int | None], visited: set[Mark]
) -> list[tuple[int | None, bytes | None]]:
    """All files that are linked with the mark and were not met before, by their places."""
    waiting, members = [start], dict[bytes, int | None]()
    while waiting:
        column, value = waiting.pop()
        if value is None or (column, value) in visited:
            continue
        visited.add((column, value))
        for file, place, key, text in base.execute(
            f"SELECT file, place, key, text FROM seen WHERE {column} = ?", (value,)
        ):
            members[place] = file
            waiting += [("key", key), ("text", text)]
    return [(file, None if file else place) for place, file in sorted(members.items())]
