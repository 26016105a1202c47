"""Other ways in which articles may write a term of the question."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Why = Literal["unit", "code", "alias", "name", "homophone", "typing", "pinyin"]


@dataclass(frozen=True, slots=True)
class Variant:
    """A normalised text of one or several words, how much finding it counts of finding the term itself
    (above 0, 1 for the same thing), and why it may be meant."""

    text: str
    share: float
    why: Why
