"""What was measured, kept in the work folder as one JSON file a row: a stopped run goes on where it was.

A row is measured in rounds, each in a fresh process; every round is written down as soon as it is done.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median

Value = float | int | str | None
Values = dict[str, Value]


@dataclass(frozen=True, slots=True)
class Entry:
    """A row at a size: its rounds so far; `failed` and `skipped` say why there are no more."""

    row: str
    size: int
    rounds: tuple[Values, ...] = ()
    failed: str = ""
    skipped: str = ""

    @property
    def values(self) -> Values:
        """For each figure the median of the rounds that have it, for a text the last."""
        names = dict.fromkeys(name for one in self.rounds for name in one)
        return {name: middle([one.get(name) for one in self.rounds]) for name in names}


def middle(values: list[Value]) -> Value:
    figures = [one for one in values if isinstance(one, int | float)]
    return median(figures) if figures else values[-1]


class Ledger:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    def entry(self, row: str, size: int) -> Entry:
        """What is written down of a row, an empty entry before its first round."""
        try:
            told = json.loads(self._file(row, size).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return Entry(row, size)
        return Entry(**{**told, "rounds": tuple(told["rounds"])})

    def write(self, entry: Entry) -> None:
        """In one step, so that a killed run leaves the old entry or the new one."""
        file = self._file(entry.row, entry.size)
        written = file.with_suffix(".new")
        written.write_text(json.dumps(asdict(entry), ensure_ascii=False, indent=1), encoding="utf-8")
        os.replace(written, file)

    def forget(self, row: str, size: int) -> None:
        self._file(row, size).unlink(missing_ok=True)

    def _file(self, row: str, size: int) -> Path:
        return self._folder / f"{row}-{size}.json"


def complete(ledger: Ledger, row: str, size: int, rounds: int, measure: Callable[[int], Values]) -> Entry:
    """The row with all its rounds; only those that are missing are measured, by `measure(number)`."""
    entry = ledger.entry(row, size)
    if entry.failed:
        return entry
    for number in range(len(entry.rounds), rounds):
        entry = Entry(row, size, (*entry.rounds, measure(number)))
        ledger.write(entry)
    return entry
