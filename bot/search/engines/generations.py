"""The folders of an index: each full build in its own, and a pointer to the one that answers.

    CURRENT        "gen-3": replaced in one step, so readers see the old build or the new one
    gen-3/         the build that answers
    gen-4/         one that is being built, or was left behind by a process that died
    write.lock     held by whoever writes

A reader that still holds an old build goes on with it: its files live until it lets go.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import EngineError, IndexBusy

PREFIX = "gen-"


class Generations:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._pointer = folder / "CURRENT"

    def current(self) -> Path | None:
        """The build that answers, or None before the first one."""
        try:
            name = self._pointer.read_text(encoding="ascii", errors="replace").strip()
        except FileNotFoundError:
            return None
        return self.folder / name if name.startswith(PREFIX) else None

    def start(self) -> Path:
        """A new empty folder for the next build."""
        numbers = [int(path.name[len(PREFIX) :]) for path in self._all()]
        path = self.folder / f"{PREFIX}{max(numbers, default=0) + 1}"
        path.mkdir()
        return path

    def switch(self, path: Path) -> None:
        """Let `path` answer from now on, also after a power cut."""
        written = self._pointer.with_suffix(".new")
        with written.open("w", encoding="ascii") as file:
            file.write(path.name)
            file.flush()
            os.fsync(file.fileno())
        os.replace(written, self._pointer)
        sync_folder(self.folder)

    def clean(self) -> None:
        """Remove every build but the one that answers; what is still open elsewhere goes next time."""
        current = self.current()
        for path in self._all():
            if path != current:
                shutil.rmtree(path, ignore_errors=True)

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

    def _all(self) -> list[Path]:
        return [path for path in self.folder.glob(f"{PREFIX}*") if path.name[len(PREFIX) :].isdecimal()]


def sync_folder(folder: Path) -> None:
    if os.name == "posix":  # elsewhere a folder cannot be opened, and a rename is durable enough
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
