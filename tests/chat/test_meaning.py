"""Admins see how far vectors are, and hear once of a model that fails; readers notice nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.chat.meaning import LOOK_EVERY
from bot.errors import EngineError
from bot.search.meaning.progress import Building, MeaningStatus
from tests.chat.people import House, Person


class Stated:
    """How it stands, told look by look; asked by an admin it says the last again."""

    host = "api.example.com"

    def __init__(self) -> None:
        self.last = MeaningStatus("a model", Building(3, 10, rate=12.0, seconds_left=90.0))
        self.looks: asyncio.Queue[MeaningStatus | Exception] = asyncio.Queue()
        self.asked = False

    async def status(self) -> MeaningStatus:
        if self.asked:
            return self.last
        said = await self.looks.get()
        if isinstance(said, Exception):
            raise said
        return said


@pytest.fixture
def stated() -> Stated:
    return Stated()


@pytest.fixture
async def house(stated: Stated) -> AsyncIterator[House]:
    house = House(meanings=stated)
    house.indexer.may_end.set()
    await house.open()
    yield house
    await house.close()


async def test_the_status_tells_how_many_articles_have_vectors(
    house: House, admin: Person, stated: Stated
) -> None:
    stated.asked = True
    said = (await admin.ask("/status")).text
    assert "语义：3 / 10 篇（a model）" in said
    assert "每秒 12 篇" in said
    stated.last = MeaningStatus("a model", Building(10, 10), trouble="no memory")
    said = (await admin.ask("/status")).text
    assert "语义：10 / 10 篇" in said
    assert "no memory" in said


async def test_the_status_tells_the_rest_where_nothing_is_known_of_meaning(
    house: House, admin: Person, stated: Stated
) -> None:
    stated.looks.put_nowait(EngineError("the child ended"))
    said = (await admin.ask("/status")).text
    assert "文章：10" in said
    assert "语义" not in said


async def test_readers_are_told_where_their_questions_go(house: House, ann: Person) -> None:
    assert "api.example.com" in (await ann.ask("/privacy")).text


async def test_admins_hear_once_of_each_outage(house: House, stated: Stated) -> None:
    fails, works = MeaningStatus("a model", trouble="no memory"), MeaningStatus("a model")
    for look in (works, fails, fails, EngineError("gone"), fails, works, fails):
        stated.looks.put_nowait(look)
    await house.prepare()
    await house.settle()
    told = [call.text for call in house.wire.of("sendMessage")]
    assert len(told) == 2
    assert all("Words alone answer" in text and text.endswith("no memory") for text in told)
    assert house.time.slept.count(LOOK_EVERY) == 8


async def test_where_meaning_is_off_nobody_looks_and_the_status_says_nothing_of_it() -> None:
    house = House()
    house.indexer.may_end.set()
    await house.open()
    await house.prepare()
    assert LOOK_EVERY not in house.time.slept
    assert "语义" not in (await Person(house, 9).ask("/status")).text
    await house.close()
