"""What must be on disk before what, so that a power cut leaves the old or the new generation."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from bot.search.engines.local import LocalEngine
from bot.search.indexer import Indexer
from tests.search.folders import SITE, write_post

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="names open files by /proc")


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is made durable and what is renamed, in order, by name."""
    told: list[str] = []
    fsync, replace = os.fsync, os.replace

    def telling_fsync(number: int) -> None:
        told.append(f"sync {Path(os.readlink(f'/proc/self/fd/{number}')).name}")
        fsync(number)

    def telling_replace(old: Path, new: Path) -> None:
        told.append(f"{Path(old).name} becomes {Path(new).name}")
        replace(old, new)

    monkeypatch.setattr("os.fsync", telling_fsync)
    monkeypatch.setattr("os.replace", telling_replace)
    return told


@pytest.fixture
def indexer(tmp_path: Path) -> Indexer:
    write_post(tmp_path / "corpus", "one")
    state = tmp_path / "state"
    return Indexer(LocalEngine(state), folders=[tmp_path / "corpus"], state=state, site=SITE)


def follow_each_other(wanted: list[str], steps: list[str]) -> bool:
    left = iter(steps)
    return all(step in left for step in wanted)


async def test_generation_and_manifest_are_durable_before_the_pointer_names_them(
    indexer: Indexer, tmp_path: Path, steps: list[str]
) -> None:
    for number in (1, 2):
        steps.clear()
        write_post(tmp_path / "corpus", f"more{number}")
        await indexer.refresh()
        wanted = [
            "sync manifest-new.sqlite",
            f"manifest-new.sqlite becomes manifest-gen-{number}.sqlite",
            f"sync gen-{number}",
            "sync state",
            "sync CURRENT.new",
            "CURRENT.new becomes CURRENT",
            "sync state",
        ]
        assert follow_each_other(wanted, steps)
        assert steps[-1] == "sync state"


async def test_what_is_kept_for_the_same_generation_is_durable_before_it_replaces_the_old(
    indexer: Indexer, tmp_path: Path, steps: list[str]
) -> None:
    path = write_post(tmp_path / "corpus", "one")
    await indexer.refresh()
    os.utime(path, ns=(1, 1))
    steps.clear()
    await indexer.refresh()
    assert steps == [
        "sync manifest-new.sqlite",
        "manifest-new.sqlite becomes manifest-gen-1.sqlite",
        "sync state",
    ]
