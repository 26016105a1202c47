"""Killed at any moment, whoever makes vectors leaves whole ones, and the next run ends where none was killed.

The usual run tries some moments by chance; for more of them, and others, say

    WENDA_KILLS=300 WENDA_SEED=1 python -m pytest tests/search/test_building_killed.py
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import shutil
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from filelock import FileLock

from bot.search.engine import Document
from bot.search.engines.local import LocalEngine
from bot.search.meaning.building import BATCH, build
from bot.search.meaning.progress import Building
from bot.search.meaning.store import folder_of
from bot.search.meaning.writing import LOCK
from tests.search.articles import an_article
from tests.search.vectors import HEAD, Votes, added, content

KILLS = int(os.environ.get("WENDA_KILLS", "6"))
SEED = int(os.environ.get("WENDA_SEED", "7"))
ARTICLES = 12 * BATCH + 5
GONE = 2 * ARTICLES  # vectors of articles that are there no more: so many that they are taken out at the end
SPAWN = multiprocessing.get_context("forkserver")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes the POSIX way")


@dataclass(frozen=True, slots=True)
class Stage:
    """An index without its vectors; what they are; and how long they take to be made."""

    ready: Path
    expected: Mapping[str, list[float]]
    seconds: float


def make(state: Path, told: Connection | None = None) -> None:
    """What the killed process does. Tells when it begins, and when it comes to its end."""

    def tell(building: Building) -> None:
        if told and not building.rate:
            told.send(building)

    async def all_of_it() -> None:
        engine = LocalEngine(state)
        await engine.look(lambda view: build(view, state, Votes(), tell))
        await engine.aclose()

    asyncio.run(all_of_it())


def store(state: Path) -> Path:
    return folder_of(state, HEAD.fingerprint)


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    SPAWN.set_forkserver_preload(["tests.search.test_building_killed"])
    root = tmp_path_factory.mktemp("building")
    ready, whole = root / "ready", root / "whole"
    made = [
        Document(an_article(f"文{at}", text=f"第{at}篇的正文。" * 30, days=-at), "", "")
        for at in range(ARTICLES)
    ]
    asyncio.run(LocalEngine(ready).rebuild(made, fingerprint="test"))
    added(store(ready), [f"旧{at}" for at in range(GONE)])
    shutil.copytree(ready, whole)
    seconds = time.monotonic()
    make(whole)
    seconds = time.monotonic() - seconds
    expected = content(store(whole))
    assert sorted(expected) == sorted(f"文{at}" for at in range(ARTICLES))
    return Stage(ready, expected, seconds)


@pytest.mark.parametrize("number", range(KILLS))
def test_what_was_made_is_kept_and_the_next_run_ends_where_none_was_killed(number: int, stage: Stage) -> None:
    chance = random.Random(f"{SEED} {number}")
    state = stage.ready.with_name(f"killed {number}")
    shutil.copytree(stage.ready, state)
    had = 0
    for _ in range(2):  # and then a run that goes on with what was left
        seconds = killed(state, chance.uniform(0, 1.2 * stage.seconds))
        left = {name: row for name, row in content(store(state)).items() if not name.startswith("旧")}
        told = f"seed {SEED}, killed {seconds:.4f} s after it began"
        assert left.items() <= stage.expected.items(), told
        assert len(left) >= had, told
        had = len(left)
    make(state)
    assert content(store(state)) == stage.expected
    names = {path.name.split("-")[0] for path in store(state).glob("*-*")}
    assert (names, len(list(store(state).iterdir()))) == ({"rows", "names", "records"}, 5)


def killed(state: Path, seconds: float) -> float:
    """Make vectors in a process and kill it so long after it began."""
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=make, args=(state, theirs))
    process.start()
    theirs.close()
    with suppress(EOFError):
        ours.recv()
    process.join(timeout=seconds)
    with suppress(ProcessLookupError):  # it has come to its end before
        os.kill(process.pid or 0, signal.SIGKILL)
    process.join()
    with FileLock(store(state) / LOCK, timeout=30):  # free, since its owner is gone
        return seconds
