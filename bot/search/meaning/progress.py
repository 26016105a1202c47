"""How far the making of vectors is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Building:
    """done: how many of `total` articles have the vector of their beginning. parts: how many of `all_parts`
    passages behind the beginnings have theirs; these are made when no beginning lacks its own. rate: how many
    of these or those a second lately; seconds_left: for these or those, None while nobody can say.
    """

    done: int
    total: int
    parts: int = 0
    all_parts: int = 0
    rate: float = field(default=0.0, compare=False)
    seconds_left: float | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class MeaningStatus:
    """model: as its owner calls it. building: None before it began. trouble: what keeps questions from being
    understood, or vectors from being made, else ""."""

    model: str
    building: Building | None = None
    trouble: str = ""


OnBuilding = Callable[[Building], None]
