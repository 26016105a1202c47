"""What a refresh has found so far, on disk: one that was stopped or killed goes on where it stood.

An SQLite file in the index's folder. What was read stays in it with the size and time of its file, and
counts as long as these are true and the run has the same purpose.
"""

from __future__ import annotations

import sqlite3
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from bot.search.comparing import Compared, Listed, compare
from bot.search.grouping import Group, all_groups, touched_groups
from bot.search.manifest import Known, one, to_text
from bot.search.manifest_tables import (
    EMPTY_RUN,
    FINISH,
    INDEXES,
    RUN_TABLES,
    RUN_VERSION,
    SEEN,
    TABLES,
    UNGROUP,
    VERSION,
)

FILE = "unfinished.sqlite"
MEMORY_KIB = 64_000  # pages that SQLite keeps at hand


class Fresh(NamedTuple):
    """A file that was read. key, text: hashes that it shares with its twins; None where it has no post or
    its text is too short. problems: as JSON; post: packed."""

    place: bytes
    size: int
    mtime_ns: int
    content: int | None
    key: int | None
    text: int | None
    problems: str
    post: bytes | None


class Assigned(NamedTuple):
    """The article that the group of this number became; clashes: problems as JSON."""

    number: int
    article: bytes
    clashes: str


class Unfinished:
    """The notes of the refresh that is under way. One thread at a time may use them."""

    def __init__(self, folder: Path, *, known: Path | None, purpose: str) -> None:
        """known: the manifest of the generation that the refresh starts from, None where it starts anew.
        purpose: what was read for another one is of no use."""
        self._path = folder / FILE
        self._base = connected(self._path)
        try:
            self._open(known, purpose)
        except sqlite3.OperationalError:  # the disk refuses, say since it is full
            self.close()
            raise
        except sqlite3.DatabaseError:  # a file of another version, or one that a power cut has spoilt
            self.close()
            self._remove()
            self._base = connected(self._path)
            self._open(known, purpose)

    def close(self) -> None:
        self._base.close()

    def done(self) -> None:
        """Nothing of it is needed any more."""
        self._script("PRAGMA synchronous = OFF;")
        self.close()
        self._remove()

    def compare(self, listed: Iterable[Listed]) -> Compared:
        """Note which files came, went or have another size or time, and forget what is not true any more."""
        with self._step():
            self._script(EMPTY_RUN)
            found = compare(self._base, listed)
            self._base.execute(
                """DELETE FROM fresh WHERE NOT EXISTS (SELECT 1 FROM changed AS c
                WHERE (c.place, c.size, c.mtime_ns) = (fresh.place, fresh.size, fresh.mtime_ns))"""
            )
            stale = one(self._base, "SELECT changes()")
            kept = int(str(one(self._base, "SELECT COUNT(*) FROM fresh")))
            if stale or kept < found.changed:
                self._script(UNGROUP)
        return found._replace(kept=kept)

    def to_read(self, most: int) -> Iterator[list[Known]]:
        """Place, size, time and known content of the files that are still to be read, `most` at once."""
        place = b""
        while True:
            rows = self._base.execute(
                """SELECT * FROM changed WHERE place > ? AND NOT EXISTS
                (SELECT 1 FROM fresh WHERE fresh.place = changed.place) ORDER BY place LIMIT ?""",
                (place, most),
            ).fetchall()
            if not rows:
                return
            place = rows[-1][0]
            yield rows

    def note(self, fresh: Sequence[Fresh], touched: Sequence[Listed]) -> None:
        """Files that say something new, and files that only have another time."""
        with self._step():
            names = ", ".join(Fresh._fields)
            self._base.executemany(f"INSERT INTO fresh ({names}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", fresh)
            self._base.executemany("INSERT OR REPLACE INTO touched VALUES (?, ?, ?)", touched)

    def group(self, *, anew: bool) -> None:
        """Find the groups of twins, as they are now, that any change may have touched."""
        with self._step():
            self._base.execute(
                """INSERT OR IGNORE INTO gone SELECT fresh.place FROM fresh
                WHERE EXISTS (SELECT 1 FROM known.files WHERE files.place = fresh.place)"""
            )
            if self.grouping:
                return
            groups = all_groups(self._base) if anew else touched_groups(self._base)
            self._base.executemany("INSERT INTO grouped VALUES (?, ?, ?)", groups)
            self._base.execute("INSERT INTO meta VALUES ('grouping', ?)", (uuid.uuid4().hex,))

    @property
    def grouping(self) -> str:
        """The name of the groups as they are, "" before they were found: another one for other groups."""
        return str(one(self._base, "SELECT value FROM meta WHERE name = 'grouping'") or "")

    def groups(self, *, after: int = 0) -> Iterator[Group]:
        """The groups but the first `after` ones, each with its packed posts or, where a file was not
        read now, its place."""
        first = one(self._base, "SELECT DISTINCT number FROM grouped ORDER BY number LIMIT 1 OFFSET ?", after)
        rows = self._base.execute(
            """SELECT g.number, COALESCE(f.place, g.place), f.post
            FROM grouped g LEFT JOIN fresh f ON f.file = g.file WHERE g.number >= ? ORDER BY g.number""",
            (first if first is not None else 1 << 60,),
        )
        for number, members in groupby(rows, key=itemgetter(0)):
            yield Group(number, tuple((place, post) for _, place, post in members))

    def count_groups(self) -> int:
        return int(str(one(self._base, "SELECT COUNT(DISTINCT number) FROM grouped")))

    def count_articles(self) -> int:
        """How many articles the groups became."""
        return int(str(one(self._base, "SELECT COUNT(DISTINCT article) FROM assigned")))

    def count_assigned(self) -> int:
        """How many groups from the first on became articles."""
        return int(str(one(self._base, "SELECT COUNT(*) FROM assigned")))

    def assign(self, rows: Sequence[Assigned]) -> None:
        with self._step():
            self._base.executemany("INSERT OR REPLACE INTO assigned VALUES (?, ?, ?)", rows)

    def replaced(self) -> frozenset[str]:
        """The articles so far of all files that changed, went, or belong to a group that is made anew."""
        return texts(
            self._base.execute(
                """SELECT DISTINCT article FROM known.files WHERE article != x'' AND place IN
                (SELECT place FROM gone UNION ALL SELECT place FROM grouped WHERE file IS NULL)"""
            )
        )

    def made(self) -> frozenset[str]:
        """The articles that were assigned in this run."""
        return texts(self._base.execute("SELECT article FROM assigned"))

    def finish(self, path: Path, *, articles: int) -> None:
        """Make the manifest at `path`, a copy of the known one or empty, say what was found in this run."""
        self._base.execute("ATTACH ? AS new", (str(path),))
        # Thrown away where this process dies meanwhile, so no journal is needed.
        self._script("PRAGMA new.journal_mode = OFF; PRAGMA new.synchronous = OFF;")
        if one(self._base, "PRAGMA new.user_version") == 0:
            self._script(TABLES.format(schema="new"))
            self._base.execute(f"PRAGMA new.user_version = {VERSION}")
        with self._step():
            for statement in FINISH:
                self._base.execute(statement)
            self._base.execute("INSERT OR REPLACE INTO new.meta VALUES ('articles', ?)", (articles,))
            self._script(INDEXES.format(schema="new"))
        self._base.execute("DETACH new")

    def _open(self, known: Path | None, purpose: str) -> None:
        # Nothing is forced to the disk at the beginning and the end, when there is nothing to keep.
        self._script(
            f"PRAGMA synchronous = OFF; PRAGMA journal_mode = WAL; PRAGMA cache_size = -{MEMORY_KIB};"
        )
        version = one(self._base, "PRAGMA user_version")
        if version == 0:
            with self._step():
                self._script(RUN_TABLES)
                self._base.execute(f"PRAGMA user_version = {RUN_VERSION}")
        elif version != RUN_VERSION:
            raise sqlite3.DatabaseError(f"version {version} instead of {RUN_VERSION}")
        self._attach(known)
        self._begin(purpose)
        self._script("PRAGMA synchronous = NORMAL;")

    def _attach(self, known: Path | None) -> None:
        uri = f"{known.resolve().as_uri()}?mode=ro" if known else ":memory:"
        self._base.execute("ATTACH ? AS known", (uri,))
        if known is None:
            self._script(TABLES.format(schema="known"))
        self._script(SEEN)

    def _begin(self, purpose: str) -> None:
        if one(self._base, "SELECT value FROM meta WHERE name = 'purpose'") == purpose:
            return
        with self._step():
            self._script(f"{EMPTY_RUN} {UNGROUP} DELETE FROM fresh;")
            self._base.execute("INSERT OR REPLACE INTO meta VALUES ('purpose', ?)", (purpose,))

    def _script(self, statements: str) -> None:
        """Unlike `executescript` it ends no transaction."""
        for statement in statements.split(";"):
            self._base.execute(statement)

    @contextmanager
    def _step(self) -> Iterator[None]:
        """All of it or nothing."""
        self._base.execute("BEGIN")
        try:
            yield
        except BaseException:
            self._base.execute("ROLLBACK")
            raise
        self._base.execute("COMMIT")

    def _remove(self) -> None:
        for path in self._path.parent.glob(f"{FILE}*"):
            path.unlink(missing_ok=True)


def connected(path: Path) -> sqlite3.Connection:
    """Opened in one thread, filled in another and emptied in a third, one after the other."""
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, uri=True)


def texts(rows: Iterable[Sequence[object]]) -> frozenset[str]:
    return frozenset(to_text(row[0]) for row in rows)
