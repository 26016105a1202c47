"""One refresh at a time, and what its database says in our own words."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import EngineError, IndexBusy

LOCK = "refresh.lock"


@contextmanager
def alone(state: Path) -> Iterator[None]:
    """Keep out every other refresh, of this and of any other process.

    Raises IndexBusy where one is running, and EngineError where `state` cannot be written or the list
    of indexed files fails.
    """
    lock = FileLock(state / LOCK, timeout=0, thread_local=False)
    try:
        state.mkdir(parents=True, exist_ok=True)
        lock.acquire()
    except Timeout as error:
        raise IndexBusy("the index is being brought up to date", hint="wait until that is done") from error
    except OSError as error:
        raise EngineError(
            f"the folder {state} cannot be written: {error}", hint="set INDEX_DIR to one that can"
        ) from error
    try:
        yield
    except sqlite3.OperationalError as error:  # what the disk refuses, not what is wrong inside
        raise EngineError(
            f"the list of indexed files in {state} cannot be written: {error}",
            hint="look whether the disk is full, or whose the files are",
        ) from error
    except sqlite3.Error as error:
        raise EngineError(
            f"the list of indexed files in {state} failed: {error}", hint="run `wenda index --rebuild`"
        ) from error
    finally:
        lock.release()
