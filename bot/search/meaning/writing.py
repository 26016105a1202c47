"""Adding vectors to a store, one writer at a time. Killed at any moment, it leaves what was added before."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import numpy as np
from filelock import FileLock, Timeout
from numpy.typing import NDArray

from bot.errors import EngineError, IndexBusy
from bot.search.durable import sync_folder
from bot.search.meaning.embedder import Vectors
from bot.search.meaning.places import halves
from bot.search.meaning.quantised import quantised
from bot.search.meaning.records import RECORD, Files, Stored, current, stored
from bot.search.meaning.store import FORMAT, HEAD, PREFIX, Head, VectorsReader, read_head

LOCK = "writer.lock"
BLOCK = 16_384  # rows that are copied at once


@dataclass(frozen=True, slots=True)
class Entry:
    """What a vector stands for: the first passage of an article, or the second … (0, 1 …)."""

    key: bytes
    article_id: str
    place: int = 0


@contextmanager
def writing(folder: Path, head: Head) -> Iterator[VectorsWriter]:
    """The writer of a store, which is made where there is none.

    Raises IndexBusy while another one writes, EngineError where the folder cannot be written.
    """
    lock = FileLock(folder / LOCK, timeout=0, thread_local=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy(
            "vectors are being made by another process", hint="wait for it, or stop it"
        ) from error
    except OSError as error:
        raise refused(folder, error) from error
    try:
        writer = VectorsWriter(folder, head)
        with closing(writer):
            yield writer
    except OSError as error:
        raise refused(folder, error) from error
    finally:
        lock.release()


def refused(folder: Path, error: OSError) -> EngineError:
    return EngineError(
        f"the vectors in {folder} cannot be written: {error}",
        hint="look whether the disk is full, or whose the files are",
    )


class VectorsWriter:
    """Appends. Only `writing` makes one, since there must not be two."""

    def __init__(self, folder: Path, head: Head) -> None:
        self._folder, self._head = folder, head
        self._open: list[BinaryIO] = []
        if read_head(folder) != head:
            begin(folder, head)
        self._begin_behind(current(folder) or Files(folder, 1))
        self.reader = VectorsReader(folder)

    def append(self, entries: Sequence[Entry], vectors: Vectors) -> None:
        """Add a vector for each entry, all of them durable when this returns."""
        if not entries:
            return
        rows, scales = quantised(vectors)
        names = [entry.article_id.encode("utf-8", "surrogatepass") for entry in entries]
        at_rows, at_names, at_records = self._open
        table = np.zeros(len(entries), RECORD)
        table["high"], table["low"] = halves([entry.key for entry in entries]).T
        table["name"] = at_names.tell() + np.cumsum([0, *map(len, names[:-1])])
        table["size"], table["scale"] = [len(name) for name in names], scales
        table["place"] = [entry.place for entry in entries]
        for file, data in (
            (at_rows, rows.tobytes()),
            (at_names, b"".join(names)),
            (at_records, table.tobytes()),
        ):
            file.write(data)
            make_sure(file)
        self.reader.refresh()

    def compact(self, alive: NDArray[np.bool_]) -> None:
        """Keep only these rows. Readers have the old files until they look again."""
        before = stored(self._files, self._head.dimensions)
        after = Files(self._folder, self._files.number + 1)
        copied(before, np.flatnonzero(alive[: len(before.records)]), after)
        sync_folder(self._folder)
        self.close()
        self._begin_behind(after)
        self.reader.refresh()

    def close(self) -> None:
        for file in self._open:
            file.close()

    def _begin_behind(self, files: Files) -> None:
        """Go on behind the last whole record, and take away what no reader needs."""
        self._files = files
        for path in self._folder.glob("*-*"):
            if path not in (files.rows, files.names, files.records):
                with suppress(OSError):  # a system that keeps what is mapped: the next writer takes it away
                    path.unlink()
        self._open = [path.open("ab") for path in (files.rows, files.names, files.records)]
        state = stored(files, self._head.dimensions)
        count, names = len(state.records), state.names_end
        del state  # some systems cut no file that is mapped
        for file, size in zip(
            self._open, (count * self._head.dimensions, names, count * RECORD.itemsize), strict=True
        ):
            file.truncate(size)
            file.seek(0, os.SEEK_END)


def begin(folder: Path, head: Head) -> None:
    """An empty store, whatever lay here before."""
    for path in folder.glob("*-*"):
        path.unlink(missing_ok=True)
    told = {"format": FORMAT, "fingerprint": head.fingerprint, "dimensions": head.dimensions}
    fresh = folder / f"{HEAD}.new"
    with fresh.open("wb") as file:
        file.write(json.dumps(told).encode())
        make_sure(file)
    os.replace(fresh, folder / HEAD)
    sync_folder(folder)


def copied(before: Stored, kept: NDArray[np.int64], after: Files) -> None:
    """The kept rows in files of their own; the records come last and take their name when all is there."""
    fresh = after.records.with_name(f"{after.records.name}.new")
    with after.rows.open("wb") as rows, after.names.open("wb") as names, fresh.open("wb") as records:
        for first in range(0, len(kept), BLOCK):
            some = kept[first : first + BLOCK]
            table, ids = before.records[some].copy(), [before.name_bytes(int(row)) for row in some]
            table["name"] = names.tell() + np.cumsum([0, *map(len, ids[:-1])])
            rows.write(before.rows[some].tobytes())
            names.write(b"".join(ids))
            records.write(table.tobytes())
        for file in (rows, names, records):
            make_sure(file)
    os.replace(fresh, after.records)


def make_sure(file: BinaryIO) -> None:
    """What was written lies on disk."""
    file.flush()
    os.fsync(file.fileno())


def forget_others(state: Path, folder: Path) -> None:
    """Take away the vectors of models that are not used any more, once those of `folder` are all made."""
    for other in state.glob(f"{PREFIX}*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)
