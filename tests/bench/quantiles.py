"""Percentiles by the nearest rank: a value that was measured, never one between two."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil


def quantile(values: Sequence[float], share: float) -> float | None:
    """The smallest value that at least `share` of all do not exceed; None of nothing.

    Example: of 1 to 20 the quantile .95 is 19.
    """
    ordered = sorted(values)
    return ordered[max(0, ceil(share * len(ordered)) - 1)] if ordered else None


def spread(name: str, values: Sequence[float], shares: Sequence[int] = (50, 95)) -> dict[str, float | None]:
    """{"NAME_p50": …, "NAME_p95": …} for the shares in percent."""
    return {f"{name}_p{share}": quantile(values, share / 100) for share in shares}
