"""What was measured as Markdown: Wenda by size beside what was aimed at, then the peers with their ratios."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.ledger import Entry, Value, Values
from tests.bench.peers.known import KINDS

Measured = Mapping[tuple[str, int], Entry]
Show = Callable[[Values], str]
NONE = "–"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the first table: the row it is of, how its values are shown, what was aimed at by size."""

    title: str
    row: str
    show: Show
    aims: Mapping[int, str]


def figure(values: Values, name: str, form: str = ",.0f") -> str:
    """The value, or a dash where it was not measured."""
    value: Value = values.get(name)
    return NONE if value is None else format(value, form)


def at(*aims: str) -> dict[int, str]:
    return {size: aim for size, aim in zip((10_000, 100_000, 1_000_000), aims, strict=True) if aim}


LINES = (
    Line(
        "a question, text to `Answer`, p50 / p95",
        "question",
        lambda v: f"{figure(v, 'ms_p50', '.1f')} / {figure(v, 'ms_p95', '.1f')} ms",
        at("4 / 10", "8 / 20", "20 / 60"),
    ),
    Line(
        "right article first, known items",
        "question",
        lambda v: figure(v, "success@1", ".1%"),
        {},
    ),
    Line(
        "memory of the running bot (file cache beside it)",
        "question",
        lambda v: f"{figure(v, 'memory_mb')} MB ({figure(v, 'file_cache_mb')})",
        at("200", "250", "500"),
    ),
    Line(
        "first build, posts a second",
        "build",
        lambda v: figure(v, "posts_per_second"),
        at("1,000", "1,000", "800"),
    ),
    Line(
        "most memory while building (file cache beside it)",
        "build",
        lambda v: f"{figure(v, 'peak_mb')} MB ({figure(v, 'peak_files_mb')})",
        at("", "", "2,048"),
    ),
    Line(
        "start, nothing changed, until the first answer",
        "start",
        lambda v: f"{figure(v, 'seconds', '.2f')} s",
        at("1", "2", "6"),
    ),
    Line(
        "ten changed files until visible",
        "reload",
        lambda v: f"{figure(v, 'visible_seconds', '.2f')} s",
        at("0.5", "1.5", "8"),
    ),
    Line(
        "index on the disk, × the posts' files",
        "disk",
        lambda v: figure(v, "index_multiple", ".2f"),
        at("", "1.5", "1.5"),
    ),
)


def markdown(entries: Sequence[Entry], about: str) -> str:
    """All tables of what there is."""
    measured = {(one.row, one.size): one for one in entries}
    sizes = sorted({one.size for one in entries})
    parts = [about, own_table(measured, sizes), *(peer_table(measured, size) for size in sizes)]
    return "\n\n".join(part for part in parts if part)


def own_table(measured: Measured, sizes: Sequence[int]) -> str:
    lines = [line for line in LINES if any((line.row, size) in measured for size in sizes)]
    if not lines:
        return ""
    rows = [
        [line.title, *(own_cell(measured.get((line.row, size)), line, size) for size in sizes)]
        for line in lines
    ]
    return table(["posts", *(f"{size:,}" for size in sizes)], rows)


def own_cell(entry: Entry | None, line: Line, size: int) -> str:
    if entry is None:
        return NONE
    aim = line.aims.get(size, "")
    return (shown(entry, line.show)) + (f" (aim {aim})" if aim else "")


def shown(entry: Entry, show: Show) -> str:
    if entry.failed:
        return "failed"
    return show(entry.values) if entry.rounds else NONE


def peer_table(measured: Measured, size: int) -> str:
    """Every peer at one size, each figure with its ratio to Wenda's; "" where no peer was measured."""
    rows = [
        peer_row(kind.title, measured[name, size], measured, size)
        for name, kind in KINDS.items()
        if (name, size) in measured
    ]
    if not rows:
        return ""
    head = [
        f"{size:,} posts",
        "p50 ms",
        "p95 ms",
        "right first",
        "memory MB",
        "build posts/s",
        "build peak MB",
        "index MB",
    ]
    return table(head, [wenda_row(measured, size), *rows])


def wenda_row(measured: Measured, size: int) -> list[str]:
    values = wenda_values(measured, size)
    return ["Wenda", *(cell for cell, _ in cells(values, {}))]


def wenda_values(measured: Measured, size: int) -> Values:
    """Its figures under the names that a peer's have."""
    found: Values = {}
    for row in ("build", "question", "disk"):
        if (row, size) in measured:
            found |= measured[row, size].values
    parts = [value for name, value in found.items() if name.endswith("_mb") and name in DISK]
    return found | {"index_mb": sum(value for value in parts if isinstance(value, int | float)) or None}


DISK = ("search_index_mb", "stored_articles_mb", "manifest_mb", "lexicon_and_rest_mb")


def peer_row(title: str, entry: Entry, measured: Measured, size: int) -> list[str]:
    if not entry.rounds:
        return [title, entry.failed or entry.skipped, *[""] * 6]
    ours = wenda_values(measured, size)
    return [title, *(f"{cell} ({ratio})" if ratio else cell for cell, ratio in cells(entry.values, ours))]


def cells(values: Values, ours: Values) -> Iterator[tuple[str, str]]:
    """Each figure as text, and how many times Wenda's it is."""
    for name, form in COLUMNS.items():
        mine, theirs = ours.get(name), values.get(name)
        told = (
            isinstance(mine, int | float) and isinstance(theirs, int | float) and mine and name != "success@1"
        )
        yield figure(values, name, form), f"{times(theirs / mine)}" if told else ""  # type: ignore[operator]  # told says so


COLUMNS = {
    "ms_p50": ",.1f",
    "ms_p95": ",.1f",
    "success@1": ".1%",
    "memory_mb": ",.0f",
    "posts_per_second": ",.0f",
    "peak_mb": ",.0f",
    "index_mb": ",.0f",
}


def times(ratio: float) -> str:
    """Two digits that mean something: ×0.032, ×0.51, ×4.2, ×130."""
    if ratio >= 100:
        return f"×{round(ratio, -1):,.0f}"
    return f"×{ratio:.2g}" if ratio < 10 else f"×{ratio:.0f}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
