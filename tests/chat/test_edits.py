"""An edited question edits its answer, once for each thing that it says."""

from __future__ import annotations

import asyncio

from telegram import Chat, Message

from bot.chat.answered import MOST, Answered, Shown
from tests.chat.people import GROUP, NOW, House, Person


async def test_an_edited_question_edits_its_answer(house: House, ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    await ann.ask("泉州出口简报")
    (edited,) = await ann.edit(1, "厦门公交线路")
    assert (edited.method, edited.data["message_id"]) == ("editMessageText", 2)
    assert "三条新线路" in edited.text
    assert "reply_markup" in edited.data
    (again,) = await ann.edit(1, "海川股份派现多少")
    assert (again.method, again.data["message_id"]) == ("editMessageText", 2)
    assert house.wire.refusals == []


async def test_an_edit_that_nobody_sees_does_nothing(ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    assert await ann.edit(1, "海川股份分红多少") == []
    await ann.ask("/ask 泉州出口简报", chat=GROUP)
    assert await ann.edit(3, "@wenda_bot 泉州出口简报") == []


async def test_an_edit_that_changes_no_word_of_the_answer_is_not_an_error(house: House, ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    await ann.edit(1, "海川股份派现多少")
    await ann.edit(1, "海川股份派现多少 ")
    assert len(house.wire.of("sendMessage")) == 1


async def test_after_a_restart_an_edited_question_is_answered_anew(house: House, ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    await house.restart()
    (sent,) = await ann.edit(1, "厦门公交线路")
    assert (sent.method, sent.data["reply_parameters"]["message_id"]) == ("sendMessage", 1)
    (edited,) = await ann.edit(1, "泉州出口简报")
    assert (edited.method, edited.data["message_id"]) == ("editMessageText", 3)


async def test_where_the_answer_was_deleted_another_is_sent(house: House, ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    del house.wire.messages[2]
    *_, sent = await ann.edit(1, "厦门公交线路")
    assert sent.method == "sendMessage"


async def test_pages_of_an_edited_answer_are_those_of_the_edited_question(ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    await ann.edit(1, "泉州出口简报")
    *_, turned = await ann.press("›")
    assert turned.labels[-2:] == ["‹", "2/2"]
    assert turned.text.startswith("🔎 泉州出口简报\n")


async def test_an_edit_that_overtakes_the_answer_edits_it(house: House, ann: Person) -> None:
    asked = asyncio.ensure_future(ann.say("海川股份分红多少"))
    await asyncio.sleep(0)
    await asyncio.gather(asked, ann.edit(1, "厦门公交线路"))
    assert len(house.wire.of("sendMessage")) == 1
    assert "三条新线路" in house.wire.messages[2]["text"]


async def test_an_edited_follow_up_changes_the_question_that_it_followed(ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    await ann.ask("那厦门呢")
    (edited,) = await ann.edit(3, "那漳州呢")
    assert edited.text.startswith("🔎 漳州出口增长多少\n")
    assert (await ann.ask("那厦门呢")).text.startswith("🔎 厦门出口增长多少\n")


async def test_an_edited_question_is_the_last_one_unless_another_came_after_it(ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    await ann.edit(1, "泉州旅游收入多少")
    assert (await ann.ask("那厦门呢")).text.startswith("🔎 厦门旅游收入多少\n")
    await ann.ask("海川股份分红多少")
    await ann.edit(1, "泉州天气")
    assert (await ann.ask("那泉州呢")).text.startswith("🔎 泉州分红多少\n")


async def test_in_a_group_only_what_is_meant_for_the_bot_counts(ann: Person) -> None:
    await ann.ask("/ask 海川股份分红多少", chat=GROUP)
    (edited,) = await ann.edit(1, "/ask 厦门公交线路")
    assert edited.method == "editMessageText"
    assert await ann.say("海川股份分红多少", chat=GROUP) == []
    assert await ann.edit(3, "厦门公交线路") == []
    (sent,) = await ann.edit(3, "@wenda_bot 厦门公交线路")
    assert sent.data["reply_parameters"]["message_id"] == 3


async def test_an_edited_command_stays_as_it_was(ann: Person) -> None:
    await ann.ask("/latest")
    assert await ann.edit(1, "/categories") == []


async def test_an_edit_of_an_old_message_is_not_a_backlog(house: House, ann: Person) -> None:
    await ann.ask("海川股份分红多少")
    await ann.ask("泉州出口简报")
    house.time.elapsed += 3600
    (edited,) = await ann.edit(1, "厦门公交线路")
    assert edited.method == "editMessageText"
    assert house.time.slept == []


def test_of_many_answers_only_the_newest_are_remembered() -> None:
    answered = Answered()
    messages = [Message(number, NOW, Chat(1, "private")) for number in range(MOST + 9)]
    for message in messages:
        answered.note(message, "a", Shown(1, message.message_id + 9000))
    assert len(answered) == MOST
    assert answered.to(messages[0]) is None
    assert answered.to(messages[-1]) == Shown(1, MOST + 9008)
    assert answered.says_the_same(messages[-1], "a")
    assert not answered.says_the_same(messages[-1], "b")
