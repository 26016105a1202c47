"""What was measured as Markdown: Wenda by size beside what was aimed at, then the peers with their ratios."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tests.bench.ledger import Entry, Values
from tests.bench.report_peers import Measured, peer_table
from tests.bench.report_running import kill_line, loop_table, throughput_table
from tests.bench.tables import NONE, figure, table

Show = Callable[[Values], str]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the first table: the row it is of, how its values are shown, what was aimed at by size."""

    title: str
    row: str
    show: Show
    aims: Mapping[int, str]


def at(*aims: str) -> dict[int, str]:
    return {size: aim for size, aim in zip((10_000, 100_000, 1_000_000), aims, strict=True) if aim}


LINES = (
    Line(
        "a question, text to `Answer`, p50 / p95",
        "question",
        lambda v: f"{figure(v, 'ms_p50', 'ms')} / {figure(v, 'ms_p95', 'ms')} ms",
        at("4 / 10", "8 / 20", "20 / 60"),
    ),
    Line(
        "the same asked by the running bot in its answering process",
        "question",
        lambda v: f"{figure(v, 'bot_ms_p50', 'ms')} / {figure(v, 'bot_ms_p95', 'ms')} ms",
        {},
    ),
    Line(
        "processor time a question, mean of all threads",
        "question",
        lambda v: f"{figure(v, 'processor_ms', 'ms')} ms",
        {},
    ),
    Line(
        "right article first, known items",
        "question",
        lambda v: figure(v, "success@1", ".1%"),
        {},
    ),
    Line(
        "memory of the running bot, both processes (file cache beside it)",
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
    parts += [loop_table(one) for one in entries if one.row == "loop"]
    parts += [throughput_table(one) for one in entries if one.row == "throughput"]
    parts += [kill_line(one) for one in entries if one.row == "kill"]
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
    return shown(entry, line.show) + (f" (aim {aim})" if aim else "")


def shown(entry: Entry, show: Show) -> str:
    if entry.failed:
        return "failed"
    return show(entry.values) if entry.rounds else NONE
