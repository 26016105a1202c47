"""Vectors are made of what lacks them, the newest first, once; what is not meant any more goes some day."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from filelock import FileLock

from bot.errors import EmbedderError, EngineError, IndexBusy
from bot.search.article_text import Whole
from bot.search.engine import NO_FILTER, Document, SearchEngine, View
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.meaning.builder import Builder, build_now, end, listen, start
from bot.search.meaning.builder_child import Task
from bot.search.meaning.building import BATCH, build, passages_of
from bot.search.meaning.embedder import Embedder, Vectors
from bot.search.meaning.progress import Building
from bot.search.meaning.store import VectorsReader, folder_of
from bot.search.meaning.walking import newest_first
from bot.search.meaning.writing import LOCK
from tests.search.articles import an_article
from tests.search.vectors import HEAD, Votes, content

Result = TypeVar("Result")
MANY = 2 * BATCH + 7


class Failing(Votes):
    def passages(self, texts: Sequence[str]) -> Vectors:
        raise EmbedderError("no memory")


class Dying(Votes):
    def passages(self, texts: Sequence[str]) -> Vectors:
        raise RuntimeError("the model is broken")


def documents(*names: str, text: str = "") -> list[Document]:
    """The later a name stands, the older is its article. Each is one passage."""
    return [
        Document(an_article(name, text=(text or f"关于{name}的正文。") * 20, days=-day), name, "")
        for day, name in enumerate(names)
    ]


async def an_index(folder: Path, made: Sequence[Document]) -> LocalEngine:
    engine = LocalEngine(folder)
    await engine.rebuild(made, fingerprint="test")
    return engine


def names(count: int) -> list[str]:
    return [f"文{number:03}" for number in range(count)]


async def built(engine: SearchEngine, state: Path, embedder: Embedder) -> tuple[Building, list[Building]]:
    told: list[Building] = []
    return await engine.look(lambda view: build(view, state, embedder, told.append)), told


def store(state: Path) -> Path:
    return folder_of(state, HEAD.fingerprint)


async def test_every_article_gets_a_vector_the_newest_first(tmp_path: Path) -> None:
    engine, model = await an_index(tmp_path, documents(*names(MANY))), Votes()
    done, told = await built(engine, tmp_path, model)
    assert done == Building(MANY, MANY) == told[-1]
    assert [text.split(" ")[0] for text in model.told] == names(MANY)
    assert list(content(store(tmp_path))) == names(MANY)
    assert [one.done for one in told] == sorted(one.done for one in told)
    assert Building(BATCH, MANY) in told


async def test_the_beginnings_of_all_come_before_what_stands_behind_them(tmp_path: Path) -> None:
    """And each passage is made once, also where an article says the same twice."""
    long = [
        Document(an_article(name, text=name * 200 + "。" + "同" * 700, days=-day), "", "")
        for day, name in enumerate("甲乙丙")
    ]
    engine, model = await an_index(tmp_path, long), Votes()
    done, told = await built(engine, tmp_path, model)
    places = len(passages_of(Whole(long[0].article)))
    assert places > 2
    assert [text[3 if place else 2] for place, text in enumerate(model.told[:3])] == ["甲", "乙", "丙"]
    assert (done.done, done.total, done.parts, done.all_parts) == (3, 3, 3 * places - 3, 3 * places - 3)
    assert [one.parts for one in told if one.done < 3] == [0] * sum(one.done < 3 for one in told)
    again = Votes()
    assert (await built(engine, tmp_path, again))[0] == done
    assert again.told == []


async def test_only_what_is_new_is_made(tmp_path: Path) -> None:
    engine = await an_index(tmp_path, documents(*names(5)))
    await built(engine, tmp_path, Votes())
    await engine.update(documents("新闻"), removed=["文001"])
    await engine.update(documents("文002", text="另一个开头"))
    model = Votes()
    assert (await built(engine, tmp_path, model))[0] == Building(5, 5)
    assert [text[:9] for text in sorted(model.told)] == ["文002 另一个开头"[:9], "新闻 关于新闻的正"]


async def test_what_is_not_meant_any_more_is_taken_out_when_it_is_most(tmp_path: Path) -> None:
    engine = await an_index(tmp_path, documents(*names(9)))
    await built(engine, tmp_path, Votes())
    await engine.update([], removed=names(4))
    await built(engine, tmp_path, Votes())
    assert len(content(store(tmp_path))) == 9
    await engine.update([], removed=names(5))
    await built(engine, tmp_path, Votes())
    assert list(content(store(tmp_path))) == names(9)[5:]


async def test_the_vectors_of_other_models_go_when_none_is_missing(tmp_path: Path) -> None:
    engine = await an_index(tmp_path, documents("a"))
    await built(engine, tmp_path, Votes())

    class Other(Votes):
        fingerprint = "votes 2"

    with pytest.raises(EmbedderError):
        await built(engine, tmp_path, type("Other", (Failing,), {"fingerprint": "votes 2"})())
    assert store(tmp_path).is_dir()
    await built(engine, tmp_path, Other())
    assert not store(tmp_path).exists()


async def test_a_model_that_fails_leaves_what_was_made(tmp_path: Path) -> None:
    engine = await an_index(tmp_path, documents(*names(MANY)))

    class Tiring(Votes):
        def passages(self, texts: Sequence[str]) -> Vectors:
            if self.told:
                raise EmbedderError("tired")
            return super().passages(texts)

    with pytest.raises(EmbedderError):
        await built(engine, tmp_path, Tiring())
    assert list(content(store(tmp_path))) == names(BATCH)
    model = Votes()
    told = (await built(engine, tmp_path, model))[1]
    assert told[0] == Building(BATCH, MANY)
    assert len(model.told) == MANY - BATCH


@pytest.mark.parametrize("make", [MemoryEngine, partial(LocalEngine)], ids=["memory", "local"])
@pytest.mark.parametrize("page", [1, 2, 3, 100])
async def test_a_walk_meets_every_article_once_in_the_order_of_the_engine(
    make: Callable[..., SearchEngine], page: int, tmp_path: Path
) -> None:
    """Several of a moment, of the last one there is, and with parts of a second among them."""
    engine = make(tmp_path) if isinstance(make, partial) else make()
    last = timedelta(days=365 * 7_970) / timedelta(days=1)
    days = [0, 0, 0, 0, 1, 1.0000001, 1.000005, 2, 2, 3, last, last, last]
    made = [Document(an_article(f"a{at:02}", days=day), "", "") for at, day in enumerate(days)]
    await engine.rebuild(made, fingerprint="test")

    def walked(view: View) -> tuple[list[str], list[str]]:
        met = [kept.article.id for kepts in newest_first(view, page=page) for kept in kepts]
        return met, [hit.article.id for hit in view.latest(NO_FILTER, limit=100).hits]

    met, expected = await engine.look(walked)
    assert met == expected
    assert len(met) == len(days)
    await engine.aclose()


async def test_a_child_makes_them_and_tells_how_far_it_is(tmp_path: Path) -> None:
    await (await an_index(tmp_path, documents(*names(3)))).aclose()
    builder = Builder(tmp_path, Votes)
    await builder.renew()
    await asyncio.to_thread(builder._following.join)
    state = builder.state
    assert (state.building, state.trouble, bool(state.version)) == (Building(3, 3), "", True)
    assert list(content(store(tmp_path))) == names(3)
    await builder.aclose()


async def test_a_child_tells_what_keeps_it_and_ends_when_it_is_told(tmp_path: Path) -> None:
    await (await an_index(tmp_path, documents("a"))).aclose()
    task = Task(tmp_path, Failing, patient=True)
    child, pipe = start(task)
    assert isinstance(pipe.recv(), Building)
    assert str(pipe.recv()) == "no memory"
    assert child.is_alive()
    end(child)
    assert not child.is_alive()


async def test_a_child_that_is_killed_is_told_of(tmp_path: Path) -> None:
    await (await an_index(tmp_path, documents("a"))).aclose()
    builder = Builder(tmp_path, Failing)
    await builder.renew()
    assert builder._child is not None
    builder._child.kill()
    await asyncio.to_thread(builder._following.join)
    assert "without a word" in builder.state.trouble
    await builder.aclose()


async def test_who_waits_hears_of_every_step_and_of_what_went_wrong(tmp_path: Path) -> None:
    await (await an_index(tmp_path, documents("a"))).aclose()
    told: list[Building] = []
    with pytest.raises(EmbedderError, match="no memory"):
        await build_now(tmp_path, Failing, told.append)
    with pytest.raises(EngineError, match="RuntimeError: the model is broken"):
        await build_now(tmp_path, Dying, told.append)
    assert await build_now(tmp_path, Votes, told.append) == Building(1, 1)
    assert told[0] == Building(0, 1)
    assert told[-1] == Building(1, 1)


async def test_of_no_index_nothing_is_made(tmp_path: Path) -> None:
    assert await build_now(tmp_path, Failing, lambda _: None) is None
    assert not store(tmp_path).exists()


async def test_while_another_process_makes_them_it_is_told_so(tmp_path: Path) -> None:
    engine = await an_index(tmp_path, documents("a"))
    store(tmp_path).mkdir()
    with FileLock(store(tmp_path) / LOCK), pytest.raises(IndexBusy):
        await built(engine, tmp_path, Votes())


async def test_a_child_that_ends_without_a_word_is_told(tmp_path: Path) -> None:
    await (await an_index(tmp_path, documents("a"))).aclose()
    child, pipe = start(Task(tmp_path, Failing, patient=True))
    child.kill()
    with pytest.raises(EngineError, match="without a word"):
        listen(child, pipe, lambda _: None)


async def test_an_index_that_moves_takes_its_vectors_along(tmp_path: Path) -> None:
    engine = await an_index(tmp_path / "here", documents("a"))
    await built(engine, tmp_path / "here", Votes())
    await engine.aclose()
    shutil.move(tmp_path / "here", tmp_path / "there")
    assert VectorsReader(store(tmp_path / "there")).count == 1
