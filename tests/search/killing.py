"""A process that brings a small index up to date and is killed meanwhile, and what it leaves behind.

It is killed either right before one of its own operations on files, counted by an audit hook, or after
a while, which also meets the moments inside SQLite and tantivy. Of a refresh in a process of its own
either this one or the one that waits for it is killed.
"""

from __future__ import annotations

import asyncio
import json
import multiprocessing
import os
import signal
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

from filelock import FileLock

from bot.errors import EngineError, IndexMissing
from bot.search.apart import Apart
from bot.search.engine import Status
from bot.search.engines.local import LocalEngine
from bot.search.engines.pointer import read_pointer
from bot.search.indexer import Indexer
from bot.search.report import IndexReport, OnProgress, Progress, silent
from tests.search.articles import asking
from tests.search.folders import SITE, indexed, write_post

POSTS, LEAVING = 24, 4
LOCKS = {"refresh.lock", "write.lock", "lexicon.lock"}
NEEDED = {"CURRENT", "lexicon.tables", *LOCKS}
OUTSIDE_SEGMENTS = {
    *(".managed.json", "meta.json", "wenda.json"),
    *(".tantivy-meta.lock", ".tantivy-writer.lock"),
}
Content = Mapping[str, str]


def write_version(corpus: Path, version: int) -> Content:
    """Every version has other titles, and its last posts are not those of the one before; title by id."""
    first = version * LEAVING
    names = [f"post{number}" for number in range(first, first + POSTS)]
    for path in corpus.glob("_posts/*"):
        path.unlink()
    for name in names:
        write_post(corpus, name, title=f"版本{version}的{name}")
    return {name: f"版本{version}的{name}" for name in names}


def an_indexer(corpus: Path, folder: Path) -> Indexer:
    engine = LocalEngine(folder, between_notes=POSTS // 3)  # so that killed builds are gone on with
    return Indexer(engine, folders=[corpus], state=folder, site=SITE)


def update(corpus: Path, folder: Path, on_progress: OnProgress = silent) -> IndexReport:
    return asyncio.run(an_indexer(corpus, folder).refresh(on_progress))


def rebuild(corpus: Path, folder: Path, on_progress: OnProgress = silent) -> IndexReport:
    return asyncio.run(an_indexer(corpus, folder).refresh(on_progress, rebuild=True))


def rollback(corpus: Path, folder: Path, on_progress: OnProgress = silent) -> Status:
    on_progress(Progress("write", 0, 0))
    return asyncio.run(an_indexer(corpus, folder).rollback())


def update_apart(corpus: Path, folder: Path, on_progress: OnProgress = silent) -> IndexReport:
    """With the lexicon, which is made at the end."""
    report = asyncio.run(Apart(folders=[corpus], state=folder, site=SITE, workers=0).refresh(on_progress))
    for child in multiprocessing.active_children():
        child.join()
    return report


OPERATIONS: Mapping[str, Callable[[Path, Path, OnProgress], object]] = {
    "first build": update,
    "update": update,
    "rebuild": rebuild,
    "rollback": rollback,
    "update apart": update_apart,
}


def operate(operation: str, corpus: Path, folder: Path, kill_before: int, told: Connection) -> None:
    """What the killed process does. Tells its own children when it has begun, by their numbers, and, when
    it lives to the end, its events on files."""
    events: list[str] = []
    begun: list[Progress] = []

    def count(event: str, values: tuple[object, ...]) -> None:
        if values and isinstance(values[0], str | bytes | os.PathLike) and event.startswith(("o", "s")):
            place = os.fsdecode(values[0])
            if place.startswith(str(folder)):
                events.append(f"{event} {place.removeprefix(str(folder))}")
                if len(events) == kill_before:
                    os.kill(os.getpid(), signal.SIGKILL)

    def watch(progress: Progress) -> None:
        if not begun:
            begun.append(progress)
            told.send([child.pid for child in multiprocessing.active_children()])

    sys.addaudithook(count)
    with suppress(EngineError):  # its child was killed
        OPERATIONS[operation](corpus, folder, watch)
        told.send(list(events))


@dataclass(frozen=True, slots=True)
class Left:
    """What an index answers: title by id, None where it never answered."""

    content: Content | None
    held: bool = False


async def left(folder: Path) -> Left:
    engine = LocalEngine(folder)
    try:
        status = await engine.status()
    except IndexMissing:
        return Left(None)
    content = {article.id: article.title for article in await indexed(engine)}
    assert (await engine.search(asking("正文", limit=2 * POSTS))).total == status.documents == len(content)
    return Left(content, status.held)


def wait_for_orphans(folder: Path) -> None:
    """Until nobody refreshes: a child whose parent was killed ends by itself."""
    if folder.is_dir():
        with FileLock(folder / "refresh.lock", timeout=30):
            pass


def leftovers(folder: Path) -> list[str]:
    """Everything below the index folder that no generation needs."""
    pointer = read_pointer(folder)
    named = {f"manifest-{name}.sqlite" for name in pointer.names} | pointer.names | NEEDED
    return [
        *(path.name for path in folder.iterdir() if path.name not in named),
        *(str(path) for name in pointer.names for path in unneeded(folder / name)),
    ]


def unneeded(generation: Path) -> list[Path]:
    segments = json.loads((generation / "meta.json").read_text(encoding="utf-8"))["segments"]
    stems = {one["segment_id"].replace("-", "") for one in segments}
    return [
        path
        for path in generation.iterdir()
        if path.name not in OUTSIDE_SEGMENTS and path.name.split(".")[0] not in stems
    ]
