"""The bot reads the posts at its start and when they change; readers never hear of it, admins of failures."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.chat.texts import EN, ZH
from bot.errors import CorpusError, EngineError, IndexBusy
from bot.posts.pulling import Pull
from tests.chat.people import REPORT, House, Person


class Watched:
    """Posts on a disk that is not there: `change` is a burst of changes that is over."""

    def __init__(self) -> None:
        self.news: asyncio.Queue[Exception | None] = asyncio.Queue()
        self.begun: list[bool] = []

    def change(self, ends_in: Exception | None = None) -> None:
        self.news.put_nowait(ends_in)

    async def __call__(self, changed: bool) -> AsyncIterator[None]:
        self.begun.append(changed)
        while True:
            error = await self.news.get()
            if isinstance(error, StopAsyncIteration):
                return
            if error:
                raise error
            yield


@pytest.fixture
def watched() -> Watched:
    return Watched()


@pytest.fixture
async def house(watched: Watched) -> AsyncIterator[House]:
    house = House(changes=watched)
    house.indexer.may_end.set()
    await house.open()
    yield house
    await house.close()


def told(house: House) -> list[str]:
    return [call.text for call in house.wire.of("sendMessage")]


async def test_the_posts_are_read_beside_the_answering_when_the_bot_starts(house: House, ann: Person) -> None:
    house.indexer.may_end.clear()
    await house.prepare()
    assert house.indexer.asked == ["automatic"]
    assert "每10股" in (await ann.ask("海川股份分红多少")).text


async def test_each_burst_of_changes_is_read_once_and_nobody_is_told(house: House, watched: Watched) -> None:
    await house.prepare()
    watched.change()
    await house.settle()
    watched.change()
    await house.settle()
    assert house.indexer.asked == ["automatic"] * 3
    assert told(house) == []


async def test_what_changes_during_a_reload_is_read_once_after_it(house: House, watched: Watched) -> None:
    house.indexer.may_end.clear()
    await house.prepare()
    watched.change()
    await house.settle()
    assert house.indexer.asked == ["automatic"]
    house.indexer.may_end.set()
    await house.settle()
    assert house.indexer.asked == ["automatic"] * 2


async def test_a_reload_waits_for_that_of_another_process(house: House) -> None:
    house.indexer.ends_in = IndexBusy("another process is writing")
    house.indexer.may_end.clear()
    await house.prepare()
    assert house.app
    house.indexer.may_end.set()
    await asyncio.sleep(0)
    house.indexer.ends_in = REPORT
    await house.settle()
    assert 10.0 in house.time.slept
    assert told(house) == []


async def test_admins_are_told_once_of_each_kind_of_failure(house: House, watched: Watched) -> None:
    house.indexer.ends_in = EngineError("the disk is full", hint="make room")
    await house.prepare()
    watched.change()
    await house.settle()
    (text,) = told(house)
    assert text.startswith("🔁 An automatic reload did not succeed")
    assert text.endswith("the disk is full\n\nmake room")
    house.indexer.ends_in = CorpusError("gone")
    watched.change()
    await house.settle()
    assert len(told(house)) == 2


async def test_a_failure_is_told_again_when_a_reload_has_succeeded_between(
    house: House, watched: Watched
) -> None:
    for ends_in in (EngineError("no"), REPORT, EngineError("no")):
        house.indexer.ends_in = ends_in
        watched.change()
        await (house.settle() if house.indexer.asked else house.prepare())
    assert len(told(house)) == 2


async def test_an_error_that_nobody_expected_reaches_the_admins_too(house: House) -> None:
    house.indexer.ends_in = ZeroDivisionError("oops")
    await house.prepare()
    assert told(house)[0].endswith("ZeroDivisionError: oops")


async def test_a_folder_that_is_gone_is_told_once_and_looked_for_until_it_is_back(
    house: House, watched: Watched
) -> None:
    await house.prepare()
    for _ in range(3):
        watched.change(CorpusError("posts is gone", hint="put it back"))
    await house.settle()
    assert len(told(house)) == 1
    assert house.time.slept.count(5.0) == 3
    watched.change()
    await house.settle()
    assert watched.begun == [False, True, True, True]
    assert house.indexer.asked == ["automatic"] * 2


async def test_a_folder_that_became_another_one_is_watched_anew(house: House, watched: Watched) -> None:
    await house.prepare()
    watched.change(StopAsyncIteration())
    await house.settle()
    assert watched.begun == [False, True]
    assert told(house) == []


async def test_an_admin_who_has_written_is_told_in_the_language_of_the_app(
    house: House, watched: Watched, admin: Person
) -> None:
    await house.prepare()
    await admin.ask("/help")
    house.indexer.ends_in = EngineError("no")
    watched.change()
    await house.settle()
    assert told(house)[-1].startswith("🔁 自动读取没有成功")


async def test_git_is_asked_at_the_start_and_its_troubles_are_told_once() -> None:
    pulls = [Pull(Path("/srv/site"), 0, "diverged", "fatal: no")]

    async def fetch() -> tuple[Pull, ...]:
        return tuple(pulls)

    house = House(fetch=fetch)
    house.indexer.may_end.set()
    await house.open()
    await house.prepare()
    (text,) = told(house)
    assert f"{EN.git_diverged}\nfatal: no" in text
    await house.close()


async def test_a_reload_pulls_first_and_tells_what_stood_in_the_way() -> None:
    before: list[list[str]] = []

    async def fetch() -> tuple[Pull, ...]:
        before.append(list(there.indexer.asked))
        return Pull(Path("/srv/news"), commits=2), Pull(Path("/srv/site"), 0, "no_access", "fatal: no")

    there = House(fetch=fetch)
    there.indexer.may_end.set()
    await there.open()
    await Person(there, 9).ask("/reload now")
    await there.settle()
    last = there.wire.of("editMessageText")[-1].text
    assert before == [[]]
    assert "/srv/news：2 个新提交" in last
    assert ZH.git_no_access in last
    assert "新增 2" in last
    await there.close()


async def test_a_stop_waits_for_no_reload(house: House, admin: Person) -> None:
    house.indexer.may_end.clear()
    await house.prepare()
    await admin.ask("/reload now")
    await house.settle()
    assert house.app
    assert house.app.post_stop
    await house.app.post_stop(house.app)
    assert not house.indexer.may_end.is_set()


async def test_progress_is_a_line_of_the_log_every_few_seconds(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    step = house.indexer.steps[0]
    house.indexer.steps = [replace(step, done=done) for done in range(1, 12)]
    with caplog.at_level("INFO", logger="bot.chat.upkeep"):
        await house.prepare()
    assert [line for line in caplog.messages if line.startswith("reading")] == [
        "reading the posts: read 1 of 12"
    ]
