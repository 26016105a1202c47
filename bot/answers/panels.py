"""What a picture of several rows of bars over the same times shows, in words that are chosen already."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Part:
    """A part of each bar, from the zero line up, and what it is called; "" where that goes without saying."""

    name: str
    heights: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """parts: one upon the other, with a height for each bar. top: the height that reaches the upper line, and
    what is written beside it."""

    name: str
    parts: tuple[Part, ...]
    top: float
    told: str


@dataclass(frozen=True, slots=True)
class Panels:
    """told: lines below the title. labels: a short time for each bar, the same in all panels."""

    title: str
    told: tuple[str, ...]
    labels: tuple[str, ...]
    panels: tuple[Panel, ...]
