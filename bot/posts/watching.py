"""Tells when posts have changed on disk and then been left alone for a while.

The system tells of every file (inotify, FSEvents, ReadDirectoryChangesW; by `watchfiles`); what is told
here is only that a burst of changes is over, so that an rsync or a checkout counts once.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncGenerator, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath

from watchfiles import Change, watch

from bot.errors import CorpusError
from bot.posts.layout import may_be_post, may_hold_posts

QUIET = 2.0  # seconds without a change after which a burst is over
STEP = 0.2  # seconds in which neighbouring changes are told together
MOST_BATCHES = 100  # some minutes at most: a file that never rests does not hold up the others

NOWHERE = (0, 0)

Batch = Collection[object]


async def changes(
    folders: Sequence[Path], changed: bool = False, *, quiet: float = QUIET
) -> AsyncGenerator[None, None]:
    """`rests` for an event loop: in a thread of its own, which ends with the iteration."""
    stop, end = threading.Event(), object()
    watching = rests(folders, stop, changed=changed, quiet=quiet)
    pool = ThreadPoolExecutor(1, thread_name_prefix="watch")
    try:
        while await asyncio.get_running_loop().run_in_executor(pool, next, watching, end) is not end:
            yield
    finally:
        stop.set()
        pool.shutdown(wait=False)


def rests(
    folders: Sequence[Path],
    stop: threading.Event,
    *,
    changed: bool = False,
    quiet: float = QUIET,
    batches: Iterable[Batch] | None = None,
) -> Iterator[None]:
    """Yields each time that posts have changed and then rested for `quiet` seconds. Blocks: for a thread.

    Ends when `stop` is set, and when a folder is gone or has become another one (a link that was
    switched, a clone in its place), which the system no longer tells of; then start anew.
    changed: something has changed already. batches: instead of the system's news; an empty one
    says that nothing changed for `quiet` seconds. Raises CorpusError where a folder cannot be watched.
    """
    places = _places(folders)
    if NOWHERE in places:
        raise CorpusError(
            f"{folders[places.index(NOWHERE)]} is gone", hint="put it back, or set CORPUS_DIR to another"
        )
    waiting = int(changed)
    for batch in _told(folders, stop, quiet) if batches is None else batches:
        if _places(folders) != places:
            return
        waiting += bool(batch)
        if waiting and (not batch or waiting >= MOST_BATCHES):
            waiting = 0
            yield


def concerns_posts(folder: str, path: str) -> bool:
    """Whether what changed at `path`, a file or a folder below `folder`, may have changed a post."""
    below = os.path.relpath(path, folder).replace(os.sep, "/")
    if below == ".":
        return True
    parts = below.split("/")
    inside = all(may_hold_posts("/".join(parts[:depth])) for depth in range(1, len(parts)))
    folder_like = not PurePath(below).suffix or os.path.isdir(path)
    return inside and (may_be_post(parts[-1]) or (folder_like and may_hold_posts(below)))


def _told(folders: Sequence[Path], stop: threading.Event, quiet: float) -> Iterator[Batch]:
    """What the system tells, in batches; an empty one after `quiet` seconds without a change."""
    roots = [os.path.realpath(folder) for folder in folders]

    def wanted(_: Change, path: str) -> bool:
        return any(_is_below(path, root) and concerns_posts(root, path) for root in roots)

    try:
        yield from watch(
            *roots,
            watch_filter=wanted,
            step=round(STEP * 1000),
            rust_timeout=round(quiet * 1000),
            yield_on_timeout=True,
            stop_event=stop,
            raise_interrupt=False,
            ignore_permission_denied=True,
        )
    except OSError as error:  # mostly more folders than the system is willing to watch
        raise CorpusError(
            f"{', '.join(map(str, folders))} cannot be watched: {error}",
            hint="on Linux raise fs.inotify.max_user_watches; until then /reload reads the posts",
        ) from error


def _is_below(path: str, root: str) -> bool:
    return path == root or path.startswith(root.rstrip(os.sep) + os.sep)


def _places(folders: Sequence[Path]) -> list[tuple[int, int]]:
    """Which folders these are now, whatever their names lead to; NOWHERE for one that is gone."""
    return [_place(folder) for folder in folders]


def _place(folder: Path) -> tuple[int, int]:
    try:
        status = folder.stat()
    except OSError:
        return NOWHERE
    return status.st_dev, status.st_ino
