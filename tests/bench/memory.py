"""How much memory processes hold, as Linux counts it; None where the system does not tell.

Anonymous memory is what a process cannot do without; file pages are the system's cache, given back when
others need room, and counted apart.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
PAUSE = 0.2


@dataclass(frozen=True, slots=True)
class Held:
    """Megabytes (2^20 bytes): anonymous, and pages of files beside them."""

    anonymous: float
    files: float


def of_this_process() -> Held | None:
    """Exactly, from smaps_rollup."""
    try:
        told = fields_of((PROC / "self" / "smaps_rollup").read_text(encoding="ascii"))
    except OSError:
        return None
    return Held(told["Anonymous"] / 1024, (told["Rss"] - told["Anonymous"]) / 1024)


def of_tree(root: int) -> Held | None:
    """Of a process and all that it started, together. A file page that two of them share counts twice."""
    found = [held for number in tree(root) if (held := of_process(number))]
    if not found:
        return None
    return Held(sum(one.anonymous for one in found), sum(one.files for one in found))


def of_process(number: int) -> Held | None:
    try:
        told = fields_of((PROC / str(number) / "status").read_text(encoding="utf-8", errors="replace"))
    except OSError:  # it has ended
        return None
    return Held(told.get("RssAnon", 0) / 1024, (told.get("RssFile", 0) + told.get("RssShmem", 0)) / 1024)


def fields_of(text: str) -> dict[str, int]:
    """The lines that count kB: "RssAnon:   120 kB" -> {"RssAnon": 120}."""
    found = {}
    for line in text.splitlines():
        name, _, value = line.partition(":")
        number, _, unit = value.strip().partition(" ")
        if unit == "kB" and number.isdecimal():
            found[name] = int(number)
    return found


def tree(root: int) -> Iterator[int]:
    """The process and all below it."""
    below = defaultdict(list)
    for parent, number in parents():
        below[parent].append(number)
    waiting = [root]
    while waiting:
        number = waiting.pop()
        yield number
        waiting += below[number]


def parents() -> Iterator[tuple[int, int]]:
    """Parent and number of every process."""
    for folder in PROC.glob("[0-9]*"):
        try:
            # The name in brackets may hold anything, so that only what follows the last bracket is read.
            after = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2]
        except OSError:
            continue
        yield int(after.split()[1]), int(folder.name)


class Watch:
    """The most that a process and all that it started held together, looked at five times a second."""

    def __init__(self, root: int) -> None:
        self._root = root
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.peak: Held | None = None

    def __enter__(self) -> Watch:
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._stop.set()
        self._thread.join()

    def _look(self) -> None:
        while True:
            if held := of_tree(self._root):
                before = self.peak or held
                self.peak = Held(max(before.anonymous, held.anonymous), max(before.files, held.files))
            if self._stop.wait(PAUSE):
                return
