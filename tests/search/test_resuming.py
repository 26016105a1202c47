"""A refresh that was interrupted is gone on with, and says so."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.posts.post import Article
from bot.posts.site import Site
from bot.search.engine import Check, Document, unchecked
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.indexer import Indexer
from bot.search.report import Progress
from bot.search.tokens import document
from bot.search.unfinished import FILE
from tests.search.articles import an_article
from tests.search.folders import SITE, indexed, loaded, write_post


class Interrupted(Exception):
    pass


class InterruptedEngine(MemoryEngine):
    """Fails its first write, whatever it is."""

    def __init__(self) -> None:
        super().__init__()
        self.interrupts = True

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked, draft: str = ""
    ) -> int:
        self._interrupt()
        return await super().rebuild(documents, fingerprint=fingerprint, check=check)

    async def update(
        self, documents: Iterable[Document], *, removed: Iterable[str] = (), check: Check = unchecked
    ) -> int:
        self._interrupt()
        return await super().update(documents, removed=removed, check=check)

    def _interrupt(self) -> None:
        if self.interrupts:
            self.interrupts = False
            raise Interrupted


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name in ("one", "two", "three"):
        write_post(folder, name)
    return folder


@pytest.fixture
def engine() -> InterruptedEngine:
    return InterruptedEngine()


def indexer_of(engine: MemoryEngine, corpus: Path, site: Site = SITE) -> Indexer:
    return Indexer(engine, folders=[corpus], state=corpus.with_name("state"), site=site, workers=0)


def rewrite(path: Path, **changes: str) -> None:
    """Another content that size and time do not tell."""
    before = path.stat()
    write_post(path.parent.parent, path.stem[11:], **changes)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


async def test_what_was_read_is_not_read_again(engine: InterruptedEngine, corpus: Path) -> None:
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh()
    rewrite(corpus / "_posts" / "2022-03-14-one.md", title="eno")
    told: list[Progress] = []
    report = await indexer_of(engine, corpus).refresh(told.append)
    assert (report.articles, report.resumed) == (3, 3)
    assert {one.kept for one in told if one.phase == "read"} == {3}
    assert "one" in {article.title for article in await indexed(engine)}
    assert (await indexer_of(engine, corpus).refresh()).resumed == 0
    assert not list(corpus.with_name("state").glob(f"{FILE}*"))


async def test_what_changed_came_or_went_meanwhile_is_seen(engine: InterruptedEngine, corpus: Path) -> None:
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh()
    write_post(corpus, "one", title="another title")
    write_post(corpus, "four")
    (corpus / "_posts" / "2022-03-14-two.md").unlink()
    report = await indexer_of(engine, corpus).refresh()
    assert (report.articles, report.resumed) == (3, 1)
    assert await indexed(engine) == loaded([corpus])


async def test_an_update_is_gone_on_with_too(engine: InterruptedEngine, corpus: Path) -> None:
    engine.interrupts = False
    await indexer_of(engine, corpus).refresh()
    write_post(corpus, "four")
    write_post(corpus, "one", title="another title")
    engine.interrupts = True
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh()
    write_post(corpus, "five")
    report = await indexer_of(engine, corpus).refresh()
    assert (report.added, report.changed, report.resumed) == (2, 1, 2)
    assert await indexed(engine) == loaded([corpus])


async def test_posts_that_were_read_for_another_site_are_read_again(
    engine: InterruptedEngine, corpus: Path
) -> None:
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh()
    other = replace(SITE, url="https://example.org")
    assert (await indexer_of(engine, corpus, other).refresh()).resumed == 0
    assert await indexed(engine) == loaded([corpus], other)


async def test_a_rebuild_that_is_asked_for_reads_all_but_what_it_had_read_itself(
    engine: InterruptedEngine, corpus: Path
) -> None:
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh()
    engine.interrupts = True
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh(rebuild=True)
    rewrite(corpus / "_posts" / "2022-03-14-one.md", title="eno")
    report = await indexer_of(engine, corpus).refresh(rebuild=True)
    assert report.resumed == 3


@pytest.mark.parametrize("damage", ["no database", "another version"])
async def test_notes_that_cannot_be_used_are_begun_anew(
    engine: InterruptedEngine, corpus: Path, damage: str
) -> None:
    with pytest.raises(Interrupted):
        await indexer_of(engine, corpus).refresh()
    path = corpus.with_name("state") / FILE
    if damage == "no database":
        path.write_bytes(b"no database at all" * 1000)
    else:
        with sqlite3.connect(path) as base:
            base.execute("PRAGMA user_version = 99")
        base.close()
    report = await indexer_of(engine, corpus).refresh()
    assert (report.articles, report.resumed) == (3, 0)


# The engine's part


def documents(first: int, last: int) -> list[Document]:
    return [document(an_article(f"a{number}", title=f"第{number}篇")) for number in range(first, last + 1)]


class Held:
    """Gives documents, says when it has given them all, and then gives none until it may."""

    def __init__(self, given: list[Document]) -> None:
        self._given = given
        self.reached, self.go_on = threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[Document]:
        yield from self._given
        self.reached.set()
        self.go_on.wait()
        yield from self._given[:1]


async def interrupt(engine: LocalEngine, given: list[Document], draft: str) -> None:
    held = Held(given)
    building = asyncio.create_task(engine.rebuild(held, fingerprint="", draft=draft))
    await asyncio.to_thread(held.reached.wait)
    building.cancel()
    asyncio.get_running_loop().call_soon(held.go_on.set)  # once it knows that it is cancelled
    with pytest.raises(asyncio.CancelledError):
        await building


def generations(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("gen-*"))


async def ids(engine: LocalEngine) -> list[str]:
    return [article.id for article in await indexed(engine)]


async def test_a_build_that_was_interrupted_keeps_what_it_had_committed(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path, between_notes=2)
    assert await engine.begun("x") == 0
    await interrupt(engine, documents(1, 5), "x")
    again = LocalEngine(tmp_path, between_notes=2)
    assert (await again.begun("x"), await again.begun("y"), await again.begun("")) == (4, 0, 0)
    assert await again.rebuild(documents(5, 6), fingerprint="f", draft="x") == 6
    assert await ids(again) == ["a1", "a2", "a3", "a4", "a5", "a6"]
    assert await again.begun("x") == 0
    assert (await again.status()).version == "gen-1"


async def test_documents_that_are_given_again_are_there_once(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path, between_notes=2)
    await interrupt(engine, documents(1, 5), "x")
    assert await engine.rebuild(documents(2, 6), fingerprint="f", draft="x") == 6
    assert await ids(engine) == ["a1", "a2", "a3", "a4", "a5", "a6"]


async def test_a_build_of_another_name_starts_from_nothing(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path, between_notes=2)
    await interrupt(engine, documents(1, 5), "x")
    assert await engine.rebuild(documents(7, 8), fingerprint="f", draft="y") == 2
    assert await ids(engine) == ["a7", "a8"]
    assert generations(tmp_path) == ["gen-2"]


async def test_a_build_without_a_name_keeps_nothing(tmp_path: Path) -> None:
    engine = LocalEngine(tmp_path, between_notes=2)
    await interrupt(engine, documents(1, 5), "")
    assert generations(tmp_path) == []


async def test_the_articles_of_an_interrupted_refresh_are_not_made_again(tmp_path: Path) -> None:
    """The second run gets the documents behind the kept ones only, and the index holds all."""
    corpus = tmp_path / "corpus"
    for number in range(5):
        write_post(corpus, f"post{number}")
    engine = CountingEngine(tmp_path / "state")
    building = asyncio.create_task(indexer_of_local(engine, corpus).refresh())
    await asyncio.to_thread(engine.reached.wait)
    building.cancel()
    asyncio.get_running_loop().call_soon(engine.go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await building
    engine.given = 0
    report = await indexer_of_local(engine, corpus).refresh()
    assert (report.articles, engine.given) == (5, 1)
    assert await indexed(engine) == loaded([corpus])


class CountingEngine(LocalEngine):
    """Counts the documents of a rebuild; holds the first one before its last document."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder, between_notes=2)
        self.given = 0
        self.reached, self.go_on = threading.Event(), threading.Event()

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked, draft: str = ""
    ) -> int:
        return await super().rebuild(
            self._counted(documents), fingerprint=fingerprint, check=check, draft=draft
        )

    def _counted(self, documents: Iterable[Document]) -> Iterator[Document]:
        for one in documents:
            self.given += 1
            if self.given == 5:
                self.reached.set()
                self.go_on.wait()
            yield one


def indexer_of_local(engine: LocalEngine, corpus: Path) -> Indexer:
    return Indexer(engine, folders=[corpus], state=corpus.with_name("state"), site=SITE, workers=0)


# With other processes


def manifest_rows(state: Path) -> list[tuple[object, ...]]:
    (path,) = state.glob("manifest-gen-*.sqlite")
    with sqlite3.connect(path) as base:
        rows = base.execute("SELECT * FROM files").fetchall()
    base.close()
    return rows


async def test_many_files_are_shared_by_processes_and_give_the_same_index(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    for number in range(520):
        write_post(corpus, f"post{number}", text=f"第{number % 400}种写法，一字不差。")
    found: list[tuple[list[Article], list[tuple[object, ...]]]] = []
    for workers in (0, 2):
        state = tmp_path / f"state{workers}"
        engine = LocalEngine(state)
        indexer = Indexer(engine, folders=[corpus], state=state, site=SITE, workers=workers)
        assert (await indexer.refresh()).articles == 400
        found.append((await indexed(engine), manifest_rows(state)))
        await engine.aclose()
    assert found[0] == found[1]
