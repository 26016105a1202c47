"""What was indexed: each file with its size, time and content, and the article it went into.

An SQLite file beside the index. While a refresh runs, what it finds lies in temporary tables; the
manifest itself changes in one transaction after the index did. Before the index changes, the ids it
may touch are noted down as pending, so that a run that died in between is mended by the next one.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

from bot.posts.post import Post, Problem
from bot.search.manifest_tables import FINISH, TABLES, VERSION, WORK_TABLES


@dataclass(frozen=True, slots=True)
class Known:
    """What is remembered of a file: bytes, nanoseconds, and a hash of its text."""

    size: int
    mtime_ns: int
    content: bytes


@dataclass(frozen=True, slots=True)
class Twins:
    """The files of one article, and the articles that they went into so far."""

    places: tuple[bytes, ...]
    articles: frozenset[str]


class Manifest:
    """An open manifest, for one run: what is `put`, `drop`ped and `touch`ed counts from `finish` on."""

    def __init__(self, path: Path) -> None:
        """Open or make it. Raises sqlite3.DatabaseError where the file is something else."""
        # One thread at a time uses it: first the one that reads, then the one that writes the index.
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            self._prepare()
        except sqlite3.DatabaseError:
            self._base.close()
            raise

    def _prepare(self) -> None:
        version = self._one("PRAGMA user_version")
        if version == 0:
            self._base.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
        elif version != VERSION:
            raise sqlite3.DatabaseError(f"version {version} instead of {VERSION}")
        self._base.executescript(WORK_TABLES)

    def close(self) -> None:
        self._base.close()

    @property
    def build(self) -> str:
        """The name of the index build that this manifest describes; "" where it describes none."""
        return str(self._one("SELECT value FROM meta WHERE name = 'build'") or "")

    def known(self) -> dict[bytes, Known]:
        rows = self._base.execute("SELECT place, size, mtime_ns, content FROM files")
        return {place: Known(size, mtime_ns, content) for place, size, mtime_ns, content in rows}

    def pending(self) -> frozenset[str]:
        """Ids that a run which died may have written or removed."""
        return _texts(self._base.execute("SELECT article FROM pending"))

    def touch(self, place: bytes, known: Known) -> None:
        """The file has a new time, but says the same."""
        values = (place, known.size, known.mtime_ns)
        self._base.execute("INSERT OR REPLACE INTO touched VALUES (?, ?, ?)", values)

    def drop_all(self) -> None:
        self._base.execute("INSERT OR IGNORE INTO gone SELECT place FROM files")

    def drop(self, place: bytes) -> None:
        self._base.execute("INSERT OR IGNORE INTO gone VALUES (?)", (place,))

    def put(
        self, place: bytes, known: Known, *, post: Post | None, text: bytes, problems: Sequence[Problem]
    ) -> None:
        """The file is new or says something new."""
        self.drop(place)
        key = to_bytes(post.key) if post else b""
        pickled = pickle.dumps(post) if post else None
        row = (place, *astuple(known), key, text, b"", _packed(problems), pickled)
        self._base.execute("INSERT OR REPLACE INTO fresh VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)

    def post(self, place: bytes) -> Post | None:
        """The post that was `put` in this run, or None."""
        pickled = self._one("SELECT post FROM fresh WHERE place = ?", place)
        if not isinstance(pickled, bytes):
            return None
        post: Post = pickle.loads(pickled)  # only ever what `put` has written
        return post

    def affected(self) -> list[Twins]:
        """The groups of twins, as they are now, that any change or a run that died may have touched."""
        marks = self._base.execute(
            """SELECT key, text FROM fresh UNION SELECT key, text FROM files WHERE place IN gone
            UNION SELECT key, text FROM files WHERE article IN pending OR key IN pending"""
        )
        visited: set[tuple[str, bytes]] = set()
        starts = [mark for key, text in marks.fetchall() for mark in (("key", key), ("text", text))]
        return [twins for mark in starts if (twins := self._twins(mark, visited))]

    def _twins(self, start: tuple[str, bytes], visited: set[tuple[str, bytes]]) -> Twins | None:
        """All files that are linked with the mark by same keys and same texts, step by step."""
        waiting, places, articles = [start], dict[bytes, None](), set[bytes]()
        while waiting:
            mark = waiting.pop()
            if mark in visited or not mark[1]:
                continue
            visited.add(mark)
            found = self._base.execute(
                f"SELECT place, key, text, article FROM seen WHERE {mark[0]} = ?", mark[1:]
            )
            for place, key, text, article in found:
                places[place] = None
                articles.add(article)
                waiting += [("key", key), ("text", text)]
        return Twins(tuple(sorted(places)), _texts((one,) for one in articles if one)) if places else None

    def replaced(self) -> frozenset[str]:
        """The articles that changed and vanished files went into."""
        return _texts(
            self._base.execute("SELECT DISTINCT article FROM files WHERE place IN gone AND article != x''")
        )

    def keys(self, groups: Iterable[Twins]) -> Iterator[str]:
        """Every id that an article of these groups can get."""
        for twins in groups:
            for place in twins.places:
                yield to_text(self._one("SELECT key FROM seen WHERE place = ?", place))

    def note_pending(self, ids: Iterable[str]) -> None:
        """Remember, durably, that these articles are about to be written or removed."""
        self._base.execute("BEGIN")
        rows = ((to_bytes(key),) for key in ids)
        self._base.executemany("INSERT OR IGNORE INTO pending VALUES (?)", rows)
        self._base.execute("COMMIT")

    def assign(self, twins: Twins, article: str, clashes: Sequence[Problem]) -> None:
        """These files went into this article."""
        key = to_bytes(article)
        self._base.execute("INSERT OR REPLACE INTO made VALUES (?, ?)", (key, _packed(clashes)))
        self._base.executemany(
            "INSERT OR REPLACE INTO member VALUES (?, ?)", [(place, key) for place in twins.places]
        )

    def made(self) -> frozenset[str]:
        """The articles that were assigned in this run."""
        return _texts(self._base.execute("SELECT article FROM made"))

    def finish(self, *, build: str) -> None:
        """Make all that was found in this run the truth, in one transaction."""
        self._base.execute("BEGIN")
        for statement in FINISH:
            self._base.execute(statement)
        self._base.execute("INSERT OR REPLACE INTO meta VALUES ('build', ?)", (build,))
        self._base.execute("COMMIT")

    def problems(self) -> list[Problem]:
        """Those of all files and all groups of twins, not only of this run's."""
        rows = self._base.execute(
            "SELECT problems FROM files WHERE problems != '[]' UNION ALL SELECT problems FROM clashes"
        )
        return [Problem(*one) for (packed,) in rows for one in json.loads(packed)]

    def _one(self, question: str, *values: bytes) -> object:
        row = self._base.execute(question, values).fetchone()
        return row[0] if row else None


def to_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def to_text(stored: object) -> str:
    return stored.decode("utf-8", "surrogatepass") if isinstance(stored, bytes) else ""


def _texts(rows: Iterable[Sequence[object]]) -> frozenset[str]:
    return frozenset(to_text(row[0]) for row in rows)


def _packed(problems: Sequence[Problem]) -> str:
    return json.dumps([(one.path, one.line, one.problem, one.hint) for one in problems])
