"""The wiring of the running bot: what is there at the start, what is watched, and what is pulled."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import is_ready, open_running, open_wenda, opened, pull, share_out_computing, watching
from bot.errors import CorpusError
from bot.search.apart import Apart
from bot.search.indexer import Indexer
from bot.settings import Settings
from tests.cli.running import write_corpus


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus")
    return Settings(corpus_dir=(tmp_path / "corpus",), index_dir=tmp_path / "index")


@pytest.fixture
def shared_out() -> Iterator[None]:
    """What is set for the whole process is put back."""
    interval = sys.getswitchinterval()
    yield
    sys.setswitchinterval(interval)
    gc.unfreeze()


async def test_an_index_that_stands_is_ready_and_one_that_does_not_is_built_later(settings: Settings) -> None:
    async with opened(settings) as wenda:
        assert not await is_ready(settings, wenda)
        await wenda.indexer.refresh()
        assert await is_ready(settings, wenda)


async def test_without_an_index_and_without_a_corpus_there_is_nothing_to_wait_for(tmp_path: Path) -> None:
    settings = Settings(corpus_dir=(tmp_path / "nowhere",), index_dir=tmp_path / "index")
    async with opened(settings) as wenda:
        with pytest.raises(CorpusError, match="nowhere is no folder"):
            await is_ready(settings, wenda)


async def test_an_index_answers_though_its_corpus_is_gone(settings: Settings) -> None:
    async with opened(settings) as wenda:
        await wenda.indexer.refresh()
        settings.corpus_dir[0].rename(settings.corpus_dir[0].with_name("away"))
        assert await is_ready(settings, wenda)


async def test_commands_index_themselves_and_the_running_bot_in_another_process(settings: Settings) -> None:
    assert isinstance(open_wenda(settings).indexer, Indexer)
    wenda = open_running(settings)
    assert isinstance(wenda.indexer, Apart)
    await wenda.aclose()


async def test_posts_are_watched_and_pulled_only_where_that_is_set(settings: Settings) -> None:
    assert watching(settings) is None
    assert await pull(settings) == ()
    wished = Settings(corpus_dir=settings.corpus_dir, watch=True, git_pull=True)
    assert watching(wished) is not None
    (told,) = await pull(wished)
    assert told.trouble == "no_work_tree"


@pytest.mark.usefixtures("shared_out")
def test_what_computes_hands_over_quickly_and_what_stays_is_not_searched_for_garbage() -> None:
    share_out_computing()
    assert sys.getswitchinterval() <= 0.001
    assert gc.get_freeze_count() > 0
