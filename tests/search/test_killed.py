"""Killed at any moment, an index answers with the old or the new articles, and the next run converges.

The usual run tries a share of the random moments; for more of them, and others, say

    WENDA_KILLS=300 WENDA_SEED=1 python -m pytest tests/search/test_killed.py
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import shutil
import signal
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.search.killing import (
    OPERATIONS,
    Content,
    Left,
    left,
    leftovers,
    operate,
    rebuild,
    update,
    update_apart,
    wait_for_orphans,
    write_version,
)

KILLS = int(os.environ.get("WENDA_KILLS", "10"))
SEED = int(os.environ.get("WENDA_SEED", "7"))
LATE = 24  # the last events of a run: checking, swapping, tidying
SPAWN = multiprocessing.get_context("forkserver")

pytestmark = pytest.mark.skipif(os.name != "posix", reason="kills processes the POSIX way")


@dataclass(frozen=True, slots=True)
class Stage:
    """A corpus at its third version, and an index of the second that can go back to the first."""

    corpus: Path
    ready: Path
    versions: tuple[Content, Content, Content]

    def folder(self, name: str, operation: str) -> Path:
        folder = self.ready.with_name(name)
        if operation == "first build":
            folder.mkdir()
        else:
            shutil.copytree(self.ready, folder)
        return folder

    def allowed(self, operation: str) -> list[Left]:
        first, second, third = self.versions
        return {
            "first build": [Left(None), Left(third)],
            "update": [Left(second), Left(third)],
            "update apart": [Left(second), Left(third)],
            "rebuild": [Left(second), Left(third)],
            "rollback": [Left(second), Left(first, held=True)],
        }[operation]


@dataclass(frozen=True, slots=True)
class Usual:
    """An operation that nobody kills: what it does to files below the index itself, and how long it takes
    from when it tells that it has begun."""

    events: list[str]
    seconds: float


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Stage:
    SPAWN.set_forkserver_preload(["tests.search.killing"])
    root = tmp_path_factory.mktemp("killed")
    corpus, ready = root / "corpus", root / "ready"
    first = write_version(corpus, 0)
    rebuild(corpus, ready)
    second = write_version(corpus, 1)
    update(corpus, ready)
    return Stage(corpus, ready, (first, second, write_version(corpus, 2)))


@pytest.fixture(scope="module")
def usual(stage: Stage) -> dict[str, Usual]:
    found = {}
    for operation in OPERATIONS:
        folder = stage.folder(f"usual {operation}", operation)
        ours, theirs = SPAWN.Pipe()
        process = SPAWN.Process(target=operate, args=(operation, stage.corpus, folder, 0, theirs))
        process.start()
        ours.recv()
        started = time.monotonic()
        found[operation] = Usual(ours.recv(), time.monotonic() - started)
        process.join()
        assert asyncio.run(left(folder)) == stage.allowed(operation)[1]
    return found


@pytest.mark.parametrize("number", range(KILLS))
def test_it_answers_with_the_old_or_the_new_articles_and_the_next_run_converges(
    number: int, stage: Stage, usual: dict[str, Usual]
) -> None:
    operation = list(OPERATIONS)[number % len(OPERATIONS)]
    folder = stage.folder(f"killed {number}", operation)
    chance = random.Random(f"{SEED} {number}")
    moment = killed(operation, stage.corpus, folder, usual[operation], chance)
    told = f"seed {SEED}, {operation} killed {moment}"
    wait_for_orphans(folder)
    answered = asyncio.run(left(folder))
    assert answered in stage.allowed(operation), told
    report = (update_apart if operation == "update apart" else update)(stage.corpus, folder)
    assert bool(report.rebuilt) == (answered == Left(None)), told  # else its manifest is there, too
    assert asyncio.run(left(folder)) == Left(stage.versions[2]), told
    assert leftovers(folder) == [], told


def killed(operation: str, corpus: Path, folder: Path, usual: Usual, chance: random.Random) -> str:
    """Run the operation in a process and kill that, or its child; tells when."""
    event = an_event(len(usual.events), chance)
    ours, theirs = SPAWN.Pipe()
    process = SPAWN.Process(target=operate, args=(operation, corpus, folder, event, theirs))
    process.start()
    theirs.close()
    if event:
        process.join()
        return f"before event {event} of {len(usual.events)}: {usual.events[event - 1]}"
    children = ours.recv()
    seconds = chance.uniform(0, 1.2 * usual.seconds)
    process.join(timeout=seconds)
    victim = chance.choice([process.pid, *children])
    with suppress(ProcessLookupError):  # it has come to its end before
        os.kill(victim, signal.SIGKILL)
    process.join()
    return f"{seconds:.4f} s after it began" + (" by the end of its child" if victim in children else "")


def an_event(total: int, chance: random.Random) -> int:
    """The number of one of so many events, a late one in half of the cases; 0 where it is not to be one."""
    if total < LATE or chance.random() < 1 / 3:
        return 0
    return chance.choice([chance.randint(1, total), chance.randint(total - LATE, total)])
