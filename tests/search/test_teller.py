from __future__ import annotations

import asyncio

import pytest

from bot.search.report import Progress
from bot.search.teller import Teller


class Watched:
    """A teller on a clock that only moves when it is told to, and what it has told."""

    def __init__(self) -> None:
        self.now = 100.0
        self.told: list[Progress] = []
        self.teller = Teller(asyncio.get_running_loop(), self.told.append, lambda: self.now)

    async def last(self) -> Progress:
        await asyncio.sleep(0)
        return self.told[-1]


@pytest.fixture
async def watched() -> Watched:
    return Watched()


async def test_rate_and_time_left_are_reckoned_from_what_was_done_lately(watched: Watched) -> None:
    tell = watched.teller.of("read")
    tell(0, 1000)
    assert ((await watched.last()).rate, (await watched.last()).seconds_left) == (0.0, None)
    watched.now += 2
    tell(100, 1000)
    assert ((await watched.last()).rate, (await watched.last()).seconds_left) == (50.0, 18.0)
    for _ in range(30):  # of late it goes ten times slower
        watched.now += 2
        tell((await watched.last()).done + 10, 1000)
    assert (await watched.last()).rate == pytest.approx(5.0)


async def test_what_was_done_before_makes_no_rate(watched: Watched) -> None:
    tell = watched.teller.of("read", kept=600)
    watched.now += 2
    tell(610, 1000)
    last = await watched.last()
    assert (last.rate, last.seconds_left, last.kept) == (5.0, 78.0, 600)


async def test_progress_is_told_ten_times_a_second_and_at_the_end(watched: Watched) -> None:
    tell = watched.teller.of("write")
    for done in range(1, 51):
        watched.now += 0.01
        tell(done, 50)
    await asyncio.sleep(0)
    assert len(watched.told) in (5, 6)
    assert watched.told[-1] == Progress("write", 50, 50)


async def test_a_phase_whose_end_is_not_known_has_no_time_left(watched: Watched) -> None:
    tell = watched.teller.of("scan")
    watched.now += 1
    tell(2000, 0)
    assert ((await watched.last()).rate, (await watched.last()).seconds_left) == (2000.0, None)
