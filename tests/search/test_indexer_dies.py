"""A refresh that dies at any moment leaves the old or the new index, and the next one converges."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search.engine import Check, Document, Reader, unchecked
from bot.search.engines.memory import MemoryEngine
from bot.search.indexer import Indexer
from tests.search.folders import SITE, indexed, loaded, write_post


class Died(Exception):
    pass


class DyingEngine(MemoryEngine):
    """Dies before the next write, while its generation is checked, or after it answers."""

    def __init__(self) -> None:
        super().__init__()
        self.dies = ""

    async def rebuild(
        self, documents: Iterable[Document], *, fingerprint: str, check: Check = unchecked, draft: str = ""
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
