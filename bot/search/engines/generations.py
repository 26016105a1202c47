"""The folders of an index: each state of it in its own, and a pointer to the one that answers.

    CURRENT        which one answers, see `pointer`
    gen-7/         the one before, kept for a rollback and for readers in the middle of its pages
    gen-8/         the one that answers: after an update it shares most files with the one before
    gen-9/         one that is being made, or was left behind by a process that died
    write.lock     held by whoever writes

A reader that still holds an old generation goes on with it: its files live until it lets go.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import EngineError, IndexBusy, IndexStale
from bot.search.durable import make_durable, sync_folder
from bot.search.engines.pointer import (
    PREFIX,
    Pointer,
    number_of,
    read_pointer,
    sweep,
    write_pointer,
)


class Generations:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def pointer(self) -> Pointer:
        """Raises IndexStale where it is none of ours."""
        return read_pointer(self.folder)

    def start(self) -> Path:
        """A new empty folder, under a number that was never given before."""
        numbers = [number_of(path.name) for path in self.all()]
        path = self.folder / f"{PREFIX}{max(self._standing().highest, *numbers, 0) + 1}"
        path.mkdir()
        return path

    def switch(self, path: Path, *, previous: str) -> None:
        """Let `path`, whose files are durable, answer from now on."""
        sync_folder(path)
        sync_folder(self.folder)
        highest = max(number_of(path.name), self._standing().highest)
        write_pointer(self.folder, Pointer(path.name, previous, highest))

    def go_back(self) -> None:
        """Let the one before answer again, and forget the one that does."""
        pointer = self.pointer()
        write_pointer(self.folder, Pointer(pointer.previous, "", pointer.highest, held=True))

    def release(self) -> None:
        """The one that answers is no longer held."""
        pointer = self.pointer()
        if pointer.held:
            write_pointer(self.folder, replace(pointer, held=False))

    def clean(self, *, but: Path | None = None) -> None:
        """Remove every generation that the pointer does not name, and remember its number; what is still
        open elsewhere goes next time."""
        pointer = self._standing()
        sweep(self.folder)
        left = [path for path in self.all() if path.name not in pointer.names and path != but]
        highest = max((number_of(path.name) for path in left), default=0)
        if highest > pointer.highest:
            write_pointer(self.folder, replace(pointer, highest=highest))
        for path in left:
            shutil.rmtree(path, ignore_errors=True)

    def _standing(self) -> Pointer:
        """The pointer, or none where nothing that it names can answer."""
        try:
            return self.pointer()
        except IndexStale:
            return Pointer()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Keep every other process from writing; raises IndexBusy when one already does."""
        lock = FileLock(self.folder / "write.lock", timeout=0, thread_local=False)
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise IndexBusy(
                f"the index in {self.folder} is being written by another process",
                hint="wait until that one is done, or stop it",
            ) from error
        except OSError as error:
            raise EngineError(
                f"the index folder {self.folder} cannot be written: {error}",
                hint="set INDEX_DIR to a folder that can",
            ) from error
        try:
            yield
        finally:
            lock.release()

    def all(self) -> list[Path]:
        """The folders of all generations, also of unfinished ones."""
        return [path for path in self.folder.glob(f"{PREFIX}*") if number_of(path.name)]


def share(names: Iterable[str], old: Path, new: Path) -> None:
    """The named files, which nobody ever changes, in both folders: by hard links, else as copies."""
    for name in names:
        try:
            os.link(old / name, new / name)
        except FileNotFoundError:  # listed, but tidied up meanwhile
            continue
        except OSError:  # no hard links here, or too many of this file
            shutil.copyfile(old / name, new / name)
            make_durable(new / name)
