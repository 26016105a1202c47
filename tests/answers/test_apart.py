"""Answers from a process of its own are those of an answerer right here; its death loses none of them."""

from __future__ import annotations

import gc
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answer import Found
from bot.answers.answerer import Answerer
from bot.answers.apart import AnswererApart
from bot.answers.apart_child import Serving, Task
from bot.errors import EngineError, IndexMissing
from bot.opening import open_answerer
from bot.search.engines.local import LocalEngine
from bot.search.indexer import Indexer
from tests.search.folders import SITE, write_post

pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends processes the POSIX way")
SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    write_post(folder, "one", title="澜柏新能上半年净利润增长", text="澜柏新能上半年净利润三亿元。")
    write_post(
        folder, "two", title="云梯机器人开新厂", text="云梯机器人在无锡开了新厂。", extra="categories: yunti"
    )
    return folder


@pytest.fixture
async def apart(tmp_path: Path) -> AsyncIterator[AnswererApart]:
    answerer = AnswererApart(partial(open_answerer, tmp_path / "index", Path("aliases.txt"), SHANGHAI))
    yield answerer
    await answerer.aclose()


async def build(corpus: Path, index: Path) -> LocalEngine:
    engine = LocalEngine(index)
    await Indexer(engine, folders=[corpus], state=index, site=SITE, workers=0).refresh()
    return engine


def child_of(apart: AnswererApart) -> int:
    (child,) = apart._child._processes  # nobody else needs to know
    return child


async def test_every_method_answers_as_an_answerer_does(
    apart: AnswererApart, corpus: Path, tmp_path: Path
) -> None:
    here = Answerer(await build(corpus, tmp_path / "index"), timezone=SHANGHAI)
    await apart.prepare()
    asked = await apart.ask("澜柏新能净利润多少", page=2, limit=1)
    assert isinstance(asked, Found)
    assert asked == await here.ask("澜柏新能净利润多少", page=2, limit=1)
    assert await apart.ask("？") == await here.ask("？")
    assert await apart.latest(limit=1, page=2) == await here.latest(limit=1, page=2)
    assert await apart.latest("yunti") == await here.latest("yunti")
    assert await apart.categories(size=1) == await here.categories(size=1)
    assert await apart.categories(text="yun") == await here.categories(text="yun")
    assert await apart.dated("2026") == await here.dated("2026")
    assert await apart.dated("？") == await here.dated("？")
    assert await apart.of_security("澜柏新能") == await here.of_security("澜柏新能")
    assert await apart.help() == await here.help()
    one = frozenset({"yunti"})
    assert await apart.within(one).latest() == await here.within(one).latest() != await here.latest()


async def test_a_page_comes_from_the_generation_that_was_asked_for(
    apart: AnswererApart, corpus: Path, tmp_path: Path
) -> None:
    engine = await build(corpus, tmp_path / "index")
    old = (await engine.status()).version
    write_post(corpus, "three", title="澜柏新能下半年的计划", text="澜柏新能下半年要扩产。")
    await Indexer(engine, folders=[corpus], state=tmp_path / "index", site=SITE, workers=0).refresh()
    assert (await apart.latest(version=old)).version == old
    assert (await apart.latest()).version != old


async def test_an_error_comes_back_as_what_it_was_and_an_index_that_comes_later_answers(
    apart: AnswererApart, corpus: Path, tmp_path: Path
) -> None:
    with pytest.raises(IndexMissing) as raised:
        await apart.ask("澜柏新能")
    assert "wenda index" in raised.value.hint
    await build(corpus, tmp_path / "index")
    assert isinstance(await apart.ask("澜柏新能净利润"), Found)


async def test_a_child_that_was_killed_is_replaced_and_asked_again(
    apart: AnswererApart, corpus: Path, tmp_path: Path
) -> None:
    await build(corpus, tmp_path / "index")
    await apart.prepare()
    killed = child_of(apart)
    os.kill(killed, signal.SIGKILL)
    assert isinstance(await apart.ask("澜柏新能净利润"), Found)
    assert child_of(apart) != killed


async def test_children_that_end_again_and_again_are_an_error_with_the_next_step(
    apart: AnswererApart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def killing(child: object, task: object) -> object:
        os.kill(child_of(apart), signal.SIGKILL)
        return await perform(child, task)  # type: ignore[arg-type]  # as it was given

    perform = apart._perform
    monkeypatch.setattr(apart, "_perform", killing)
    with pytest.raises(EngineError, match="ended twice in a row") as raised:
        await apart.ask("澜柏新能")
    assert "memory" in raised.value.hint


def test_asking_loads_nothing_of_what_computes() -> None:
    heavy = "{'rjieba', 'jieba', 'numpy', 'rapidfuzz', 'scipy'}"
    script = f"import sys, bot.answers.apart, bot.search.engines.local; print({heavy} & set(sys.modules))"
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "set()"


def test_what_the_first_question_has_loaded_is_not_looked_at_again_by_the_garbage_collector() -> None:
    class Answering:
        async def ask(self, text: str) -> str:
            return text

        async def help(self) -> str:
            return "help"

    serving = Serving(Answering())  # type: ignore[arg-type]  # all of an answerer that this needs
    frozen = gc.get_freeze_count()
    try:
        assert serving.perform(Task("help")) == "help"
        assert gc.get_freeze_count() == frozen
        assert serving.perform(Task("ask", ("澜柏",))) == "澜柏"
        assert gc.get_freeze_count() > frozen
    finally:
        gc.unfreeze()
