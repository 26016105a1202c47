"""Two processes for one bot: the one that began later ends, and says so; the other goes on."""

from __future__ import annotations

import logging

import pytest
from telegram import Update
from telegram.error import Conflict

from bot.chat.rivals import LOOK_EVERY, NEWCOMER, PATIENCE, Rivals
from bot.chat.stopping import Stopping
from bot.chat.tally import Tally
from bot.chat.texts import EN
from bot.errors import WendaError
from tests.chat.people import House, Time
from tests.chat.wire import Refused


@pytest.fixture
def time() -> Time:
    return Time()


def rivals(time: Time, left: list[WendaError]) -> Rivals:
    return Rivals(Tally(time.clock()), time.clock(), left.append, patience=30.0)


def test_the_newcomer_says_so_waits_and_ends_once(time: Time, caplog: pytest.LogCaptureFixture) -> None:
    left: list[WendaError] = []
    newcomer = rivals(time, left)
    for _ in range(30):
        assert not newcomer.heard()
        time.elapsed += 1
    assert left == []
    assert "this one, which began later, ends in 30 s" in caplog.text
    assert not newcomer.heard()
    assert not newcomer.heard()
    assert [str(one) for one in left] == [
        "another process takes this bot's updates, and goes on; this one ends"
    ]


def test_one_that_takes_over_from_another_goes_on(time: Time) -> None:
    left: list[WendaError] = []
    next_one = rivals(time, left)
    next_one.heard()
    time.elapsed += 12
    next_one.heard()
    time.elapsed += 9999  # nothing is heard of the other any more
    assert left == []


def test_the_older_one_goes_on_however_long_it_lasts(time: Time) -> None:
    left: list[WendaError] = []
    elder = rivals(time, left)
    time.elapsed += NEWCOMER
    for _ in range(100):
        assert elder.heard()
        time.elapsed += 10
    assert left == []


def test_two_that_began_together_do_not_both_end(time: Time) -> None:
    chosen = {Rivals(Tally(time.clock()), time.clock(), lambda error: None)._patience for _ in range(20)}
    assert len(chosen) > 1
    assert min(chosen) >= PATIENCE[0]


async def test_the_newcomer_takes_no_more_updates_until_nobody_else_does(house: House) -> None:
    assert house.app
    bot = house.app.bot
    house.wire.waiting = [{"update_id": 7}, {"update_id": 8}]
    assert [one.update_id for one in await bot.get_updates(offset=6, timeout=1)] == [7, 8]
    await house.app.process_error(None, Conflict("terminated by other getUpdates request"))
    house.wire.fail("getUpdates", Refused(409, "Conflict: terminated by other getUpdates request"))
    with pytest.raises(Conflict):
        await bot.get_updates(offset=9, timeout=1)
    for left in ([{"update_id": 9}], [{"update_id": 10}]):  # the other one takes them
        house.wire.waiting = left
        assert await bot.get_updates(offset=9, timeout=1) == ()
    looks = house.wire.of("getUpdates")[1:]
    assert all("offset" not in one.data for one in looks)
    assert house.time.slept.count(LOOK_EVERY) == len(looks) == 3
    assert await bot.get_updates(offset=9, timeout=1) == ()  # it waits still, so that nobody takes it
    assert [one.update_id for one in await bot.get_updates(offset=9, timeout=1)] == [10]


async def test_where_nothing_waits_and_nobody_asks_it_goes_on(house: House) -> None:
    assert house.app
    await house.app.process_error(None, Conflict("terminated by other getUpdates request"))
    assert await house.app.bot.get_updates(offset=9, timeout=1) == ()
    await house.app.bot.get_updates(offset=9, timeout=1)
    assert house.time.slept.count(LOOK_EVERY) == 1
    assert house.wire.of("getUpdates")[-1].data["offset"] == 9


async def test_the_newcomer_also_ends_where_it_sees_that_another_takes_updates(time: Time) -> None:
    left: list[WendaError] = []
    newcomer, numbers = rivals(time, left), iter(range(10))

    async def moved_on() -> list[Update]:
        return [Update(next(numbers))]

    newcomer.heard()
    for _ in range(5):
        await newcomer.look(moved_on)
        assert left == []
    await newcomer.look(moved_on)
    assert len(left) == 1
    assert newcomer.in_doubt


async def test_an_update_that_came_since_nobody_asks_ends_nobody(time: Time) -> None:
    left: list[WendaError] = []
    alone = rivals(time, left)

    async def waits() -> list[Update]:
        return [Update(1)]

    alone.heard()
    time.elapsed += 99  # the connection was broken, so that no look came through
    await alone.look(waits)
    assert (left, alone.in_doubt) == ([], True)
    await alone.look(waits)
    assert (left, alone.in_doubt) == ([], False)
    alone.heard()  # once more, say by a call of its own that broke off
    time.elapsed += 99
    await alone.look(waits)
    assert (left, alone.in_doubt) == ([], True)


async def test_admins_hear_of_it_from_the_older_one_alone(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    assert house.app
    await house.app.process_error(None, Conflict("terminated by other getUpdates request"))
    assert house.wire.of("sendMessage") == []
    await house.restart()
    assert house.app
    house.time.elapsed += NEWCOMER
    await house.app.process_error(None, Conflict("terminated by other getUpdates request"))
    (alarm,) = house.wire.of("sendMessage")
    assert alarm.data["chat_id"] == 9
    assert alarm.text.endswith(EN.advice_conflict)


async def test_a_bot_that_leaves_is_stopped_and_says_why(
    time: Time, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    stopping, stopped = Stopping(Tally(time.clock())), []
    stopping.leave(WendaError("one"), lambda: stopped.append(1))
    stopping.leave(WendaError("two"), lambda: stopped.append(2))
    time.elapsed += 1.5
    stopping.tell()
    assert (str(stopping.error), stopped) == ("one", [1])
    assert "stopped after 1.5 s, 0 answers were given up" in caplog.text
