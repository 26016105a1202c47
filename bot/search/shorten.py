"""A text cut to a length at the borders of its clauses, around what matters in it."""

from __future__ import annotations

import re
from collections.abc import Sequence

Spans = Sequence[tuple[int, int]]

ELLIPSIS = "…"
_CLAUSE = re.compile(
    r"[^，,；;：:。！？!?\n]+[，,；;：:。！？!?\n]*[”’」』）)】》\"']*|[，,；;：:。！？!?\n]+"
)


def shortened(text: str, spans: Spans, *, most: int) -> tuple[str, tuple[tuple[int, int], ...]]:
    """At most `most` (above 2) characters of a text, with "…" where it is cut, and the spans moved along.

    Kept are the neighbouring clauses that hold the most of the spans' characters; of equals the first, with
    as much as fits of what follows. A clause that is too long itself is cut before its first span.
    """
    if len(text) <= most:
        return text, tuple(spans)
    start, end = _kept(text, spans, most - 2)
    before = ELLIPSIS if start > 0 else ""
    after = ELLIPSIS if end < len(text) else ""
    inside = ((max(one, start), min(other, end)) for one, other in spans if one < end and other > start)
    moved = tuple((one - start + len(before), other - start + len(before)) for one, other in inside)
    return f"{before}{text[start:end]}{after}", moved


def _kept(text: str, spans: Spans, room: int) -> tuple[int, int]:
    clauses = [clause.span() for clause in _CLAUSE.finditer(text)]
    best = (-1, 0, 0)
    first = 0
    for last, (_, end) in enumerate(clauses):
        while first < last and end - clauses[first][0] > room:
            first += 1
        start = clauses[first][0]
        if end - start > room:
            start = min(max(start, _first(spans, start, end)), end - room)
            end = start + room
        held = sum(max(0, min(other, end) - max(one, start)) for one, other in spans)
        best = max(best, (held, -start, end))
    _, start, end = best
    return -start, end


def _first(spans: Spans, start: int, end: int) -> int:
    """Where the first of the spans within `[start, end)` begins, or else the start."""
    return next((one for one, _ in sorted(spans) if start <= one < end), start)
