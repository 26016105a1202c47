"""What is stored of a conversation: updates that were dealt with, and questions without who asked them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.chat.clock import SYSTEM
from bot.state.state import open_state
from bot.state.tables import metadata
from tests.chat.people import ARTICLES, GROUP, House, Person


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    yield house
    await house.close()


async def rows(house: House, table: str) -> list[Any]:
    """What a table holds once the bot has stopped."""
    await house.restart()
    state = open_state(house.state, clock=SYSTEM)
    async with state.database.reading() as connection:
        found = list((await connection.execute(select(metadata.tables[table]))).mappings())
    await state.aclose()
    return found


async def test_an_update_that_comes_again_after_a_restart_is_not_answered_twice(
    house: House, ann: Person
) -> None:
    message = house.wire.deliver(1, ann.info, {"text": "海川股份派现"})
    assert await house.update({"message": message}, number=500)
    await house.restart()
    await house.prepare()
    assert await house.update({"message": message}, number=500) == []
    assert await house.update({"message": message}, number=501)


async def test_an_update_that_failed_was_dealt_with_too(house: House, ann: Person) -> None:
    house.answerer = object()  # fails at everything
    await house.restart()
    message = house.wire.deliver(1, ann.info, {"text": "海川股份派现"})
    assert await house.update({"message": message}, number=500)
    await house.restart()
    await house.prepare()
    assert await house.update({"message": message}, number=500) == []


async def test_questions_are_written_down_without_who_asked_and_where(
    house: House, ann: Person, bob: Person
) -> None:
    await ann.ask("海川股份 派现多少")
    await bob.ask("/ask 火星移民政策", chat=GROUP)
    await ann.ask("/latest")
    await ann.ask("？？")
    first, second = await rows(house, "questions")
    assert (first["text"], first["outcome"], first["article"]) == (
        "海川股份 派现多少",
        "found",
        ARTICLES[0].id,
    )
    assert (second["text"], second["outcome"], second["article"]) == ("火星移民政策", "nothing:uncovered", "")
    assert (first["language"], second["language"]) == ("zh", "en")
    assert str(GROUP) not in json.dumps([dict(first), dict(second)])
    assert set(first) == {"id", "text", "digest", "hour", "outcome", "article", "language"}


async def test_a_question_is_answered_while_the_database_cannot_be_used(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"not a database, however long it is" * 400)
    house = House(state=f"sqlite:///{tmp_path / 'broken'}")
    await house.open()
    await house.prepare()
    assert "海川股份" in (await Person(house, 1).ask("海川股份派现")).text
    await house.close()


async def test_what_admins_change_is_written_down_and_what_others_try(
    house: House, admin: Person, bob: Person
) -> None:
    house.indexer.may_end.set()
    await admin.say("/status")
    await admin.say("/reload now")
    await house.settle()
    report = house.wire.messages[max(house.wire.messages)]
    await bob.say("/reload")
    await bob.press("", data="1:r", message=report)
    await admin.press("", data="1:b:gen-8", message=report)
    done = [(one["admin"], one["action"], one["detail"]) for one in await rows(house, "audit")]
    assert done == [(9, "/reload", ""), (0, "/reload", ""), (0, "reload", ""), (9, "rollback", "gen-8")]
