"""Follow-ups in a conversation: whose question they change, what is shown, and how long it is remembered."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from bot.chat.answered import Shown
from bot.chat.clock import Clock
from bot.chat.recall import KEPT, MOST, Asked, Asker, Recall
from bot.chat.texts import EN, ZH
from tests.chat.people import GROUP, House, Person, article

HALF_AN_HOUR = 30 * 60


async def test_a_follow_up_asks_the_last_question_with_one_thing_changed(ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    sent = await ann.ask("那厦门呢？")
    assert sent.text.startswith("🔎 厦门出口增长多少\n")
    assert (await ann.ask("换成公交")).text.startswith("🔎 厦门 公交\n")


async def test_pages_of_a_follow_up_are_those_of_the_changed_question_also_after_a_restart(
    house: House, ann: Person
) -> None:
    await ann.ask("厦门出口简报")
    first = await ann.ask("那泉州呢")
    await house.restart()
    *_, second = await ann.press("›")
    assert second.labels[-2:] == ["‹", "2/2"]
    assert second.text.startswith("🔎 泉州出口简报\n")
    *_, back = await ann.press("‹")
    assert back.text == first.text


async def test_a_whole_question_stands_for_itself(ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    assert not (await ann.ask("海川股份分红多少")).text.startswith("🔎")


async def test_a_follow_up_to_nothing_is_asked_as_it_is(ann: Person) -> None:
    assert not (await ann.ask("那海川股份呢")).text.startswith("🔎")


async def test_questions_in_a_row_do_not_mix(house: House, ann: Person, bob: Person) -> None:
    said = ("泉州出口增长多少", "那厦门呢", "海川股份分红多少", "那泉州呢")
    await asyncio.gather(*(ann.say(text) for text in said), bob.say("what about 泉州?"))
    mine = [call.text for call in house.wire.of("sendMessage") if call.data["chat_id"] == 1]
    assert [text.splitlines()[0] for text in mine[1::2]] == ["🔎 厦门出口增长多少", "🔎 泉州分红多少"]
    (his,) = [call.text for call in house.wire.of("sendMessage") if call.data["chat_id"] == 2]
    assert not his.startswith("🔎")


async def test_in_a_group_everybody_goes_on_with_the_own_question(ann: Person, bob: Person) -> None:
    await ann.ask("/ask 泉州出口增长多少", chat=GROUP)
    await bob.ask("/ask 海川股份分红多少", chat=GROUP)
    assert (await ann.ask("@wenda_bot 那厦门呢", chat=GROUP)).text.startswith("🔎 厦门出口增长多少\n")
    assert (await bob.ask("/ask 那泉州呢", chat=GROUP)).text.startswith("🔎 泉州分红多少\n")


async def test_a_reply_goes_on_with_the_question_of_that_answer(ann: Person, bob: Person) -> None:
    await ann.ask("/ask 泉州出口增长多少", chat=GROUP)
    await ann.ask("/ask 海川股份分红多少", chat=GROUP)
    assert (await bob.ask("那厦门呢", chat=GROUP, reply_to=2)).text.startswith("🔎 厦门出口增长多少\n")
    assert (await ann.ask("那泉州呢", chat=GROUP, reply_to=4)).text.startswith("🔎 泉州分红多少\n")


async def test_a_reply_to_a_follow_up_goes_on_with_it_also_after_a_restart(house: House, ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    await ann.ask("那厦门呢")
    await house.restart()
    await ann.ask("海川股份分红多少")
    assert (await ann.ask("那漳州呢", reply_to=4)).text.startswith("🔎 漳州出口增长多少\n")
    forgotten = await ann.ask("那泉州呢", reply_to=2)
    assert not forgotten.text.startswith("🔎")


async def test_an_example_can_be_followed(ann: Person) -> None:
    greeting = await ann.ask("/start")
    label = next(one for one in greeting.labels if "泉州" in one)
    await ann.press(label)
    assert (await ann.ask("那厦门呢")).text.startswith(f"🔎 {label.replace('泉州', '厦门')}\n")


async def test_what_is_no_question_leaves_the_last_one(ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    for text in ("？？", "/ask", "问" * 400, "/latest", "/help"):
        await ann.ask(text)
    assert (await ann.ask("那厦门呢")).text.startswith("🔎 厦门出口增长多少\n")


async def test_after_half_an_hour_the_question_is_forgotten(house: House, ann: Person) -> None:
    await ann.ask("泉州出口增长多少")
    house.time.elapsed += HALF_AN_HOUR - 60
    assert (await ann.ask("那厦门呢")).text.startswith("🔎")
    house.time.elapsed += HALF_AN_HOUR
    assert not (await ann.ask("那漳州呢")).text.startswith("🔎")


async def test_an_article_cannot_pretend_to_repeat_a_question() -> None:
    house = House()
    await house.open([article(1, "🔎 漳州灯会", "")])
    assert not (await Person(house, 1).ask("漳州灯会")).text.startswith("🔎")
    await house.close()


@pytest.mark.parametrize("texts", [ZH, EN], ids=["zh", "en"])
def test_privacy_tells_how_long_questions_are_kept(texts: Any) -> None:
    assert ("半小时" if texts is ZH else "half an hour") in texts.privacy


class Later:
    """A clock that is set by hand and knows what is due."""

    def __init__(self) -> None:
        self.now = 0.0
        self.due: list[tuple[float, Callable[[], None]]] = []

    def clock(self) -> Clock:
        return Clock(stopwatch=lambda: self.now, later=lambda s, work: self.due.append((self.now + s, work)))

    def wait(self, seconds: float) -> None:
        self.now += seconds
        due, self.due = self.due, []
        for at, work in due:
            if at <= self.now:
                work()
            else:
                self.due.append((at, work))


def test_it_is_forgotten_also_when_nobody_writes_any_more() -> None:
    later = Later()
    recall = Recall(later.clock())
    recall.note(Asker(1, 0, 1), Asked("a", "", Shown(1, 2)))
    later.wait(KEPT - 1)
    recall.note(Asker(2, 0, 2), Asked("b", "", None))
    later.wait(1)
    assert len(recall) == 1
    assert len(later.due) == 1
    later.wait(KEPT)
    assert len(recall) == 0
    assert later.due == []


def test_of_many_only_the_newest_are_remembered() -> None:
    recall = Recall(Later().clock())
    for number in range(MOST + 9):
        recall.note(Asker(number, 0, number), Asked("a", "", None))
    assert len(recall) == MOST
