"""What was asked and judged is counted by days of a zone, and nothing but counts comes out."""

from __future__ import annotations

from datetime import date, timedelta

from bot.state.questions import Asked
from bot.state.state import State
from bot.state.statistics import DayCounts
from bot.state.times import DAY, HOUR
from tests.chat.people import SHANGHAI, Time


def today_of(time: Time) -> date:
    return time.clock().now().date()


async def ask(state: State, outcome: str = "found", article: str = "a", *, times: int = 1) -> None:
    for number in range(times):
        state.questions.note(Asked(f"问题 {number}", outcome, article, "zh"))
    await state.recorder.flush()


async def test_a_day_without_anything_is_a_day_all_the_same(state: State, time: Time) -> None:
    today = today_of(time)
    found = await state.statistics.of_days(today - timedelta(days=2), today, SHANGHAI)
    assert found.days == tuple(DayCounts(today - timedelta(days=ago)) for ago in (2, 1, 0))
    assert found.articles == {}


async def test_questions_are_counted_by_the_zones_day(state: State, time: Time) -> None:
    time.elapsed = 5.5 * HOUR  # half past eleven at night
    await ask(state, times=3)
    await ask(state, "nothing:uncovered", "")
    time.elapsed += HOUR
    await ask(state, "latest", "b")
    first, last = (await state.statistics.of_days(date(2022, 3, 14), date(2022, 3, 15), SHANGHAI)).days
    assert (first.questions, first.answered) == (4, 3)
    assert (last.questions, last.answered) == (1, 1)


async def test_what_was_before_is_left_out(state: State, time: Time) -> None:
    await ask(state, times=2)
    await state.votes.cast(1, "q", "a", 1)
    time.elapsed += 3 * DAY
    today = today_of(time)
    found = await state.statistics.of_days(today, today, SHANGHAI)
    assert (found.days, found.articles) == ((DayCounts(today),), {})


async def test_the_articles_that_answered_most_come_first(state: State, time: Time) -> None:
    await ask(state, article="b", times=2)
    await ask(state, article="a", times=3)
    await ask(state, "latest", "newest", times=9)
    await ask(state, "nothing:uncovered", "", times=9)
    today = today_of(time)
    found = await state.statistics.of_days(today, today, SHANGHAI)
    assert list(found.articles.items()) == [("a", 3), ("b", 2)]


async def test_judgements_are_counted_as_they_stand(state: State, time: Time) -> None:
    for reader in (1, 2, 3):
        await state.votes.cast(reader, "q", "a", 1)
    await state.votes.cast(2, "q", "a", -1)
    await state.votes.cast(3, "q", "a", 1)
    today = today_of(time)
    (day,) = (await state.statistics.of_days(today, today, SHANGHAI)).days
    assert (day.good, day.bad) == (1, 1)
