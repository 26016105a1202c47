"""What only the embedded engine does: builds in folders, other processes, damaged files."""

from __future__ import annotations

import asyncio
import json
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy
from filelock import FileLock

from bot.errors import EngineError, IndexBusy, IndexStale
from bot.search.engine import NO_FILTER, Document, Page, SearchEngine
from bot.search.engines.local import LocalEngine
from tests.search.articles import a_document, asking


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "index"


async def built(folder: Path, *keys: str) -> LocalEngine:
    engine = LocalEngine(folder)
    await engine.rebuild([a_document(key, "甲") for key in keys], fingerprint="print")
    return engine


async def found(engine: SearchEngine) -> list[str]:
    page: Page = await engine.search(asking("甲"))
    return [hit.article.id for hit in page.hits]


def builds(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("gen-*"))


async def test_an_index_outlives_its_process(folder: Path) -> None:
    await (await built(folder, "a")).aclose()
    reader = LocalEngine(folder)
    assert await found(reader) == ["a"]
    assert (await reader.status()).fingerprint == "print"
    assert await reader.update([a_document("b", "甲")]) == 2


async def test_another_reader_sees_a_commit_and_a_build_at_its_next_call(folder: Path) -> None:
    writer, reader = await built(folder, "a"), LocalEngine(folder)
    assert await found(reader) == ["a"]
    await writer.update([a_document("b", "甲")], removed=["a"])
    assert await found(reader) == ["b"]
    await writer.rebuild([a_document("c", "甲")], fingerprint="next")
    assert await found(reader) == ["c"]
    assert (await reader.status()).fingerprint == "next"


async def test_only_the_build_that_answers_is_kept(folder: Path) -> None:
    writer = await built(folder, "a")
    await writer.rebuild([a_document("b", "甲")], fingerprint="")
    assert len(builds(folder)) == 1
    assert (folder / "CURRENT").read_text(encoding="ascii") == builds(folder)[0]


async def test_an_old_searcher_goes_on_after_its_build_was_removed(folder: Path) -> None:
    writer = await built(folder, "a")
    old = tantivy.Index.open(str(folder / builds(folder)[0])).searcher()
    await writer.rebuild([], fingerprint="")
    assert old.search(tantivy.Query.all_query()).hits


@pytest.mark.parametrize("again", ["rebuild", "update"])
async def test_what_a_killed_build_left_behind_goes_with_the_next_write(folder: Path, again: str) -> None:
    writer = await built(folder, "a")
    shutil.copytree(folder / "gen-1", folder / "gen-7")
    (folder / "gen-7" / "meta.json").unlink()
    if again == "rebuild":
        await writer.rebuild([a_document("a", "甲")], fingerprint="")
    else:
        await writer.update([])
    assert len(builds(folder)) == 1
    assert await found(LocalEngine(folder)) == ["a"]


async def test_a_failed_build_leaves_no_folder_behind(folder: Path) -> None:
    writer = await built(folder, "a")

    def failing() -> Iterator[Document]:
        yield a_document("b", "甲")
        raise OSError("disk on fire")

    with pytest.raises(OSError, match="disk on fire"):
        await writer.rebuild(failing(), fingerprint="")
    assert builds(folder) == ["gen-1"]


async def test_writing_is_refused_while_another_process_writes(folder: Path) -> None:
    writer = await built(folder, "a")
    with FileLock(folder / "write.lock"):
        with pytest.raises(IndexBusy, match="another process"):
            await writer.update([a_document("b", "甲")])
        with pytest.raises(IndexBusy):
            await writer.rebuild([], fingerprint="")
        assert await found(writer) == ["a"]
    assert await writer.update([a_document("b", "甲")]) == 2


async def test_a_foreign_writer_inside_the_build_is_reported_as_busy(folder: Path) -> None:
    writer = await built(folder, "a")
    foreign = tantivy.Index.open(str(folder / "gen-1")).writer(32_000_000, 1)
    with pytest.raises(IndexBusy):
        await writer.update([a_document("b", "甲")])
    foreign.wait_merging_threads()
    assert await writer.update([a_document("b", "甲")]) == 2


async def test_a_cancelled_write_is_finished_before_the_next_begins(folder: Path) -> None:
    writer = await built(folder, "a")
    reached, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[Document]:
        reached.set()
        go_on.wait(timeout=10)
        yield a_document("b", "甲")

    first = asyncio.create_task(writer.update(slowly()))
    await asyncio.to_thread(reached.wait, 10)
    first.cancel()
    second = asyncio.create_task(writer.update([a_document("c", "甲")]))
    go_on.set()
    assert await second == 3


async def test_an_index_of_another_format_is_stale(folder: Path) -> None:
    await built(folder, "a")
    badge = folder / "gen-1" / "wenda.json"
    badge.write_text(json.dumps({"format": 0, "fingerprint": ""}), encoding="utf-8")
    with pytest.raises(IndexStale, match="another format") as raised:
        await LocalEngine(folder).status()
    assert "wenda index" in raised.value.hint


async def test_an_index_with_other_fields_is_stale(folder: Path) -> None:
    await built(folder, "a")
    badge = (folder / "gen-1" / "wenda.json").read_bytes()
    shutil.rmtree(folder / "gen-1")
    (folder / "gen-1").mkdir()
    (folder / "gen-1" / "wenda.json").write_bytes(badge)
    other = tantivy.SchemaBuilder()
    other.add_text_field("id")
    tantivy.Index(other.build(), path=str(folder / "gen-1")).writer(32_000_000, 1).commit()
    with pytest.raises(IndexStale, match="other fields"):
        await LocalEngine(folder).status()


@pytest.mark.parametrize("damage", ["meta.json", "wenda.json", ".managed.json", "*.store", "*.term", "*"])
async def test_a_damaged_index_is_our_own_error_and_can_be_built_anew(folder: Path, damage: str) -> None:
    await built(folder, "a")
    for path in (folder / "gen-1").glob(damage):
        path.write_bytes(b"\0garbage")
    engine = LocalEngine(folder)
    with pytest.raises(EngineError) as raised:
        await engine.status()
    assert "wenda index" in raised.value.hint
    with pytest.raises(EngineError):
        await engine.update([a_document("a", "甲")])
    assert await engine.rebuild([a_document("b", "甲")], fingerprint="") == 1
    assert await found(engine) == ["b"]


async def test_a_pointer_to_a_lost_build_is_our_own_error(folder: Path) -> None:
    engine = await built(folder, "a")
    shutil.rmtree(folder / "gen-1")
    with pytest.raises(EngineError):
        await engine.latest(NO_FILTER, limit=1)
    assert await engine.rebuild([a_document("b", "甲")], fingerprint="") == 1


async def test_a_folder_that_cannot_be_made_is_our_own_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EngineError, match="cannot be written"):
        await LocalEngine(tmp_path / "file" / "index").rebuild([], fingerprint="")
