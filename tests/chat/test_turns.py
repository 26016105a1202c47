"""Within a chat in the order of arrival, over all chats side by side, and nothing is left behind."""

from __future__ import annotations

import asyncio
from typing import Any

from bot.answers.answer import Nothing, Understood
from bot.chat.texts import ZH
from bot.chat.turns import Turns
from tests.chat.people import House, Person


class Slow:
    """Answers a question when it is let."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.let: dict[str, asyncio.Event] = {}

    async def ask(self, text: str, **options: Any) -> Nothing:
        self.asked.append(text)
        await self.let.setdefault(text, asyncio.Event()).wait()
        return Nothing(Understood(text), "uncovered", (text,))


async def test_turns_of_a_chat_follow_each_other_and_those_of_others_do_not_wait() -> None:
    turns, served, may_end = Turns(), list[str](), asyncio.Event()

    async def serve(chat: int, name: str) -> None:
        async with turns.of(chat):
            served.append(name)
            await may_end.wait()

    tasks = [asyncio.ensure_future(serve(*one)) for one in ((1, "a"), (1, "b"), (2, "c"), (1, "d"))]
    await asyncio.sleep(0)
    assert served == ["a", "c"]
    assert len(turns) == 2
    tasks[1].cancel()
    may_end.set()
    await asyncio.gather(*tasks, return_exceptions=True)
    assert served == ["a", "c", "d"]
    assert len(turns) == 0


async def test_questions_of_a_chat_are_answered_in_their_order_and_others_meanwhile() -> None:
    slow = Slow()
    house = House(answerer=slow)
    await house.open()
    ann, bob = Person(house, 1), Person(house, 2)
    said = [asyncio.ensure_future(who.say(text)) for who, text in ((ann, "一"), (ann, "二"), (bob, "三"))]
    await house.settle()
    assert slow.asked == ["一", "三"]
    slow.let["三"].set()
    await house.settle()
    assert [call.data["chat_id"] for call in house.wire.of("sendMessage")] == [2]
    slow.let["一"].set()
    await house.settle()
    slow.let["二"].set()
    await asyncio.gather(*said)
    ids = [call.data["reply_parameters"]["message_id"] for call in house.wire.of("sendMessage")]
    assert ids == [3, 1, 2]
    assert ZH.rephrase in house.wire.of("sendMessage")[-1].text
    await house.close()
