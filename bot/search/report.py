"""What bringing the index up to date tells while it runs and when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from bot.posts.post import Problem
from bot.search.trial import Tried

Phase = Literal["scan", "read", "write"]


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` files or articles of a phase; `total` is 0 while it is not known.

    rate: how many a second lately; seconds_left: of this phase, None while nobody can say; kept: how many
    of `done` an interrupted run had done already.
    """

    phase: Phase
    done: int
    total: int
    rate: float = field(default=0.0, compare=False)
    seconds_left: float | None = field(default=None, compare=False)
    kept: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class IndexReport:
    """articles: in the index now; added, changed, removed: articles since the last time;
    problems: of all posts, not only of those read now; rebuilt: why everything was built anew, or "";
    tried: what became of the editors' questions, None where none were tried;
    held: nothing was looked at, since an admin went back to the generation that answers; resumed: how
    many files an interrupted run had read already."""

    articles: int
    added: int
    changed: int
    removed: int
    problems: tuple[Problem, ...]
    seconds: float
    rebuilt: str = ""
    held: bool = False
    resumed: int = 0
    tried: Tried | None = None


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a refresh would find, without doing it: files that are new, say something else, or are gone.

    problems: of those of them that were looked into, at most some hundreds, of which `unread` were not;
    all of these count as changed. anew: why everything would be built anew, or "".
    """

    new: int = 0
    changed: int = 0
    gone: int = 0
    problems: tuple[Problem, ...] = ()
    unread: int = 0
    anew: str = ""


OnProgress = Callable[[Progress], None]


def silent(progress: Progress) -> None:
    """The progress of a run that nobody watches."""
