"""Questions without an answer are counted by what was asked, until they get one, are pinned or ignored."""

from __future__ import annotations

from datetime import UTC, datetime

from bot.state.inbox import KEEP_DAYS, UNANSWERED, Unanswered
from bot.state.questions import Asked, topic
from bot.state.state import State
from tests.chat.people import NOW, Time

MARS, MOON = "火星移民政策", "月球旅游多少钱"
DAY = 86400


def ask(state: State, *questions: str, outcome: str = UNANSWERED) -> None:
    for one in questions:
        state.questions.note(Asked(one, outcome, "", "zh"))


async def texts(state: State) -> list[str]:
    return [one.text for one in await state.inbox.unanswered()]


async def test_what_was_asked_most_often_comes_first_with_its_last_hour(state: State, time: Time) -> None:
    ask(state, MOON, MARS)
    await state.recorder.flush()
    time.elapsed += DAY
    ask(state, f"{MARS} ", outcome=UNANSWERED)
    hour = datetime.fromtimestamp((NOW.timestamp() + DAY) // 3600 * 3600, UTC)
    first, second = await state.inbox.unanswered()
    assert first == Unanswered(topic(MARS), MARS, 2, hour)
    assert (second.text, second.times) == (MOON, 1)


async def test_what_was_answered_at_last_waits_no_more_and_comes_again(state: State) -> None:
    ask(state, MARS)
    ask(state, MOON, outcome="nothing:empty")
    assert await texts(state) == [MARS]
    ask(state, MARS, outcome="found")
    assert await texts(state) == []
    ask(state, MARS)
    (again,) = await state.inbox.unanswered()
    assert again.times == 2


async def test_what_is_pinned_or_ignored_is_left_out(state: State) -> None:
    ask(state, MARS, MOON)
    await state.inbox.ignore([topic(MARS), topic(MARS)])
    await state.inbox.ignore([topic(MARS)])
    await state.inbox.ignore([])
    assert await texts(state) == [MOON]
    await state.curations.pin(MOON, "one", "")
    assert await texts(state) == []


async def test_what_was_ignored_for_long_may_come_again(state: State, time: Time) -> None:
    await state.inbox.ignore([topic(MARS)])
    time.elapsed += KEEP_DAYS * DAY - 1
    ask(state, MARS)
    await state.tidy()
    assert await texts(state) == []
    time.elapsed += 2
    await state.tidy()
    assert await texts(state) == [MARS]
