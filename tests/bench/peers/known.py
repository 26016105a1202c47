"""The peers that are measured: what each is called, what it needs, and up to which size it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from types import MappingProxyType

from tests.bench.peers.peer import Peer


@dataclass(frozen=True, slots=True)
class Kind:
    """package: what has to be installed, "" for what comes with Python; largest: posts that it is tried with,
    and `beyond`, why not with more."""

    title: str
    package: str
    largest: int
    beyond: str
    make: Callable[[], Peer]

    def version(self) -> str | None:
        """Of the installed package; None where it is missing."""
        try:
            return version(self.package) if self.package else sqlite_version()
        except PackageNotFoundError:
            return None


def sqlite_version() -> str:
    from sqlite3 import sqlite_version as told

    return told


def _sqlite() -> Peer:
    from tests.bench.peers.sqlite_words import SqliteWords

    return SqliteWords()


def _whoosh() -> Peer:
    from tests.bench.peers.whoosh_words import WhooshWords

    return WhooshWords()


def _bm25s() -> Peer:
    from tests.bench.peers.bm25s_words import Bm25sWords

    return Bm25sWords()


def _rank_bm25() -> Peer:
    from tests.bench.peers.rank_bm25_words import RankBm25Words

    return RankBm25Words()


def _rapidfuzz() -> Peer:
    from tests.bench.peers.rapidfuzz_titles import RapidfuzzTitles

    return RapidfuzzTitles()


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "fts5": Kind("SQLite FTS5, jieba words", "", 1_000_000, "", _sqlite),
        "whoosh": Kind(
            "Whoosh, jieba analyser", "whoosh-reloaded", 100_000, "it would build for days", _whoosh
        ),
        "bm25s": Kind("bm25s, jieba words", "bm25s", 100_000, "it would need some 16 GB to build", _bm25s),
        "rank_bm25": Kind(
            "rank_bm25, jieba words", "rank-bm25", 100_000, "it would need some 40 GB", _rank_bm25
        ),
        "rapidfuzz": Kind("rapidfuzz over titles", "rapidfuzz", 1_000_000, "", _rapidfuzz),
    }
)
