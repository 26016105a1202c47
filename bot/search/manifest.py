"""What was indexed: each file with its size, time and content, and the article it went into.

An SQLite file beside the index, one for each of its generations (see `manifest_files`). It is only read;
a refresh notes what it finds in a file of its own (see `unfinished`), of which a new one is made.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.posts.post import Problem
from bot.search.manifest_tables import VERSION

Known = tuple[bytes, int, int, int | None]
"""What is known of a file: its place, size in bytes, time in nanoseconds, and a hash of what it says."""


class Manifest:
    """The manifest of a generation."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises sqlite3.DatabaseError where the file is something else."""
        self._base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)
        try:
            version = one(self._base, "PRAGMA user_version")
            if version != VERSION:
                raise sqlite3.DatabaseError(f"version {version} instead of {VERSION}")
        except sqlite3.DatabaseError:
            self._base.close()
            raise

    def close(self) -> None:
        self._base.close()

    def known(self) -> Iterator[Known]:
        """All files, by their places."""
        return known_files(self._base, "main")

    def articles(self) -> int:
        """How many articles all files together went into."""
        return int(str(one(self._base, "SELECT value FROM meta WHERE name = 'articles'") or 0))

    def sample(self, most: int) -> list[str]:
        """Ids of articles, evenly spread over all files."""
        last = int(str(one(self._base, "SELECT COALESCE(MAX(rowid), 0) FROM files")))
        rows = [1 + number * last // most for number in range(most)]
        question = "SELECT article FROM files WHERE rowid >= ? AND article != x'' ORDER BY rowid LIMIT 1"
        return sorted({to_text(found) for row in rows if (found := one(self._base, question, row))})

    def problems(self) -> list[Problem]:
        """Those of all files and all groups of twins."""
        rows = self._base.execute(
            "SELECT problems FROM files WHERE problems != '' UNION ALL SELECT problems FROM clashes"
        )
        return [problem for (packed,) in rows for problem in unpacked(packed)]


def known_files(base: sqlite3.Connection, schema: str) -> Iterator[Known]:
    return base.execute(f"SELECT place, size, mtime_ns, content FROM {schema}.files ORDER BY place")


def one(base: sqlite3.Connection, question: str, *values: bytes | int | str) -> object:
    """The first value of the first row, or None."""
    row = base.execute(question, values).fetchone()
    return row[0] if row else None


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def to_text(stored: object) -> str:
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else ""


def packed(problems: Sequence[Problem]) -> str:
    """As JSON, "" for none."""
    return json.dumps([(one.path, one.line, one.problem, one.hint) for one in problems]) if problems else ""


def unpacked(stored: str) -> list[Problem]:
    return [Problem(*fields) for fields in json.loads(stored or "[]")]
