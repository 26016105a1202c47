"""What only the embedded engine does: builds in folders, other processes, damaged files."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import shutil
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import tantivy
from filelock import FileLock

from bot.errors import EngineError, IndexBusy, IndexStale
from bot.search.engine import NO_FILTER, Document, Page, Reader, SearchEngine
from bot.search.engines.local import LocalEngine
from tests.search.articles import a_document, asking


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "index"


async def built(folder: Path, *keys: str) -> LocalEngine:
    engine = LocalEngine(folder)
    await engine.rebuild([a_document(key, "甲") for key in keys], fingerprint="print")
    return engine


async def found(engine: Reader) -> list[str]:
    page: Page = await engine.search(asking("甲"))
    return [hit.article.id for hit in page.hits]


async def found_at(engine: SearchEngine, version: str) -> list[str]:
    reader = await engine.at(version)
    assert reader
    return await found(reader)


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


async def test_only_the_generation_that_answers_and_the_one_before_are_kept(folder: Path) -> None:
    writer = await built(folder, "a")
    await writer.update([a_document("b", "甲")])
    await writer.rebuild([a_document("c", "甲")], fingerprint="print")
    await writer.update([a_document("d", "甲")])
    assert builds(folder) == ["gen-3", "gen-4"]
    assert (await writer.status()).version == "gen-4"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the process's own files by /proc")
async def test_generations_that_are_gone_are_let_go(folder: Path) -> None:
    """Else their files would fill the disk, though no name leads to them."""
    writer = await built(folder, "a")
    for key in ("b", "c", "d", "e"):
        await writer.rebuild([a_document(key, "甲")], fingerprint="print")
        assert await found(writer) == [key]
    gc.collect()
    maps = await asyncio.to_thread(Path("/proc/self/maps").read_text)
    gone = {line.split()[-2] for line in maps.splitlines() if f"{folder}/gen-" in line and "deleted" in line}
    assert gone == set()


async def test_a_generation_of_another_fingerprint_is_not_kept(folder: Path) -> None:
    writer = await built(folder, "a")
    await writer.rebuild([a_document("b", "甲")], fingerprint="another")
    assert builds(folder) == ["gen-2"]


async def test_an_update_shares_the_files_that_it_does_not_change(folder: Path) -> None:
    writer = await built(folder, "a", "b", "c")
    await writer.update([a_document("d", "甲")])
    old, new = folder / "gen-1", folder / "gen-2"
    shared = [path.name for path in old.glob("*.store") if path.samefile(new / path.name)]
    assert shared
    assert not (old / "meta.json").samefile(new / "meta.json")


async def test_a_generation_that_was_changed_further_still_answers_as_it_did(folder: Path) -> None:
    writer = await built(folder, "a", "b")
    old = await writer.at("gen-1")
    assert old
    await writer.update([a_document("c", "甲")], removed=["a"])
    assert await found(old) == await found_at(LocalEngine(folder), "gen-1") == ["a", "b"]


def links(folder: Path) -> set[int]:
    return {path.stat().st_nlink for path in folder.glob("gen-*/*.store")}


async def test_where_links_are_refused_files_are_copied(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*names: object) -> None:
        raise PermissionError("no hard links on this file system")

    writer = await built(folder, "a")
    monkeypatch.setattr("os.link", refuse)
    assert await writer.update([a_document("b", "甲")]) == 2
    assert links(folder) == {1}
    assert await found_at(writer, "gen-1") == ["a"]


async def test_a_draft_is_at_no_name_before_it_answers(folder: Path) -> None:
    writer = await built(folder, "a")

    async def look(reader: Reader) -> None:
        assert builds(folder) == ["gen-1", "gen-2"]
        assert await writer.at((await reader.status()).version) is None

    await writer.update([a_document("b", "甲")], check=look)
    assert await found_at(writer, "gen-2") == ["a", "b"]


@pytest.mark.parametrize("name", ["", ".", "..", "gen-0", "gen-01", "gen-９", "CURRENT", "gen-1/../gen-1"])
async def test_names_of_no_generation_are_nowhere(folder: Path, name: str) -> None:
    assert await (await built(folder, "a")).at(name) is None


async def test_numbers_never_come_back_even_of_writes_that_failed(folder: Path) -> None:
    writer = await built(folder, "a")
    await fail(writer)
    await writer.update([a_document("b", "甲")])
    assert builds(folder) == ["gen-1", "gen-3"]
    await writer.rollback()
    await writer.update([a_document("c", "甲")])
    assert builds(folder) == ["gen-1", "gen-4"]


async def fail(writer: LocalEngine) -> None:
    async def refuse(reader: Reader) -> None:
        raise EngineError("not good enough")

    with pytest.raises(EngineError, match="not good enough"):
        await writer.update([a_document("x", "甲")], check=refuse)


@pytest.mark.parametrize(
    "text", ["gen-1", "", "{}", "[]", '{"current": "../x", "previous": "", "highest": 1}']
)
async def test_a_pointer_of_another_layout_is_stale_and_goes_with_the_next_build(
    folder: Path, text: str
) -> None:
    await built(folder, "a")
    (folder / "CURRENT").write_text(text, encoding="ascii")
    engine = LocalEngine(folder)
    with pytest.raises(IndexStale, match="another layout"):
        await engine.status()
    await engine.rebuild([a_document("b", "甲")], fingerprint="")
    assert builds(folder) == ["gen-2"]
    assert await found(engine) == ["b"]


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
    assert "gen-7" not in builds(folder)
    assert await found(LocalEngine(folder)) == ["a"]


async def test_a_failed_build_leaves_no_folder_behind(folder: Path) -> None:
    writer = await built(folder, "a")

    def failing() -> Iterator[Document]:
        yield a_document("b", "甲")
        raise OSError("disk on fire")

    with pytest.raises(OSError, match="disk on fire"):
        await writer.rebuild(failing(), fingerprint="")
    assert builds(folder) == ["gen-1"]


@pytest.mark.skipif(os.name != "posix", reason="holds a reader up by a named pipe")
async def test_a_reader_whose_generation_vanishes_while_it_is_opened_takes_the_new_one(folder: Path) -> None:
    writer, badge = await built(folder, "a"), folder / "gen-1" / "wenda.json"
    written = badge.read_bytes()
    badge.unlink()
    os.mkfifo(badge)
    reading = asyncio.create_task(found(LocalEngine(folder)))
    pipe = await asyncio.to_thread(badge.open, "wb")  # returns when the reader has opened it, too
    for key in ("b", "c"):
        await writer.rebuild([a_document(key, "甲")], fingerprint="print")
    assert not (folder / "gen-1").exists()
    with pipe:
        pipe.write(written)
    assert await reading == ["c"]


async def test_writing_is_refused_while_another_process_writes(folder: Path) -> None:
    writer = await built(folder, "a")
    with FileLock(folder / "write.lock"):
        with pytest.raises(IndexBusy, match="another process"):
            await writer.update([a_document("b", "甲")])
        with pytest.raises(IndexBusy):
            await writer.rebuild([], fingerprint="")
        assert await found(writer) == ["a"]
    assert await writer.update([a_document("b", "甲")]) == 2


async def test_a_cancelled_write_leaves_nothing_and_the_next_waits_until_it_has_stopped(
    folder: Path,
) -> None:
    writer = await built(folder, "a")
    reached, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[Document]:
        yield a_document("b", "甲")
        reached.set()
        go_on.wait(timeout=10)
        yield a_document("c", "甲")

    first = asyncio.create_task(writer.update(slowly()))
    await asyncio.to_thread(reached.wait, 10)
    first.cancel()
    second = asyncio.create_task(writer.update([a_document("d", "甲")]))
    asyncio.get_running_loop().call_soon(go_on.set)
    with pytest.raises(asyncio.CancelledError):
        await first
    assert await second == 2
    assert await found(writer) == ["a", "d"]
    assert builds(folder) == ["gen-1", "gen-3"]


async def test_a_write_that_is_cancelled_while_it_is_checked_leaves_the_old_answering(folder: Path) -> None:
    writer, checking = await built(folder, "a"), asyncio.Event()

    async def check(reader: Reader) -> None:
        checking.set()
        await asyncio.Event().wait()

    write = asyncio.create_task(writer.update([a_document("b", "甲")], check=check))
    await checking.wait()
    write.cancel()
    with pytest.raises(asyncio.CancelledError):
        await write
    assert (await found(writer), builds(folder)) == (["a"], ["gen-1"])


async def test_a_write_that_is_cancelled_before_its_turn_never_begins(folder: Path) -> None:
    writer, go_on = await built(folder, "a"), threading.Event()

    def slowly() -> Iterator[Document]:
        go_on.wait(timeout=10)
        yield a_document("b", "甲")

    running = asyncio.create_task(writer.update(slowly()))
    waiting = asyncio.create_task(writer.rebuild([], fingerprint=""))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    go_on.set()
    assert await running == 2


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
    await built(folder, "a")
    shutil.rmtree(folder / "gen-1")
    engine = LocalEngine(folder)
    with pytest.raises(EngineError):
        await engine.latest(NO_FILTER, limit=1)
    assert await engine.rebuild([a_document("b", "甲")], fingerprint="") == 1


async def test_a_folder_that_cannot_be_made_is_our_own_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(EngineError, match="cannot be written"):
        await LocalEngine(tmp_path / "file" / "index").rebuild([], fingerprint="")
