"""Answers from a process of its own are those of an answerer right here; its death loses none of them."""

from __future__ import annotations

import asyncio
import gc
import os
import re
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answer import Found, Nothing, Understood
from bot.answers.answerer import Answerer
from bot.answers.apart import AnswererApart
from bot.answers.apart_child import Serving, Task
from bot.answers.chart import Chart
from bot.answers.curation import NOTHING_CURATED, Curation
from bot.errors import EngineError, IndexMissing, TookTooLong
from bot.opening import open_answerer
from bot.search.alias_line import AliasRefused
from bot.search.engines.local import LocalEngine
from bot.search.indexer import Indexer
from tests.search.folders import SITE, write_post

pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends processes the POSIX way")
SHANGHAI = ZoneInfo("Asia/Shanghai")
ENDING, HANGING = "结束", "想很久"


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
    (child,) = apart._children._child._pool._processes  # nobody else needs to know
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
    assert await apart.trend("澜柏新能") == await here.trend("澜柏新能")
    assert await apart.trend("？") == await here.trend("？")
    chart = Chart("澜柏新能", (), (1,), ("今天",))
    assert await apart.draw(chart) == await here.draw(chart) != b""
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


class Answering:
    """All of an answerer that a child needs; some texts make it end, or stand where nothing interrupts it."""

    def within(self, categories: frozenset[str]) -> Answering:
        return self

    async def ask(self, text: str, **options: Any) -> Nothing:
        if text == ENDING:
            os.kill(os.getpid(), signal.SIGKILL)
        if text == HANGING:
            re.match("(a+)+$", "a" * 40 + "b")
        return Nothing(Understood(text), "empty")


@pytest.fixture
async def hasty() -> AsyncIterator[AnswererApart]:
    answerer = AnswererApart(Answering, patience=1.0)  # type: ignore[arg-type]
    yield answerer
    await answerer.aclose()


async def said(apart: AnswererApart, text: str) -> str:
    return (await apart.ask(text)).question.text  # type: ignore[union-attr]  # as above


async def test_what_editors_decided_holds_in_the_child_that_comes_after_a_killed_one(
    apart: AnswererApart, corpus: Path, tmp_path: Path
) -> None:
    await build(corpus, tmp_path / "index")
    found = await apart.ask("澜柏新能净利润多少")
    assert isinstance(found, Found)
    await apart.curate(Curation(hidden=frozenset({found.cards[0].article.id})))
    assert isinstance(await apart.ask("澜柏新能净利润多少"), Nothing)
    os.kill(child_of(apart), signal.SIGKILL)
    assert isinstance(await apart.ask("澜柏新能净利润多少"), Nothing)
    await apart.curate(NOTHING_CURATED)
    assert await apart.ask("澜柏新能净利润多少") == found


async def test_an_alias_holds_at_once_and_what_is_none_is_refused(corpus: Path, tmp_path: Path) -> None:
    await build(corpus, tmp_path / "index")
    apart = AnswererApart(partial(open_answerer, tmp_path / "index", tmp_path / "aliases.txt", SHANGHAI))
    assert isinstance(await apart.ask("蓝博赚了多少"), Nothing)
    with pytest.raises(AliasRefused, match="expected two or more") as refused:
        await apart.add_alias("蓝博")
    assert refused.value.hint
    added = await apart.add_alias("蓝博 = 澜柏新能 = 净利润")
    assert await apart.grouped(["澜柏新能利润", "云梯新厂", "澜柏新能的利润"]) == ((0, 2), (1,))
    assert await apart.remove_alias(added.key) == added.text
    await apart.read_aliases()
    await apart.aclose()


async def test_children_that_end_again_and_again_are_an_error_with_the_next_step(
    hasty: AnswererApart,
) -> None:
    with pytest.raises(EngineError, match="ended 3 times in a row") as raised:
        await said(hasty, ENDING)
    assert "memory" in raised.value.hint
    assert await said(hasty, "澜柏") == "澜柏"


async def test_a_question_that_hangs_is_given_up_and_those_behind_it_are_answered(
    hasty: AnswererApart,
) -> None:
    await said(hasty, "澜柏")
    hung = child_of(hasty)
    waiting = [asyncio.create_task(said(hasty, text)) for text in (HANGING, "云梯", "翎动")]
    gone = asyncio.create_task(said(hasty.within(frozenset({"yunti"})), "没人等"))
    await asyncio.sleep(0)
    gone.cancel()
    with pytest.raises(TookTooLong, match="1 seconds") as raised:
        await waiting[0]
    assert HANGING not in str(raised.value)
    assert await asyncio.gather(*waiting[1:]) == ["云梯", "翎动"]
    assert child_of(hasty) != hung


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
