"""A refresh that dies at any moment leaves the old or the new index, and the next one converges."""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import random
import time
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.engine import Check, Document, Reader, unchecked
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.indexer import Indexer
from bot.search.report import Progress
from tests.search.folders import SITE, indexed, loaded, write_post


class Died(Exception):
    pass


class DyingEngine(MemoryEngine):
    """Dies before the next write, while its generation is checked, or after it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.dies = ""

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked
    ) -> int:
        self._die("before")
        size = await super().rebuild(documents, fingerprint=fingerprint, check=self._dying(check))
        self._die("after")
        return size

    async def update(
        self, documents: Iterable[Document], *, removed: Iterable[str] = (), check: Check = unchecked
    ) -> int:
        self._die("before")
        size = await super().update(documents, removed=removed, check=self._dying(check))
        self._die("after")
        return size

    def _dying(self, check: Check) -> Check:
        async def checked(reader: Reader) -> None:
            await check(reader)
            self._die("checked")

        return checked

    def _die(self, moment: str) -> None:
        if self.dies == moment:
            self.dies = ""
            raise Died


NAMES = ["a", "b", "c", "x/a", "x/d"]
TEXTS = ["", "第一种写法，一字不差。", "第二种写法，一字不差。"]
edits = st.tuples(st.sampled_from(NAMES), st.sampled_from(TEXTS) | st.none(), st.sampled_from("甲乙"))
steps = st.tuples(
    st.lists(edits, max_size=3),
    st.sampled_from(["", "", "before", "checked", "after"]),
    st.sampled_from([False] * 4 + [True]),
)
Step = tuple[list[tuple[str, str | None, str]], str, bool]


def edit(corpus: Path, name: str, text: str | None, title: str) -> None:
    folder, _, short = f"./{name}".rpartition("/")
    path = write_post(corpus / folder, short, title=title, text=text or "")
    if text is None:
        path.unlink()


async def live(folder: Path, history: list[Step]) -> None:
    engine, corpus = DyingEngine(), folder / "corpus"
    corpus.mkdir()
    indexer = Indexer(engine, folders=[corpus], state=folder / "state", site=SITE)
    for changes, engine.dies, rebuild in history:
        for name, text, title in changes:
            edit(corpus, name, text, title)
        try:
            await indexer.refresh(rebuild=rebuild)
        except Died:
            continue
        assert await indexed(engine) == loaded([corpus])
    engine.dies = ""
    report = await indexer.refresh()
    assert await indexed(engine) == loaded([corpus])
    assert report.articles == len(loaded([corpus]))
    idle = await indexer.refresh()
    assert (idle.added, idle.changed, idle.removed, idle.rebuilt) == (0, 0, 0, "")


@settings(max_examples=25, deadline=None)
@given(st.lists(steps, min_size=1, max_size=5))
def test_whatever_happened_the_index_holds_what_the_folder_holds(history: list[Step]) -> None:
    with TemporaryDirectory() as folder:
        asyncio.run(live(Path(folder), history))


async def test_an_article_that_came_and_went_around_a_death_is_not_left_behind(tmp_path: Path) -> None:
    engine, corpus = DyingEngine(), tmp_path / "corpus"
    write_post(corpus, "a")
    indexer = Indexer(engine, folders=[corpus], state=tmp_path / "state", site=SITE)
    await indexer.refresh()
    ghost = write_post(corpus, "ghost")
    engine.dies = "after"
    with pytest.raises(Died):
        await indexer.refresh()
    assert [article.id for article in await indexed(engine)] == ["a", "ghost"]
    os.unlink(ghost)
    await indexer.refresh()
    assert [article.id for article in await indexed(engine)] == ["a"]


async def test_an_article_that_went_and_came_back_unchanged_around_a_death_is_there(tmp_path: Path) -> None:
    engine, corpus = DyingEngine(), tmp_path / "corpus"
    path = write_post(corpus, "a")
    indexer = Indexer(engine, folders=[corpus], state=tmp_path / "state", site=SITE)
    await indexer.refresh()
    os.rename(path, tmp_path / "aside")
    engine.dies = "after"
    with pytest.raises(Died):
        await indexer.refresh()
    assert await indexed(engine) == []
    os.rename(tmp_path / "aside", path)
    await indexer.refresh()
    assert [article.id for article in await indexed(engine)] == ["a"]


POSTS, KILLS = 40, 15


def write_version(corpus: Path, version: int) -> None:
    for number in range(POSTS):
        write_post(corpus, f"post{number}", title=f"版本{version}")


def refresh_in_process(corpus: Path, folder: Path, rebuild: bool, begun: object) -> None:
    """What the killed process does; `begun` is set when its first file was read."""

    def watch(progress: Progress) -> None:
        begun.set()  # type: ignore[attr-defined]  # an event of multiprocessing has no public class

    indexer = Indexer(LocalEngine(folder), folders=[corpus], state=folder, site=SITE)
    asyncio.run(indexer.refresh(watch, rebuild=rebuild))


async def versions(folder: Path) -> set[tuple[str, int]]:
    """The titles in the index, each with the number of articles that have it."""
    titles = [article.title for article in await indexed(LocalEngine(folder))]
    return {(title, titles.count(title)) for title in titles}


async def converge(corpus: Path, folder: Path) -> None:
    await Indexer(LocalEngine(folder), folders=[corpus], state=folder, site=SITE).refresh()


@pytest.mark.skipif(os.name != "posix", reason="kills processes the POSIX way")
def test_a_killed_process_leaves_the_old_or_the_new_index_and_the_next_run_converges(tmp_path: Path) -> None:
    corpus, folder = tmp_path / "corpus", tmp_path / "index"
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["bot.search.indexer", "bot.search.engines.local", __name__])
    chance = random.Random(7)
    write_version(corpus, 0)
    asyncio.run(converge(corpus, folder))
    started = time.monotonic()
    asyncio.run(Indexer(LocalEngine(folder), folders=[corpus], state=folder, site=SITE).refresh(rebuild=True))
    usual_seconds = time.monotonic() - started
    for kill in range(1, KILLS + 1):
        write_version(corpus, kill)
        begun = context.Event()
        process = context.Process(target=refresh_in_process, args=(corpus, folder, kill % 2 == 0, begun))
        process.start()
        begun.wait(timeout=10)
        process.join(timeout=chance.uniform(0, 2 * usual_seconds))
        process.kill()
        process.join()
        left = asyncio.run(versions(folder))
        assert left in ({(f"版本{kill - 1}", POSTS)}, {(f"版本{kill}", POSTS)})
        asyncio.run(converge(corpus, folder))
        assert asyncio.run(versions(folder)) == {(f"版本{kill}", POSTS)}
