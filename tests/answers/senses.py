"""A sense of meaning that knows what it is told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from bot.search.engine import Kept
from bot.search.meaning.passage import MOST
from bot.search.meaning.sense import Typical

TYPICAL = Typical(0.8, 0.02)


@dataclass(frozen=True)
class ToldAsked:
    """Of the articles that are told of, by so many of their passages; the others have no vector."""

    told: Mapping[str, float]
    typical: Typical = TYPICAL
    many: int = MOST

    def similarities(self, articles: Sequence[Kept]) -> NDArray[np.float64]:
        return np.array([self.told.get(one.article.id, np.nan) for one in articles], dtype=np.float64)

    def passages(self, articles: Sequence[Kept]) -> NDArray[np.int64]:
        known = [self.many if one.article.id in self.told else 0 for one in articles]
        return np.array(known, dtype=np.int64)

    def nearest(self, limit: int) -> Sequence[str]:
        return sorted(self.told, key=lambda key: (-self.told[key], key))[:limit]


@dataclass(frozen=True)
class ToldAsking:
    told: ToldAsked | None

    def asked(self) -> ToldAsked | None:
        return self.told


@dataclass(frozen=True)
class ToldSense:
    """told: for each question the similarity of articles, by id; of other questions nothing is known.

    begun: all that was asked so far. many: passages of an article that have vectors, at most.
    """

    told: Mapping[str, Mapping[str, float]]
    typical: Typical = TYPICAL
    many: int = MOST
    begun: list[str] = field(default_factory=list)
    trouble: str = ""

    def begin(self, text: str) -> ToldAsking:
        self.begun.append(text)
        return ToldAsking(ToldAsked(self.told[text], self.typical, self.many) if text in self.told else None)
