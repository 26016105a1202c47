"""Collects what an editor should mend in one file."""

from __future__ import annotations

from bot.posts.post import Problem


class Notes:
    """The problems of the file at `path`, in the order in which they were found."""

    def __init__(self, path: str) -> None:
        self._path = path
        self.problems: list[Problem] = []

    def add(self, line: int, problem: str, hint: str) -> None:
        self.problems.append(Problem(self._path, max(line, 1), problem, hint))
