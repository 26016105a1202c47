"""Wenda and its peers at one size, each figure of a peer with how many times Wenda's it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tests.bench.ledger import Entry, Values
from tests.bench.peers.known import KINDS
from tests.bench.tables import figure, table, times

Measured = Mapping[tuple[str, int], Entry]

COLUMNS = {
    "ms_p50": ("p50 ms", "ms"),
    "ms_p95": ("p95 ms", "ms"),
    "success@1": ("right first", ".1%"),
    "memory_mb": ("memory MB", ",.0f"),
    "posts_per_second": ("build posts/s", ",.0f"),
    "peak_mb": ("build peak MB", ",.0f"),
    "index_mb": ("index MB", ",.0f"),
}
WITHOUT_RATIO = {"success@1"}


def peer_table(measured: Measured, size: int) -> str:
    """The table, or "" where no peer was asked for."""
    rows = [
        peer_row(kind.title, measured[name, size], measured, size)
        for name, kind in KINDS.items()
        if (name, size) in measured
    ]
    if not rows:
        return ""
    head = [f"{size:,} posts", *(title for title, _ in COLUMNS.values())]
    ours = wenda_values(measured, size)
    own = ["Wenda", *(figure(ours, name, form) for name, (_, form) in COLUMNS.items())]
    return table(head, [own, *rows])


def wenda_values(measured: Measured, size: int) -> Values:
    """Wenda's figures under the names that a peer's have."""
    found: Values = {}
    for row in ("build", "question", "disk"):
        if (row, size) in measured:
            found |= measured[row, size].values
    return found


def peer_row(title: str, entry: Entry, measured: Measured, size: int) -> list[str]:
    if not entry.rounds:
        return [title, entry.failed or entry.skipped or "not measured", *[""] * (len(COLUMNS) - 1)]
    return [title, *cells(entry.values, wenda_values(measured, size))]


def cells(values: Values, ours: Values) -> Iterator[str]:
    """Each figure of a peer with its ratio."""
    for name, (_, form) in COLUMNS.items():
        ratio = "" if name in WITHOUT_RATIO else ratio_of(values, ours, name)
        yield f"{figure(values, name, form)}{ratio}"


def ratio_of(values: Values, ours: Values, name: str) -> str:
    theirs, mine = values.get(name), ours.get(name)
    if isinstance(theirs, int | float) and isinstance(mine, int | float) and mine:
        return f" ({times(theirs / mine)})"
    return ""
