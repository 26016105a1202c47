"""What alerts shall tell of: found once, held by one process, and with Telegram at most once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.state.alerts import FOR_GOOD, MOST, SENT, UNKNOWN, WAITING, Alert, row_of
from bot.state.groups import Quiet
from bot.state.outbox import KEPT, LEASE, MOST_WAITING, Parcel
from bot.state.state import State, open_state
from bot.state.tables import alerts, deliveries
from tests.chat.people import NOW, SHANGHAI, Time

BOT, ANN, BOB, GROUP = 7, 1, 2**40, -1001
TOPIC = ("question", "海川股份")
PLAIN = Alert(BOT, ANN, ANN, "question", "海川股份")


async def added(state: State, alert: Alert = PLAIN) -> Alert:
    stored = await state.alerts.add(alert)
    assert stored
    return stored


async def found(state: State, *articles: str, topic: tuple[str, str] = TOPIC) -> None:
    await state.outbox.deposit(BOT, {topic: articles}, SHANGHAI)


async def claimed(state: State, holder: str = "me", most: int = 10) -> tuple[Parcel, ...]:
    return await state.outbox.claim(BOT, holder, SHANGHAI, most=most)


async def rows(state: State) -> list[tuple[str, int, int | None]]:
    columns = (deliveries.c.article, deliveries.c.state, deliveries.c.message)
    async with state.database.reading() as connection:
        return [
            tuple(row) for row in await connection.execute(select(*columns).order_by(deliveries.c.article))
        ]


async def due(state: State) -> datetime | None:
    async with state.database.reading() as connection:
        at = await connection.scalar(select(alerts.c.due))
    return None if at is None else datetime.fromtimestamp(at, SHANGHAI)


async def test_an_article_is_found_once_claimed_handed_over_and_sent(state: State) -> None:
    alert = await added(state)
    await found(state, "a", "b")
    await found(state, "b", "a")
    (parcel,) = await claimed(state)
    assert (parcel.alert.id, set(parcel.articles), parcel.more) == (alert.id, {"a", "b"}, 0)
    assert await state.outbox.hand(parcel, "me", SHANGHAI)
    await state.outbox.sent(parcel, 55, SHANGHAI)
    assert await rows(state) == [("a", SENT, 55), ("b", SENT, 55)]
    await found(state, "a")
    assert await claimed(state) == ()
    assert await due(state) is None


async def test_one_who_holds_it_keeps_others_away_until_the_lease_is_over(state: State, time: Time) -> None:
    await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await claimed(state, "other") == ()
    time.elapsed += LEASE
    (again,) = await claimed(state, "other")
    assert again.articles == ("a",)
    assert not await state.outbox.hand(parcel, "me", SHANGHAI)
    assert await state.outbox.hand(again, "other", SHANGHAI)


async def test_whoever_lost_the_lease_does_not_send_even_where_nobody_else_came(
    state: State, time: Time
) -> None:
    await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    time.elapsed += LEASE
    assert not await state.outbox.hand(parcel, "me", SHANGHAI)


async def test_of_two_processes_that_claim_at_once_one_gets_it(url: str, time: Time) -> None:
    both = [open_state(url, clock=time.clock()) for _ in range(2)]
    await added(both[0])
    await asyncio.gather(*(found(one, "a", "b") for one in both))
    got = await asyncio.gather(*(claimed(one, str(at)) for at, one in enumerate(both)))
    assert sorted(map(len, got)) == [0, 1]
    assert await rows(both[0]) == [("a", WAITING, None), ("b", WAITING, None)]
    for one in both:
        await one.aclose()


async def test_what_was_handed_over_when_the_process_died_is_not_sent_again(state: State, time: Time) -> None:
    await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await state.outbox.hand(parcel, "me", SHANGHAI)
    time.elapsed += LEASE
    assert await claimed(state, "other") == ()
    await state.tidy()
    assert await rows(state) == [("a", UNKNOWN, None)]


async def test_what_comes_after_such_a_death_comes_at_its_own_time(state: State, time: Time) -> None:
    await added(state, replace(PLAIN, pace="hourly"))
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await state.outbox.hand(parcel, "me", SHANGHAI)
    time.elapsed = LEASE + 600
    await found(state, "b")
    assert await claimed(state) == ()
    assert await due(state) == datetime(2022, 3, 14, 19, tzinfo=SHANGHAI)


async def test_what_was_only_claimed_when_the_process_died_is_sent_by_the_next(
    state: State, time: Time
) -> None:
    await added(state)
    await found(state, "a")
    await claimed(state)
    time.elapsed += LEASE
    (parcel,) = await claimed(state, "other")
    assert parcel.articles == ("a",)


async def test_a_process_that_stops_lets_others_have_it_at_once(state: State) -> None:
    await added(state)
    await found(state, "a")
    await claimed(state)
    await state.outbox.release("me")
    assert len(await claimed(state, "other")) == 1


async def test_what_surely_was_not_sent_is_due_again_after_a_while(state: State, time: Time) -> None:
    await added(state, replace(PLAIN, cap=1))
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await state.outbox.hand(parcel, "me", SHANGHAI)
    await state.outbox.again(parcel, SHANGHAI, wait=30)
    assert await claimed(state) == ()
    time.elapsed += 30
    (parcel,) = await claimed(state)
    assert parcel.articles == ("a",)


async def test_what_comes_while_a_message_is_on_its_way_comes_with_the_next(state: State) -> None:
    await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await state.outbox.hand(parcel, "me", SHANGHAI)
    await found(state, "b")
    await state.outbox.sent(parcel, 5, SHANGHAI)
    (parcel,) = await claimed(state)
    assert parcel.articles == ("b",)


async def test_beyond_the_cap_it_waits_for_the_next_day(state: State, time: Time) -> None:
    await added(state, replace(PLAIN, cap=1))
    for article in "ab":
        await found(state, article)
        for parcel in await claimed(state):
            assert await state.outbox.hand(parcel, "me", SHANGHAI)
            await state.outbox.sent(parcel, 5, SHANGHAI)
    assert [state for _, state, _ in await rows(state)] == [SENT, WAITING]
    assert await due(state) == datetime(2022, 3, 15, tzinfo=SHANGHAI)
    time.elapsed = 6 * 3600
    (parcel,) = await claimed(state)
    assert parcel.articles == ("b",)


async def test_what_nobody_sent_in_time_waits_when_it_is_quiet_by_now(state: State, time: Time) -> None:
    await added(state, replace(PLAIN, quiet=Quiet(22, 7)))
    await found(state, "a")
    time.elapsed = 5 * 3600
    assert await claimed(state) == ()
    assert await due(state) == datetime(2022, 3, 15, 7, tzinfo=SHANGHAI)


async def test_a_muted_alert_finds_nothing_and_drops_what_waited(state: State) -> None:
    alert = await added(state, replace(PLAIN, pace="hourly"))
    await found(state, "a")
    muted = replace(alert, muted=FOR_GOOD)
    await state.alerts.change(muted, SHANGHAI)
    assert await rows(state) == []
    assert await state.outbox.wanted(BOT) == ()
    await found(state, "b")
    assert await rows(state) == []


async def test_muting_stops_a_message_that_was_claimed_already(state: State) -> None:
    alert = await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    await state.alerts.change(replace(alert, muted=FOR_GOOD), SHANGHAI)
    assert not await state.outbox.hand(parcel, "me", SHANGHAI)


async def test_another_pace_counts_for_what_waits_already(state: State, time: Time) -> None:
    time.elapsed = 60
    alert = await added(state, replace(PLAIN, pace="daily", hour=8))
    await found(state, "a")
    assert await due(state) == datetime(2022, 3, 15, 8, tzinfo=SHANGHAI)
    await state.alerts.change(replace(alert, pace="hourly"), SHANGHAI)
    assert await due(state) == datetime(2022, 3, 14, 19, tzinfo=SHANGHAI)
    await state.alerts.change(replace(alert, pace="now"), SHANGHAI)
    assert len(await claimed(state)) == 1


async def test_many_articles_are_named_as_far_as_there_is_room_and_the_others_counted(state: State) -> None:
    await added(state, replace(PLAIN, pace="hourly"))
    names = [f"{number:03}" for number in range(MOST_WAITING + 5)]
    await found(state, *names)
    await found(state, "last")
    assert len(await rows(state)) == MOST_WAITING
    (parcel,) = await claimed(state)
    assert (len(parcel.articles), parcel.more) == (MOST_WAITING, 6)


async def test_each_topic_is_asked_for_once_and_reaches_everybody(state: State) -> None:
    many = [row_of(replace(PLAIN, chat=reader, reader=reader)) for reader in range(1, 1203)]
    async with state.database.writing() as connection:
        await connection.execute(alerts.insert(), many)
    await added(state, replace(PLAIN, bot=8, chat=5, reader=5))
    assert await state.outbox.wanted(BOT) == (TOPIC,)
    await found(state, "a")
    assert len(await rows(state)) == 1202
    assert len(await claimed(state, most=25)) == 25


async def test_a_chat_has_twenty_alerts_and_the_same_one_once(state: State) -> None:
    for number in range(MOST):
        await added(state, replace(PLAIN, what=str(number)))
    assert await state.alerts.add(PLAIN) is None
    same = await added(state, replace(PLAIN, what="3", pace="hourly"))
    assert [one.pace for one in await state.alerts.of(BOT, ANN) if one.id == same.id] == ["hourly"]
    assert len(await state.alerts.of(BOT, ANN)) == MOST


async def test_two_presses_at_once_save_one_alert(url: str, time: Time) -> None:
    both = [open_state(url, clock=time.clock()) for _ in range(2)]
    await asyncio.gather(*(one.alerts.add(PLAIN) for one in both))
    assert len(await both[0].alerts.of(BOT, ANN)) == 1
    for one in both:
        await one.aclose()


async def test_what_is_removed_takes_along_what_waited(state: State) -> None:
    alert = await added(state)
    other = await added(state, replace(PLAIN, chat=BOB, reader=BOB))
    await found(state, "a")
    await state.alerts.remove(alert)
    assert len(await rows(state)) == 1
    assert await state.alerts.leave(BOT, BOB) == 1
    assert await rows(state) == []
    assert await state.alerts.of(BOT, other.chat) == ()


async def test_a_group_keeps_its_alerts_under_its_new_number(state: State) -> None:
    await added(state, replace(PLAIN, chat=GROUP, thread=3))
    await found(state, "a")
    await state.alerts.moved(GROUP, GROUP - 1)
    await state.alerts.moved(GROUP, GROUP - 1)
    (alert,) = await state.alerts.of(BOT, GROUP - 1)
    assert alert.thread is None
    (parcel,) = await claimed(state)
    assert parcel.alert.chat == GROUP - 1


async def test_forgetting_a_reader_stops_a_message_that_was_claimed(state: State) -> None:
    await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await state.personal.forget(ANN) == 2
    assert not await state.outbox.hand(parcel, "me", SHANGHAI)


async def test_what_was_dealt_with_is_dropped_after_some_days_and_what_waits_stays(
    state: State, time: Time
) -> None:
    await added(state)
    await found(state, "a")
    (parcel,) = await claimed(state)
    assert await state.outbox.hand(parcel, "me", SHANGHAI)
    await state.outbox.sent(parcel, 5, SHANGHAI)
    await found(state, "b")
    time.elapsed = KEPT + 1
    await state.tidy()
    assert [article for article, _, _ in await rows(state)] == ["b"]


async def test_seen_articles_stay_as_long_as_they_could_be_news(state: State, time: Time) -> None:
    assert await state.seen.known(BOT) is None
    await state.seen.note(BOT, {})
    assert await state.seen.known(BOT) == frozenset()
    dates = {
        "new": NOW,
        "old": NOW - timedelta(days=3),
        "next year": NOW + timedelta(days=300),
    }
    await state.seen.note(BOT, dates)
    await state.seen.note(BOT, dates)
    assert await state.seen.known(BOT) == frozenset(dates)
    assert await state.seen.known(8) is None
    time.elapsed = 2 * 86400
    await state.tidy()
    assert await state.seen.known(BOT) == frozenset(("new", "next year"))
    time.elapsed = 200 * 86400
    await state.tidy()
    assert await state.seen.known(BOT) == frozenset(("next year",))


@pytest.mark.parametrize("articles", [(), ("a",)])
async def test_nothing_is_found_for_nobody(state: State, articles: Sequence[Any]) -> None:
    await found(state, *articles)
    assert await rows(state) == []
