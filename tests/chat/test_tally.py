"""What happens is counted, without a word of what readers write and without who they are."""

from __future__ import annotations

import pytest
from telegram.error import NetworkError

from bot.chat.clock import Clock
from bot.chat.tally import BUCKETS, HOUR, HOURS, MOST_LABELS, Tally, percentile
from bot.chat.watched import Watched
from tests.chat.people import House, Person, Time
from tests.chat.wire import TOKEN, Refused, Wire


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def tally(time: Time) -> Tally:
    return Tally(time.clock())


def test_the_times_of_the_last_hour_are_the_last_hours(tally: Tally, time: Time) -> None:
    tally.ended("question", "found", 0.2)
    time.elapsed += HOUR - 1
    tally.ended("question", "nothing:uncovered", 0.1)
    assert list(tally.last_hour) == [0.1, 0.2]
    time.elapsed += 2
    assert list(tally.last_hour) == [0.1]


def test_only_questions_count_as_questions(tally: Tally) -> None:
    for kind, outcome in (("question", "found"), ("help", "help"), ("press", "found"), ("ask", "too_fast")):
        tally.ended(kind, outcome, 0.01)
    assert tally.questions == 1
    assert tally.updates["press", "found"] == 1
    assert [(one.questions, one.answered) for one in tally.hours] == [(1, 1)]


def test_a_time_is_counted_where_it_belongs(tally: Tally) -> None:
    for seconds in (0.0, BUCKETS[0], BUCKETS[0] * 1.01, 99.0):
        tally.ended("question", "found", seconds)
    assert tally.buckets == [2, 1, *[0] * (len(BUCKETS) - 2), 1]


def test_hours_are_kept_for_a_day(tally: Tally, time: Time) -> None:
    for _ in range(HOURS + 5):
        tally.ended("question", "nothing:uncovered", 1.0)
        time.elapsed += HOUR
    assert len(tally.hours) == HOURS
    assert {one.answered for one in tally.hours} == {0}


def test_whoever_makes_up_labels_gets_no_more_than_some(tally: Tally) -> None:
    for number in range(MOST_LABELS + 50):
        tally.ended(f"kind {number}", "found", 0.1)
        tally.failed(f"kind {number}")
    assert len(tally.updates) == MOST_LABELS + 1
    assert tally.updates["other", "other"] == 50
    assert len(tally.errors) == MOST_LABELS


def test_readers_are_counted_once_a_day_and_forgotten_with_it(tally: Tally, time: Time) -> None:
    for reader in (1, 2, 1, -5):
        tally.seen(reader)
    assert tally.readers == 3
    kept = set(tally._readers)
    time.elapsed += 24 * HOUR
    assert tally.readers == 0
    for reader in (1, 2, -5):
        tally.seen(reader)
    assert not kept & tally._readers


def test_percentiles_are_times_that_there_were() -> None:
    assert percentile((1.0,), 95) == 1.0
    assert percentile((1.0, 2.0, 3.0, 4.0), 50) == 2.0
    assert percentile(tuple(map(float, range(1, 101))), 95) == 95.0


async def test_calls_are_counted_by_what_became_of_them() -> None:
    wire, tally = Wire(), Tally(Clock())
    watched = Watched(wire, tally)
    address = f"https://api.telegram.org/bot{TOKEN}/"
    wire.fail("getMe", Refused(429, "Too Many Requests", retry_after=1))
    wire.fail("getMe", Refused(403, "Forbidden: bot was blocked by the user"))
    wire.fail("getMe", Refused(400, "Bad Request: no"))
    wire.fail("getMe", Refused(502, "Bad Gateway"))
    for _ in range(5):
        await watched.do_request(address + "getMe", "POST")
    wire.fail("getMe", NetworkError("httpx.ConnectError"))
    with pytest.raises(NetworkError):
        await watched.do_request(address + "getMe", "POST")
    fates = {fate: count for (method, fate), count in tally.calls.items() if method == "getMe"}
    assert fates == dict.fromkeys(("too_many", "forbidden", "refused", "broken", "ok", "no_answer"), 1)
    assert tally.heard is None
    await watched.do_request(address + "getUpdates", "POST")
    assert tally.heard is not None
    assert TOKEN not in str(tally.calls)


async def test_what_a_reader_does_is_counted_and_who_works_on_it_is_known(house: House, ann: Person) -> None:
    tally = house.tally
    busy = []
    house.wire.on_call = lambda call: busy.append(len(tally.under_way))
    await ann.say("海川股份分红多少")
    await ann.say("/help")
    assert tally.updates == {("question", "found"): 1, ("help", "help"): 1}
    assert (tally.questions, tally.readers) == (1, 1)
    assert tally.calls["sendMessage", "ok"] == 2
    assert busy == [1, 1]
    assert not tally.under_way
