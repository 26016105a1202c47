"""What is measured: every row with its rounds, in the order in which they are done."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec

from tests.bench.ledger import Values
from tests.bench.options import ROOT, Options
from tests.bench.peers.known import KINDS, Kind
from tests.bench.place import Place
from tests.bench.rows import build, peer
from tests.bench.running import python, run

Measure = Callable[[Place, Options, int], Values]
KILLS = 100
MIDDLE = 100_000  # the size of rows that are measured at one size only


@dataclass(frozen=True, slots=True)
class Row:
    """measure: one round of it, given its number. indexed: over an index that is up to date.
    hinder: why it cannot be measured at a size, or "". single: at one size only, the largest of those
    asked for that has at most 100,000 posts."""

    name: str
    about: str
    rounds: int
    measure: Measure
    indexed: bool = False
    hinder: Callable[[int, Options], str] = lambda size, options: ""
    single: bool = False


def worker(name: str) -> Measure:
    """A row whose module is a program of its own."""

    def measure(place: Place, options: Options, turn: int) -> Values:
        asked = (str(place.folder), str(turn), str(options.rig))
        return python(f"tests.bench.rows.{name}", *asked, limit=options.limit).told

    return measure


def building(place: Place, options: Options, turn: int) -> Values:
    return build.measured(place, options.limit)


def lying(place: Place, options: Options, turn: int) -> Values:
    return build.on_disk(place)


def killing(place: Place, options: Options, turn: int) -> Values:
    """The test of a refresh that is killed, with more deaths than in the suite; a failure fails the row."""
    test = [sys.executable, "-m", "pytest", "-q", "tests/search/test_killed.py"]
    ran = run(test, limit=options.limit, environ={"WENDA_KILLS": str(KILLS)}, folder=ROOT)
    return {"kills": KILLS, "seconds": ran.seconds}


def peers() -> Iterator[Row]:
    for name, kind in KINDS.items():
        yield Row(name, kind.title, 1, peer_measure(name), hinder=peer_hinder(kind))


def peer_measure(name: str) -> Measure:
    return lambda place, options, turn: peer.measured(name, place, options.limit)


def peer_hinder(kind: Kind) -> Callable[[int, Options], str]:
    def hinder(size: int, options: Options) -> str:
        if size > kind.largest:
            return f"left out beyond {kind.largest:,} posts: {kind.beyond}"
        return "" if kind.version() else f"{kind.package} is not installed"

    return hinder


def rig_hinder(size: int, options: Options) -> str:
    if not (options.rig / "client.py").is_file():
        return f"{options.rig} has no Bot API server; name another folder by --rig"
    return "" if find_spec("aiohttp") else "aiohttp is not installed"


ROWS: Sequence[Row] = (
    Row("build", "first build by `wenda index`: posts a second, memory of all its processes", 1, building),
    Row(
        "question", "a question's text to its Answer; memory of the bot", 3, worker("question"), indexed=True
    ),
    Row("disk", "the index on the disk, as a multiple of the posts' files", 1, lying, indexed=True),
    Row("start", "`wenda run`, nothing changed, until its first answer", 5, worker("start"), indexed=True),
    Row("reload", "ten changed files until readers find what is new", 3, worker("reload"), indexed=True),
    *peers(),
    Row("loop", "the event loop and 20 readers during reloads", 1, worker("loop"), indexed=True, single=True),
    Row(
        "throughput",
        "questions a second of the real bot through a Bot API server on this machine",
        1,
        worker("throughput"),
        indexed=True,
        hinder=rig_hinder,
        single=True,
    ),
    Row(
        "kill",
        f"a refresh killed at {KILLS} random moments: what answers afterwards",
        1,
        killing,
        single=True,
    ),
)


def steps(rows: Sequence[Row], options: Options) -> Iterator[tuple[Row, int]]:
    """Rows with sizes, in order."""
    wanted = [row for row in rows if not options.only or row.name in options.only]
    fitting = [size for size in options.sizes if size <= MIDDLE] or [options.sizes[0]]
    for size in options.sizes:
        yield from ((row, size) for row in wanted if not row.single)
    yield from ((row, fitting[-1]) for row in wanted if row.single)
