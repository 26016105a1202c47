"""What editors have decided over the ranking: which article answers a question, and which is never shown."""

from __future__ import annotations

from dataclasses import dataclass

MOST_PINS = 1000
MOST_HIDDEN = 500


@dataclass(frozen=True, slots=True)
class Pin:
    """The article, by id, that answers a question first, however it is asked for."""

    question: str
    article: str


@dataclass(frozen=True, slots=True)
class Curation:
    """hidden: ids of articles, which also stand for those that they were merged into."""

    pins: tuple[Pin, ...] = ()
    hidden: frozenset[str] = frozenset()


NOTHING_CURATED = Curation()
