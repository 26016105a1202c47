"""What is of the reader's own: votes on answers, and all that is stored of them, to see and to delete."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.chat.callbacks import decode, encode
from bot.chat.clock import SYSTEM
from bot.chat.reader_buttons import Forget, Judge, name_of
from bot.chat.texts import EN, ZH, Texts
from bot.chat.views.buttons import BAD, GOOD
from bot.state.personal import PERSONAL
from bot.state.questions import topic
from bot.state.state import open_state
from bot.state.tables import votes
from tests.chat.people import ARTICLES, GROUP, House, Person
from tests.chat.wire import Call

QUESTION = "海川股份派现"
BEST = ARTICLES[0].id


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    house = House(state=f"sqlite:///{tmp_path / 'state.sqlite'}")
    await house.open()
    yield house
    await house.close()


def notice(calls: list[Call]) -> tuple[str, bool]:
    """What the press was answered with, and whether it must be closed; nothing else was sent."""
    (answer,) = calls
    assert answer.method == "answerCallbackQuery"
    return answer.data.get("text", ""), answer.data.get("show_alert", False)


async def stored(house: House) -> list[tuple[Any, ...]]:
    state = open_state(house.state, clock=SYSTEM)
    async with state.database.reading() as connection:
        rows = await connection.execute(select(votes).order_by(votes.c.reader))
        found = [tuple(row)[:4] for row in rows]
    await state.aclose()
    return found


async def test_a_vote_is_thanked_for_changed_and_taken_back(house: House, ann: Person) -> None:
    answer = await ann.ask(QUESTION)
    assert {GOOD, BAD} <= set(answer.labels)
    assert notice(await ann.press(GOOD)) == (ZH.vote_good, False)
    assert await stored(house) == [(1, topic(QUESTION), BEST, 1)]
    assert notice(await ann.press(BAD)) == (ZH.vote_bad, False)
    assert await stored(house) == [(1, topic(QUESTION), BEST, -1)]
    assert notice(await ann.press(BAD)) == (ZH.vote_back, False)
    assert await stored(house) == []


async def test_a_vote_survives_a_restart(house: House, ann: Person) -> None:
    await ann.ask(QUESTION)
    await ann.press(GOOD)
    await house.restart()
    assert notice(await ann.press(GOOD)) == (ZH.vote_back, False)


async def test_in_a_group_everybody_who_sees_an_answer_has_a_vote(
    house: House, ann: Person, bob: Person
) -> None:
    await ann.ask(f"/ask {QUESTION}", chat=GROUP)
    assert notice(await ann.press(GOOD)) == (ZH.vote_good, False)
    assert notice(await bob.press(BAD)) == (EN.vote_bad, False)
    assert await stored(house) == [(1, topic(QUESTION), BEST, 1), (2, topic(QUESTION), BEST, -1)]


async def test_the_vote_is_for_the_article_that_is_shown_and_the_question_as_it_was_understood(
    house: House, ann: Person
) -> None:
    await ann.ask("厦门出口增长多少")
    await ann.ask("那泉州呢")
    await ann.press("2")
    await ann.press(GOOD)
    ((_, question, article, _),) = await stored(house)
    assert question == topic("泉州出口增长多少")
    assert article != BEST
    assert article in {one.id for one in ARTICLES}


async def test_a_vote_that_no_button_offers_is_refused(house: House, ann: Person) -> None:
    await ann.ask(QUESTION)
    message = house.wire.messages[2]
    assert notice(await ann.press("", data="1:v+forged", message=message)) == (ZH.bad_button, True)
    unanswered = {**message, "reply_to_message": None}
    del unanswered["reply_to_message"]
    assert notice(await ann.press(GOOD, message=unanswered)) == (ZH.question_gone, True)
    assert await stored(house) == []


async def test_a_vote_that_cannot_be_stored_is_not_thanked_for(tmp_path: Path) -> None:
    (tmp_path / "broken").write_bytes(b"not a database, however long it is" * 400)
    house = House(state=f"sqlite:///{tmp_path / 'broken'}")
    await house.open()
    ann = Person(house, 1)
    await ann.ask(QUESTION)
    assert notice(await ann.press(GOOD))[0] == ZH.not_stored
    assert (await ann.say("/mydata"))[-1].text == ZH.not_stored
    assert [one.data["chat_id"] for one in house.wire.of("sendMessage")].count(9) == 1
    await house.close()


async def test_what_is_stored_of_a_reader_is_shown_in_a_message_and_a_file(
    house: House, ann: Person, bob: Person
) -> None:
    assert (await ann.ask("/mydata")).text.startswith(ZH.mydata_nothing)
    await ann.ask(QUESTION)
    await ann.press(GOOD)
    await bob.ask(QUESTION)
    await bob.press(BAD)
    (sent,) = [one for one in await ann.say("/mydata") if one.method == "sendDocument"]
    assert "1 个 👍 或 👎" in sent.text
    held = json.loads(sent.files[0])
    assert held["telegram_id"] == 1
    (vote,) = held["stored"]["votes"]
    assert (vote["reader"], vote["article"], vote["vote"]) == (1, BEST, 1)
    assert vote["at"].startswith("2022-03-14T10:00")


async def test_everything_is_forgotten_when_the_reader_is_sure(
    house: House, ann: Person, bob: Person
) -> None:
    for person in (ann, bob):
        await person.ask(QUESTION)
        await person.press(GOOD)
    await ann.ask("/forget")
    assert len(await stored(house)) == 2
    _, edited = await ann.press(ZH.forget_yes)
    assert edited.text == ZH.forget_done
    assert [row[0] for row in await stored(house)] == [2]
    assert (await ann.ask("/mydata")).text.startswith(ZH.mydata_nothing)


async def test_nothing_is_forgotten_when_the_reader_is_not(house: House, ann: Person) -> None:
    await ann.ask(QUESTION)
    await ann.press(GOOD)
    await ann.ask("/forget")
    _, edited = await ann.press(ZH.forget_no)
    assert edited.text == ZH.forget_kept
    assert len(await stored(house)) == 1


async def test_what_is_in_memory_of_the_reader_is_forgotten_too(house: House, ann: Person) -> None:
    await ann.ask("厦门出口增长多少")
    assert (await ann.ask("那泉州呢")).text.startswith("🔎")
    await ann.ask("/forget")
    await ann.press(ZH.forget_yes)
    assert not (await ann.ask("那泉州呢")).text.startswith("🔎")


@pytest.mark.parametrize("command", ["/mydata", "/forget"])
async def test_in_a_group_nothing_personal_is_shown(house: House, bob: Person, command: str) -> None:
    assert (await bob.ask(command, chat=GROUP)).text == EN.private_only


async def test_a_forged_button_in_a_group_forgets_nothing(house: House, ann: Person) -> None:
    await ann.ask(f"/ask {QUESTION}", chat=GROUP)
    await ann.press(GOOD)
    message = house.wire.messages[2]
    assert notice(await ann.press("", data="1:f+", message=message)) == (ZH.bad_button, True)
    assert len(await stored(house)) == 1


@given(st.text(min_size=1, max_size=300), st.booleans())
def test_every_article_fits_into_a_button_and_comes_back(article: str, good: bool) -> None:
    press = Judge(name_of(article), good)
    data = encode(press)
    assert len(data.encode()) <= 64
    assert decode(data) == press


def test_data_that_nobody_made_means_nothing() -> None:
    assert decode("1:f+") == Forget(True)
    for data in ("1:v+", "1:v+a b", "1:v*abc", "1:v+~12", "1:f", "1:f?", f"1:v+{'a' * 57}"):
        assert decode(data) is None


@pytest.mark.parametrize("texts", [ZH, EN])
def test_every_kind_that_is_stored_of_somebody_has_a_sentence(texts: Texts) -> None:
    for table in PERSONAL:
        assert getattr(texts, f"mydata_{table.name}").format(count=2)
