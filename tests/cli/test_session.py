"""Two processes over one index take turns."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from filelock import FileLock

from bot.app import opened
from bot.cli.session import current_wenda, refresh
from bot.errors import IndexBusy
from bot.settings import Settings
from tests.cli.running import write_corpus, write_post


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus")
    return Settings(corpus_dir=(tmp_path / "corpus",))


async def test_a_command_waits_until_another_has_brought_the_index_up_to_date(
    settings: Settings, tmp_path: Path
) -> None:
    index = tmp_path / "index"
    index.mkdir()
    other = FileLock(index / "refresh.lock")
    async with opened(settings, index=index) as wenda:
        other.acquire()
        waiting = asyncio.create_task(refresh(wenda))
        await asyncio.sleep(0)
        other.release()
        assert (await waiting).articles == 3


async def test_patience_ends(settings: Settings, tmp_path: Path) -> None:
    index = tmp_path / "index"
    index.mkdir()
    async with opened(settings, index=index) as wenda:
        with FileLock(index / "refresh.lock"), pytest.raises(IndexBusy):
            await refresh(wenda, patience=0)


async def test_after_most_articles_vanished_the_old_ones_answer_and_that_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corpus = tmp_path / "corpus"
    posts = [
        write_post(corpus, f"2026-03-04-{number}", f"第{number}篇", f"正文{number}", date="2026-03-04 09:30")
        for number in range(20)
    ]
    settings = Settings(corpus_dir=(corpus,))
    async with current_wenda(settings, tmp_path / "index"):
        pass
    for post in posts[1:]:
        post.unlink()
    async with current_wenda(settings, tmp_path / "index") as wenda:
        assert (await wenda.engine.status()).documents == 20
    assert "of 20 articles only 1 would be left" in capsys.readouterr().err


async def test_after_a_rollback_a_command_changes_nothing(settings: Settings, tmp_path: Path) -> None:
    async with current_wenda(settings, tmp_path / "index") as wenda:
        write_post(tmp_path / "corpus", "2026-03-07-new", "新文章", "新的正文。", date="2026-03-07 09:30")
        await wenda.indexer.refresh()
        await wenda.indexer.rollback()
    async with current_wenda(settings, tmp_path / "index") as wenda:
        assert (await wenda.engine.status()).documents == 3


def test_the_index_of_a_corpus_lies_in_a_folder_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bot.app import index_folder

    monkeypatch.chdir(tmp_path)

    def folder(*names: str) -> Path:
        return index_folder(Settings(corpus_dir=tuple(Path(name) for name in names)))

    assert folder("corpus").name.startswith("corpus-")
    assert folder("corpus") == folder("./corpus") == folder(str(tmp_path / "corpus"))
    assert folder("a", "b") == folder("b", "a") != folder("a")
