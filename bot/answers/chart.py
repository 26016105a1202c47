"""What a picture of a trend shows, in words that are chosen already: all that drawing needs to know."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A numbered line below the bars: when, and a title. bar: the one that it stands for, from 0."""

    number: int
    bar: int
    when: str
    title: str


@dataclass(frozen=True, slots=True)
class Chart:
    """told: lines below the title. bars: their heights; labels: a short date for each. lines: in the order
    of their numbers and bars."""

    title: str
    told: tuple[str, ...]
    bars: tuple[int, ...]
    labels: tuple[str, ...]
    lines: tuple[Line, ...] = ()
