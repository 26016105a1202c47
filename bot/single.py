"""One conversation for a bot and a folder of indexes: who comes second waits a little, and then ends."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import WendaError

PATIENCE = 12.0  # seconds, as long as one that was told to stop may take


@contextmanager
def single(
    index: Path, bot: str, say: Callable[[str], None], *, patience: float = PATIENCE
) -> Iterator[None]:
    """Keep out every other process that converses as this bot (its number) over this folder of indexes. What
    tells them apart lies beside it, with the state.

    Raises WendaError where one goes on for longer than `patience` seconds. A folder that cannot be written
    keeps nobody out: what is wrong with it is told where it is needed.
    """
    folder = Path(f"{index}-state")
    lock = FileLock(folder / f"telegram-{bot}.lock", timeout=0, thread_local=False)
    name = folder / f"telegram-{bot}.pid"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _acquire(lock, name, say, patience)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            name.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        lock.release()


def _acquire(lock: FileLock, name: Path, say: Callable[[str], None], patience: float) -> None:
    try:
        lock.acquire()
    except Timeout:
        other = _process(name)
        say(f"{other} converses as this bot already; waiting until it ends")
        try:
            lock.acquire(timeout=patience)
        except Timeout as error:
            raise WendaError(
                f"{other} converses as this bot, and goes on; this one ends",
                hint="end that one first, or give this one a BOT_TOKEN of its own",
            ) from error


def _process(name: Path) -> str:
    try:
        return f"process {int(name.read_text(encoding='ascii'))}"
    except (OSError, ValueError):
        return "another process"
