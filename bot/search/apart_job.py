"""What goes through the pipe between `apart` and its child, besides progress and errors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from bot.posts.site import Site
from bot.search.trial import Golden, Trial

Task = Literal["refresh", "rollback", "outdated", "outlook", "lexicon"]
"""All but "outdated" make the lexicon of the generation that answers, after their answer."""


@dataclass(frozen=True, slots=True)
class Job:
    """What to do, and for which indexer."""

    folders: tuple[Path, ...]
    state: Path
    site: Site
    workers: int | None
    trial: Trial | None = None
    task: Task = "outdated"
    rebuild: bool = False
    automatic: bool = False
    golden: tuple[Golden, ...] = ()

    def to(
        self,
        task: Task,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        golden: tuple[Golden, ...] = (),
    ) -> Job:
        return replace(self, task=task, rebuild=rebuild, automatic=automatic, golden=golden)


@dataclass(frozen=True, slots=True)
class Answer:
    value: object
