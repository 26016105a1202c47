"""A vote of a reader counts once, can be changed and taken back, and is dropped in time."""

from __future__ import annotations

import asyncio

from sqlalchemy import func, select

from bot.chat.clock import SYSTEM
from bot.state.state import State, open_state
from bot.state.tables import votes
from bot.state.votes import MOST
from tests.chat.people import Time

ANN, BOB = 1, 2**40


async def counts(state: State) -> dict[int, int]:
    """How many votes of each kind there are."""
    async with state.database.reading() as connection:
        rows = await connection.execute(select(votes.c.vote, func.count()).group_by(votes.c.vote))
        return {row.vote: row[1] for row in rows}


async def test_a_vote_counts_once_and_changes_and_is_taken_back(state: State) -> None:
    assert await state.votes.cast(ANN, "q", "a", 1) == 1
    assert await state.votes.cast(BOB, "q", "a", 1) == 1
    assert await counts(state) == {1: 2}
    assert await state.votes.cast(ANN, "q", "a", -1) == -1
    assert await counts(state) == {1: 1, -1: 1}
    assert await state.votes.cast(ANN, "q", "a", -1) is None
    assert await counts(state) == {1: 1}
    assert await state.votes.cast(ANN, "q", "b", 1) == 1
    assert await state.votes.cast(ANN, "r", "a", 1) == 1
    assert await counts(state) == {1: 3}


async def test_a_vote_is_stored_when_it_is_told(url: str, state: State) -> None:
    await state.votes.cast(ANN, "q", "a", 1)
    other = open_state(url, clock=SYSTEM)  # as after a kill: nothing was closed
    assert await counts(other) == {1: 1}
    await other.aclose()


async def test_two_processes_that_get_the_same_press_end_in_one_vote(url: str) -> None:
    both = [open_state(url, clock=SYSTEM) for _ in range(2)]
    stood = await asyncio.gather(*(one.votes.cast(ANN, "q", "a", 1) for one in both))
    assert sorted(map(str, stood)) == ["1", "None"]
    assert await counts(both[0]) == {}
    for one in both:
        await one.aclose()


async def test_votes_are_dropped_when_their_days_are_over(state: State, time: Time) -> None:
    await state.votes.cast(ANN, "q", "a", 1)
    time.elapsed = 30 * 86_400
    await state.tidy()
    assert await counts(state) == {1: 1}
    time.elapsed += 1
    await state.tidy()
    assert await counts(state) == {}


async def test_of_one_reader_only_the_newest_stay(state: State, time: Time) -> None:
    async with state.database.writing() as connection:
        row = {"reader": ANN, "question": "q", "vote": 1}
        rows = [row | {"article": str(number), "at": number} for number in range(MOST)]
        await connection.execute(votes.insert(), rows)
    await state.votes.cast(BOB, "q", "0", 1)
    await state.votes.cast(ANN, "q", "new", 1)
    async with state.database.reading() as connection:
        mine = select(votes.c.article).where(votes.c.reader == ANN)
        kept = set(await connection.scalars(mine))
    assert kept == {*map(str, range(1, MOST)), "new"}
    assert await counts(state) == {1: MOST + 1}
