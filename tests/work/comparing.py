"""Counted work compared with what is expected of it, in sentences that say what grew and by how much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

Expected = Mapping[str, Mapping[str, float]]

# How an engine shares documents among its segments is not the same every time, and what objects take in
# memory is another thing in every Python; counts are exact.
TOLERANCES = {"bytes at once": 0.3, "bytes": 0.08}


def differences(expected: Expected, counted: Expected) -> list[str]:
    """A line for every figure that is another than expected; of bytes, by more than their tolerance."""
    return [
        line
        for name in {**expected, **counted}
        for line in _of(name, expected.get(name, {}), counted.get(name, {}))
    ]


def _of(name: str, expected: Mapping[str, float], counted: Mapping[str, float]) -> Iterator[str]:
    for what in {**expected, **counted}:
        old, new = expected.get(what, 0), counted.get(what, 0)
        if abs(new - old) > old * tolerance(what):
            yield f"{name}: {what} {told(old, new)}"


def tolerance(what: str) -> float:
    return next((share for start, share in TOLERANCES.items() if what.startswith(start)), 0.0)


def told(old: float, new: float) -> str:
    """ "12 → 18 (50% more)"."""
    if not old or not new:
        return f"{old:,g} → {new:,g}"
    return f"{old:,.0f} → {new:,.0f} ({abs(new - old) / old:.0%} {'more' if new > old else 'less'})"
