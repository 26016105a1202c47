"""The files of a store of vectors, and one state of them as readers see it.

    head.json     format, the model's fingerprint, dimensions
    rows-1        int8[dimensions] for each vector, one after the other
    names-1       the ids of the articles, one after the other
    records-1     for each vector its key, where its article's id lies, its scale, and whether it is that of
                  the article's first passage (place 0), its second …

A vector is there when its record is: row and id are on disk before. What lies behind the last whole record
is what a writer left that died. A compacted store has the next number; its records get their name last, so
the highest number with records is the one that counts.
"""

from __future__ import annotations

import mmap
import re
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

RECORD = np.dtype(
    [("high", "<u8"), ("low", "<u8"), ("name", "<u8"), ("size", "<u2"), ("place", "<u2"), ("scale", "<f4")]
)
NUMBERED = re.compile(r"records-([1-9][0-9]{0,8})")

Records = NDArray[np.void]
Rows = NDArray[np.int8]


@dataclass(frozen=True, slots=True)
class Files:
    """The files of one number in a store's folder."""

    folder: Path
    number: int

    @property
    def rows(self) -> Path:
        return self.folder / f"rows-{self.number}"

    @property
    def names(self) -> Path:
        return self.folder / f"names-{self.number}"

    @property
    def records(self) -> Path:
        return self.folder / f"records-{self.number}"


def current(folder: Path) -> Files | None:
    """The files that count; None before there are any."""
    found = [NUMBERED.fullmatch(path.name) for path in folder.glob("records-*")]
    return (
        Files(folder, max((int(one.group(1)) for one in found if one), default=0) or 1)
        if any(found)
        else None
    )


@dataclass(frozen=True, slots=True)
class Stored:
    """So many vectors as they lay on disk at a moment; later ones do not change it."""

    files: Files
    records: Records
    rows: Rows
    names: memoryview

    def name(self, row: int) -> str:
        """The id of the row's article."""
        return self.name_bytes(row).decode("utf-8", "surrogatepass")

    def name_bytes(self, row: int) -> bytes:
        record = self.records[row]
        start = int(record["name"])
        return bytes(self.names[start : start + int(record["size"])])

    @property
    def names_end(self) -> int:
        """Where the id behind the last one would begin."""
        if not len(self.records):
            return 0
        return int(self.records[-1]["name"]) + int(self.records[-1]["size"])


def stored(files: Files, dimensions: int) -> Stored:
    """What these files hold now. Raises OSError where they are gone."""
    records, names, rows = (mapped(path) for path in (files.records, files.names, files.rows))
    whole = min(len(records) // RECORD.itemsize, len(rows) // dimensions)
    table = np.frombuffer(records, RECORD, whole)
    count = first_unfit(table, len(names))
    shaped = np.frombuffer(rows, np.int8, count * dimensions).reshape(count, dimensions)
    return Stored(files, table[:count], shaped, names)


def first_unfit(table: Records, names: int) -> int:
    """How many records from the first on say something: a torn end is zeros, or points behind the names."""
    ends = table["name"] + table["size"]
    unfit = ((table["high"] == 0) & (table["low"] == 0)) | (ends > names)
    return int(unfit.argmax()) if unfit.any() else len(table)


def mapped(path: Path) -> memoryview:
    """The file's bytes where they lie."""
    with path.open("rb") as file:
        if not path.stat().st_size:
            return memoryview(b"")  # which cannot be mapped
        return memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
