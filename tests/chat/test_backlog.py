"""What readers asked while the bot was away."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.chat.people import NOW, House, Person

BEFORE = int(NOW.timestamp()) - 3600


def texts(house: House) -> list[Any]:
    return [call.data["reply_parameters"] for call in house.wire.calls if call.method == "sendMessage"]


async def test_only_the_last_message_of_a_chat_that_waited_is_answered(
    house: House, ann: Person, bob: Person
) -> None:
    await asyncio.gather(
        ann.post(text="海川股份派现多少", date=BEFORE),
        ann.post(text="厦门公交", date=BEFORE + 60),
        bob.post(text="泉州出口", date=BEFORE),
    )
    answered = [house.wire.messages[one["message_id"]]["text"] for one in texts(house)]
    assert sorted(answered) == ["厦门公交", "泉州出口"]


async def test_a_new_question_makes_old_ones_of_its_chat_idle(house: House, ann: Person) -> None:
    await asyncio.gather(ann.post(text="海川股份派现多少", date=BEFORE), ann.say("厦门公交"))
    assert len(texts(house)) == 1


async def test_questions_of_now_are_all_answered_at_once(house: House, ann: Person) -> None:
    await asyncio.gather(ann.say("海川股份派现多少"), ann.say("厦门公交"))
    assert len(texts(house)) == 2
    assert house.time.slept == []
