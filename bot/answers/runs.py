"""A run: which articles were ranked for which question, kept in a file to compare with later.

A line is question, article, rank (from 1) and score, separated by tabs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bot.errors import UsageError

RUN_HINT = "Give a file that `wenda eval --run` wrote: question, article, rank and score, separated by tabs."


@dataclass(frozen=True, slots=True)
class RunRow:
    """One line of a run: an article at a rank (from 1) for a question."""

    query: str
    article: str
    rank: int
    score: float


def run_lines(rows: Iterable[RunRow]) -> Iterator[str]:
    """The lines of a run's file, each with its end."""
    for row in rows:
        yield f"{row.query}\t{row.article}\t{row.rank}\t{row.score:.6f}\n"


def parse_run(lines: Iterable[str], *, name: str = "run") -> dict[str, list[str]]:
    """Question id -> article ids, best first; a bad line is a UsageError."""
    ranked: dict[str, dict[int, str]] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        columns = line.rstrip("\r\n").split("\t")
        if len(columns) != 4 or not columns[2].isdecimal():
            raise UsageError(f"{name}:{number}: got {line.strip()[:80]!r}", hint=RUN_HINT)
        query, article, rank, _ = columns
        if ranked.setdefault(query, {}).setdefault(int(rank), article) != article:
            raise UsageError(f"{name}:{number}: rank {rank} of {query!r} occurs twice", hint=RUN_HINT)
    if not ranked:
        raise UsageError(f"{name}: the file is empty", hint=RUN_HINT)
    return {
        query: list(dict.fromkeys(articles[rank] for rank in sorted(articles)))
        for query, articles in ranked.items()
    }
