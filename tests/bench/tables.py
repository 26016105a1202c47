"""Figures, ratios and Markdown tables."""

from __future__ import annotations

from collections.abc import Sequence

from tests.bench.ledger import Values

NONE = "–"


def figure(values: Values, name: str, form: str = ",.0f") -> str:
    """The value, or a dash where it was not measured. The form "ms" is that of `milliseconds`."""
    value = values.get(name)
    if value is None or isinstance(value, str):
        return value or NONE
    return milliseconds(value) if form == "ms" else format(value, form)


def milliseconds(value: float) -> str:
    """Two digits that mean something: 0.034, 0.19, 4.2, 17, 1,234."""
    if value >= 10:
        return f"{value:,.0f}"
    return f"{value:.2g}" if value < 1 else f"{value:.1f}"


def times(ratio: float) -> str:
    """A ratio with two digits that mean something: ×0.032, ×0.51, ×4.2, ×130."""
    return f"×{round(ratio, -1):,.0f}" if ratio >= 100 else f"×{milliseconds(ratio)}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
