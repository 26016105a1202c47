"""When an alert is due: a pure function of its settings, what it sent, and the clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.state.alerts import Alert
from bot.state.groups import Quiet
from bot.state.schedule import Pace, allowed, due_at

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
PLAIN = Alert(bot=1, chat=2, reader=2, kind="question", what="海川股份")


def at(text: str, zone: ZoneInfo = SHANGHAI) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=zone)


def due(alert: Alert, since: str, zone: ZoneInfo = SHANGHAI) -> str:
    return f"{due_at(alert, at(since, zone), zone):%Y-%m-%d %H:%M:%S}"


def test_at_once_is_at_once() -> None:
    assert due(PLAIN, "2022-03-14 18:23:45") == "2022-03-14 18:23:45"


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2022-03-14 18:00:00", "2022-03-14 18:00:00"),
        ("2022-03-14 18:00:01", "2022-03-14 19:00:00"),
        ("2022-03-14 23:59:59", "2022-03-15 00:00:00"),
        ("2022-12-31 23:30:00", "2023-01-01 00:00:00"),
    ],
)
def test_hourly_is_when_the_hour_is_over(since: str, expected: str) -> None:
    assert due(replace(PLAIN, pace="hourly"), since) == expected


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        ("2022-03-14 07:59:59", "2022-03-14 08:00:00"),
        ("2022-03-14 08:00:00", "2022-03-14 08:00:00"),
        ("2022-03-14 08:00:01", "2022-03-15 08:00:00"),
        ("2022-03-31 20:00:00", "2022-04-01 08:00:00"),
    ],
)
def test_daily_is_the_next_time_that_it_is_that_hour(since: str, expected: str) -> None:
    assert due(replace(PLAIN, pace="daily", hour=8), since) == expected


@pytest.mark.parametrize(
    ("quiet", "since", "expected"),
    [
        (Quiet(22, 7), "2022-03-14 21:59:59", "2022-03-14 21:59:59"),
        (Quiet(22, 7), "2022-03-14 22:00:00", "2022-03-15 07:00:00"),
        (Quiet(22, 7), "2022-03-15 06:59:59", "2022-03-15 07:00:00"),
        (Quiet(22, 7), "2022-03-15 07:00:00", "2022-03-15 07:00:00"),
        (Quiet(0, 9), "2022-03-14 00:10:00", "2022-03-14 09:00:00"),
        (Quiet(12, 14), "2022-03-14 13:00:00", "2022-03-14 14:00:00"),
        (Quiet(22, 0), "2022-03-14 23:00:00", "2022-03-15 00:00:00"),
    ],
)
def test_quiet_hours_put_it_off_to_their_end(quiet: Quiet, since: str, expected: str) -> None:
    assert due(replace(PLAIN, quiet=quiet), since) == expected


def test_an_hour_that_is_quiet_puts_off_a_daily_alert_too() -> None:
    assert due(replace(PLAIN, pace="daily", hour=8, quiet=Quiet(22, 9)), "2022-03-14 12:00:00") == (
        "2022-03-15 09:00:00"
    )


def test_a_day_that_had_its_messages_puts_it_off_to_the_next() -> None:
    today = at("2022-03-14 12:00:00").toordinal()
    spent = replace(PLAIN, cap=3, sent_on=today, sent=3)
    assert due(spent, "2022-03-14 12:00:00") == "2022-03-15 00:00:00"
    assert due(replace(spent, sent=2), "2022-03-14 12:00:00") == "2022-03-14 12:00:00"
    assert due(spent, "2022-03-15 12:00:00") == "2022-03-15 12:00:00"
    assert due(replace(spent, quiet=Quiet(22, 7)), "2022-03-14 12:00:00") == "2022-03-15 07:00:00"


def test_the_day_of_the_cap_is_that_of_the_zone() -> None:
    evening = datetime(2022, 3, 14, 17, 0, tzinfo=UTC)  # already the 15th in Shanghai
    spent = replace(PLAIN, cap=1, sent_on=datetime(2022, 3, 14, tzinfo=UTC).toordinal(), sent=1)
    assert due_at(spent, evening, SHANGHAI) == evening
    assert due_at(spent, evening, ZoneInfo("UTC")) == datetime(2022, 3, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    ("hour", "since", "expected"),
    [
        (2, "2024-03-30 12:00:00", "2024-03-31 03:00:00"),  # 2:00 to 3:00 does not exist that night
        (8, "2024-03-30 12:00:00", "2024-03-31 08:00:00"),
        (8, "2024-10-26 12:00:00", "2024-10-27 08:00:00"),  # and that night one hour comes twice
    ],
)
def test_a_daily_alert_keeps_its_hour_when_the_clock_is_changed(hour: int, since: str, expected: str) -> None:
    assert due(replace(PLAIN, pace="daily", hour=hour), since, BERLIN) == expected


def test_hours_of_zones_that_lie_half_an_hour_apart_end_when_their_clock_says_so() -> None:
    kolkata = ZoneInfo("Asia/Kolkata")
    assert due(replace(PLAIN, pace="hourly"), "2022-03-14 18:20:00", kolkata) == "2022-03-14 19:00:00"


MOMENTS = st.datetimes(datetime(2022, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC))
PACES: list[Pace] = ["now", "hourly", "daily"]
QUIETS = st.tuples(st.integers(0, 23), st.integers(0, 23)).filter(lambda two: two[0] != two[1])


@given(
    MOMENTS,
    st.sampled_from(PACES),
    st.integers(0, 23),
    st.none() | QUIETS.map(lambda two: Quiet(*two)),
    st.integers(0, 2),
    st.sampled_from([SHANGHAI, BERLIN, ZoneInfo("America/St_Johns")]),
)
def test_it_is_never_early_never_in_quiet_hours_never_beyond_the_cap_and_soon_enough(
    since: datetime, pace: Pace, hour: int, quiet: Quiet | None, sent: int, zone: ZoneInfo
) -> None:
    day = since.astimezone(zone).toordinal()
    alert = replace(PLAIN, pace=pace, hour=hour, quiet=quiet, cap=2, sent_on=day, sent=sent)
    when = due_at(alert, since, zone)
    assert since <= when <= since + timedelta(hours=50)
    assert not (quiet and quiet.holds(when.hour))
    assert sent < 2 or when.toordinal() > day
    assert allowed(alert, when, zone) == when
    assert due_at(alert, when, zone) == when or pace == "daily"
