"""The alias file: what means the same, and what stands for what, one group a line.

降准 = 下调存款准备金率 = 下调准备金率     each finds the others
茅台 -> 贵州茅台                          the first finds the others, not the other way round
# a comment; blank lines do not count
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.posts.post import Problem
from bot.search.text import normalise

MOST_LINES = 20_000
MOST_NAMES = 20
LONGEST = 40
_COMMENT = re.compile(r"(?:^|\s)#.*")
_ADVICE = "write 降准 = 下调存款准备金率, or 茅台 -> 贵州茅台 for one direction"


@dataclass(frozen=True, slots=True)
class Aliases:
    """names: normalised name → what else finds it, in the order of the file."""

    names: Mapping[str, tuple[str, ...]]
    problems: tuple[Problem, ...] = ()

    def __or__(self, other: Aliases) -> Aliases:
        """Both together."""
        names = dict(self.names)
        for name, others in other.names.items():
            names[name] = tuple(dict.fromkeys((*names.get(name, ()), *others)))
        return Aliases(names, (*self.problems, *other.problems))


def parse_aliases(lines: Iterable[str], *, path: str) -> Aliases:
    """The groups of a file; what is wrong with a line becomes a problem and leaves the others alone."""
    names: dict[str, dict[str, None]] = {}
    problems = []
    for number, line in enumerate(lines, start=1):
        if number > MOST_LINES:
            problems.append(Problem(path, number, f"only {MOST_LINES} lines are read", "split the file"))
            break
        text = _COMMENT.sub("", line).strip()
        if not text:
            continue
        if complaint := _read(text, names):
            problems.append(Problem(path, number, complaint, _ADVICE))
    return Aliases({name: tuple(others) for name, others in names.items()}, tuple(problems))


def _read(text: str, names: dict[str, dict[str, None]]) -> str:
    """Adds one line's group to the names; says what is wrong with it, or ""."""
    oneway = "->" in text
    parts = re.split("->" if oneway else "[=＝]", text)
    group = list(dict.fromkeys(normalise(part).strip() for part in parts))
    if len(group) < 2 or "" in group:
        return f"got {text[:60]!r}, expected two or more different names"
    if len(group) > MOST_NAMES or max(map(len, group)) > LONGEST:
        return f"got {len(group)} names, expected at most {MOST_NAMES} of at most {LONGEST} characters"
    if min(map(len, group)) < 2:
        return f"got {min(group, key=len)!r}, expected names of two characters or more"
    for name in group[:1] if oneway else group:
        names.setdefault(name, {}).update((other, None) for other in group if other != name)
    return ""
