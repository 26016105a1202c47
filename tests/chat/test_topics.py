"""Forum topics: whatever the bot says, it says where it was asked."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answers.answerer import Answerer
from bot.chat.links import to_article
from bot.chat.texts import ZH
from bot.search.engines.memory import MemoryEngine
from tests.chat.people import ARTICLES, GROUP, SHANGHAI, House, Person, entities_of
from tests.chat.wire import Call, Refused

TOPIC: dict[str, Any] = {"message_thread_id": 77, "is_topic_message": True}


async def say(person: Person, text: str, *, chat: int = GROUP, reply_to: int | None = None) -> list[Call]:
    return await person.post(chat, reply_to, text=text, entities=entities_of(text), **TOPIC)


def topics(calls: list[Call]) -> list[int | None]:
    return [one.data.get("message_thread_id") for one in calls if one.method == "sendMessage"]


@pytest.mark.parametrize(
    "text",
    [
        "/ask 海川股份派现",
        "/ask",
        "@wenda_bot 海川股份派现",
        "/latest",
        "/latest 体育",
        "/categories",
        "/help",
        "/about",
        "/privacy",
        "/start",
        f"/start {to_article(ARTICLES[0])}",
        "/ask 量子火箭移民计划",
    ],
)
async def test_every_answer_stays_in_the_topic(ann: Person, text: str) -> None:
    assert topics(await say(ann, text)) == [77]


async def test_an_answer_to_a_reply_stays_in_the_topic(house: House, ann: Person) -> None:
    await say(ann, "/ask 泉州出口简报")
    assert topics(await say(ann, "海川股份派现", reply_to=2)) == [77]


async def test_a_reply_outside_of_topics_is_no_topic(ann: Person) -> None:
    calls = await ann.post(
        GROUP, text="/ask 海川股份", entities=entities_of("/ask 海川股份"), message_thread_id=5
    )
    assert topics(calls) == [None]


async def test_pages_turn_where_they_are(house: House, ann: Person) -> None:
    await say(ann, "/ask 泉州出口简报")
    _, edited = await ann.press("›")
    assert edited.data["message_id"] == 2
    assert house.wire.messages[2]["message_thread_id"] == 77


async def test_what_a_press_sends_anew_stays_in_the_topic(ann: Person) -> None:
    greeting = (await say(ann, "/start", chat=ann.id))[0]
    assert topics(await ann.press(greeting.labels[0])) == [77]


async def test_a_word_of_patience_stays_in_the_topic() -> None:
    house = House()
    await house.start()
    ann = Person(house, 1)
    assert topics(await say(ann, "/ask 海川股份")) == [77]
    message = house.wire.messages[2] | {"reply_markup": {"inline_keyboard": []}}
    assert topics(await ann.press("", data="1:l::2", message=message)) == [77]
    frozen, sent = house.time.elapsed, []
    for _ in range(40):
        sent += await say(ann, "/ask 海川股份")
        house.time.elapsed = frozen
    assert sent[-1].text == ZH.too_fast
    assert set(topics(sent)) == {77}
    await house.close()


class Broken(Answerer):
    async def ask(self, text: str, **options: Any) -> Any:
        raise KeyError(text)


async def test_an_apology_stays_in_the_topic_and_the_alarm_goes_to_the_admin() -> None:
    engine = MemoryEngine()
    house = House(engine=engine, answerer=Broken(engine, timezone=SHANGHAI))
    await house.open()
    apology, alarm = await say(Person(house, 1), "/ask 海川股份")
    assert (apology.data["chat_id"], apology.data["message_thread_id"]) == (GROUP, 77)
    assert (alarm.data["chat_id"], alarm.data.get("message_thread_id")) == (9, None)
    await house.close()


@pytest.mark.parametrize("said", ["message thread not found", "TOPIC_CLOSED", "TOPIC_DELETED"])
async def test_a_topic_that_is_gone_is_nobodys_mistake(house: House, ann: Person, said: str) -> None:
    house.wire.fail("sendMessage", Refused(400, f"Bad Request: {said}"))
    assert len(await say(ann, "/ask 海川股份")) == 1
