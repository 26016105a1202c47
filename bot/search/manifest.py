"""What was indexed: each file with its size, time and content, and the article it went into.

An SQLite file beside the index, one for each of its generations (see `manifest_files`). A refresh works
on a file of its own: what it finds lies in temporary tables, and counts from `finish` on.
"""

from __future__ import annotations

import json
import pickle
import sqlite3
from collections.abc import Iterable, Sequence
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

    def __init__(self, path: Path, *, new: bool = False, lasting: bool = True) -> None:
        """Open it, or make a new one; one that is not lasting is lost where its process dies meanwhile.

        Raises sqlite3.DatabaseError where the file is something else.
        """
        # One thread at a time uses it: first the one that reads, then the one that writes the index.
        self._base = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        try:
            if not lasting:
                self._base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
            if new:
                self._base.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
            self._prepare()
        except sqlite3.DatabaseError:
            self._base.close()
            raise

    def _prepare(self) -> None:
        version = self._one("PRAGMA user_version")
        if version != VERSION:
            raise sqlite3.DatabaseError(f"version {version} instead of {VERSION}")
        self._base.executescript(WORK_TABLES)

    def close(self) -> None:
        self._base.close()

    def known(self) -> dict[bytes, Known]:
        rows = self._base.execute("SELECT place, size, mtime_ns, content FROM files")
        return {place: Known(size, mtime_ns, content) for place, size, mtime_ns, content in rows}

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
        """The groups of twins, as they are now, that any change may have touched."""
        marks = self._base.execute(
            "SELECT key, text FROM fresh UNION SELECT key, text FROM files WHERE place IN gone"
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

    def finish(self) -> None:
        """Make all that was found in this run the truth."""
        self._base.execute("BEGIN")
        for statement in FINISH:
            self._base.execute(statement)
        self._base.execute("COMMIT")

    def articles(self) -> int:
        """How many articles all files together went into."""
        return int(str(self._one("SELECT COUNT(DISTINCT article) FROM files WHERE article != x''")))

    def sample(self, most: int) -> list[str]:
        """Ids of articles, evenly spread over all files."""
        last = int(str(self._one("SELECT COALESCE(MAX(rowid), 0) FROM files")))
        rows = [1 + number * last // most for number in range(most)]
        question = "SELECT article FROM files WHERE rowid >= ? AND article != x'' ORDER BY rowid LIMIT 1"
        return sorted({to_text(found) for row in rows if (found := self._one(question, row))})

    def problems(self) -> list[Problem]:
        """Those of all files and all groups of twins, not only of this run's."""
        rows = self._base.execute(
            "SELECT problems FROM files WHERE problems != '[]' UNION ALL SELECT problems FROM clashes"
        )
        return [Problem(*one) for (packed,) in rows for one in json.loads(packed)]

    def _one(self, question: str, *values: bytes | int) -> object:
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
