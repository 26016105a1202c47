"""Time words on the reader's clock: month ends, leap days, year turns, changing clocks, nonsense."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.times import MOST, TimeWord, find_times
from bot.search.text import normalise

SHANGHAI, BERLIN = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/Berlin")
TUESDAY = datetime(2026, 11, 24, 10, 30, tzinfo=SHANGHAI)


def only(text: str, now: datetime = TUESDAY) -> TimeWord:
    (word,) = find_times(normalise(text), now)
    return word


def days(word: TimeWord) -> str:
    """`2026-11-23` or `2026-11-16..2026-11-22`, with hours where it does not begin at midnight."""
    since, until = word.time.since, word.time.until - timedelta(microseconds=1)
    form = "%Y-%m-%d" if since.hour == 0 and until.hour == 23 else "%Y-%m-%dT%H"
    first, last = f"{since:{form}}", f"{until:{form}}"
    return first if first == last else f"{first}..{last}"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("今天", "2026-11-24"),
        ("昨日", "2026-11-23"),
        ("前天", "2026-11-22"),
        ("大前天", "2026-11-21"),
        ("今早", "2026-11-24T00..2026-11-24T11"),
        ("昨晚", "2026-11-23T18..2026-11-24T05"),
        ("今天下午", "2026-11-24T12..2026-11-24T17"),
        ("本周", "2026-11-23..2026-11-29"),
        ("上周", "2026-11-16..2026-11-22"),
        ("上个星期", "2026-11-16..2026-11-22"),
        ("上上周", "2026-11-09..2026-11-15"),
        ("上周五", "2026-11-20"),
        ("上周一", "2026-11-16"),
        ("上周末", "2026-11-21..2026-11-22"),
        ("近三天", "2026-11-22..2026-11-24"),
        ("过去7天", "2026-11-18..2026-11-24"),
        ("最近一周", "2026-11-18..2026-11-24"),
        ("最近几天", "2026-11-18..2026-11-24"),
        ("过去24小时", "2026-11-23T10..2026-11-24T10"),
        ("today", "2026-11-24"),
        ("the day before yesterday", "2026-11-22"),
        ("Last week", "2026-11-16..2026-11-22"),
        ("last night", "2026-11-23T18..2026-11-24T05"),
        ("last friday", "2026-11-20"),
        ("past three days", "2026-11-22..2026-11-24"),
    ],
)
def test_words_of_days_and_weeks_narrow(text: str, expected: str) -> None:
    word = only(text)
    assert days(word) == expected
    assert word.narrow
    assert word.floating


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("周三", "2026-11-18"),
        ("周二", "2026-11-24"),
        ("星期天", "2026-11-22"),
        ("本月", "2026-11-01..2026-11-30"),
        ("上个月", "2026-10-01..2026-10-31"),
        ("今年", "2026-01-01..2026-12-31"),
        ("前年", "2024-01-01..2024-12-31"),
        ("一季度", "2026-01-01..2026-03-31"),
        ("去年四季度", "2025-10-01..2025-12-31"),
        ("2022年第一季度", "2022-01-01..2022-03-31"),
        ("本季度", "2026-10-01..2026-12-31"),
        ("上半年", "2026-01-01..2026-06-30"),
        ("前三季度", "2026-01-01..2026-09-30"),
        ("近半年", "2026-05-25..2026-11-24"),
        ("近20年", "2006-11-25..2026-11-24"),
        ("3月", "2026-03-01..2026-03-31"),
        ("三月份", "2026-03-01..2026-03-31"),
        ("12月", "2025-12-01..2025-12-31"),
        ("11月", "2026-11-01..2026-11-30"),
        ("3月14日", "2026-03-14"),
        ("3月14号", "2026-03-14"),
        ("三月十四日", "2026-03-14"),
        ("3月1日至5日", "2026-03-01..2026-03-05"),
        ("3月1日到4月2日", "2026-03-01..2026-04-02"),
        ("14日", "2026-11-14"),
        ("30日", "2026-10-30"),
        ("12-08", "2025-12-08"),
        ("2022年", "2022-01-01..2022-12-31"),
        ("2022年3月", "2022-03-01..2022-03-31"),
        ("2022-03", "2022-03-01..2022-03-31"),
        ("2022-03-14", "2022-03-14"),
        ("二〇二二年三月十四日", "2022-03-14"),
        ("去年12月8日", "2025-12-08"),
        ("in March 2022", "2022-03-01..2022-03-31"),
        ("March 14, 2022", "2022-03-14"),
        ("14 march", "2026-03-14"),
        ("q3 2025", "2025-07-01..2025-09-30"),
    ],
)
def test_words_of_the_calendar_do_not_narrow(text: str, expected: str) -> None:
    word = only(text)
    assert days(word) == expected
    assert not word.narrow


@pytest.mark.parametrize("text", ["2022年", "2022年3月", "2022-03-14", "二〇二二年三月", "march 2022"])
def test_with_a_year_it_means_the_same_on_every_day(text: str) -> None:
    assert not only(text).floating


@pytest.mark.parametrize(
    ("now", "text", "expected"),
    [
        ("2026-01-01T00:00", "昨天", "2025-12-31"),
        ("2026-01-01T00:00", "上个月", "2025-12-01..2025-12-31"),
        ("2026-01-01T00:00", "上周", "2025-12-22..2025-12-28"),
        ("2026-01-01T00:00", "四季度", "2025-10-01..2025-12-31"),
        ("2026-01-01T00:00", "本月", "2026-01-01..2026-01-31"),
        ("2028-03-01T09:00", "昨天", "2028-02-29"),
        ("2028-02-29T09:00", "近一年", "2027-03-01..2028-02-29"),
        ("2027-03-01T09:00", "2月29日", "2024-02-29"),
        ("2026-03-31T09:00", "上个月", "2026-02-01..2026-02-28"),
        ("2026-03-30T09:00", "31日", "2026-01-31"),
        ("2026-11-23T00:00", "本周", "2026-11-23..2026-11-29"),
        ("2026-11-22T23:59", "本周", "2026-11-16..2026-11-22"),
        ("2026-12-31T23:59", "3月14日", "2026-03-14"),
        ("2026-03-14T00:00", "3月14日", "2026-03-14"),
        ("2026-03-13T23:59", "3月14日", "2025-03-14"),
    ],
)
def test_ends_of_months_and_years(now: str, text: str, expected: str) -> None:
    assert days(only(text, datetime.fromisoformat(now).replace(tzinfo=SHANGHAI))) == expected


def test_a_day_has_25_hours_where_the_clock_goes_back() -> None:
    time = only("昨天", datetime(2026, 10, 26, 9, tzinfo=BERLIN)).time
    assert time.since.isoformat() == "2026-10-25T00:00:00+02:00"
    assert time.until.isoformat() == "2026-10-26T00:00:00+01:00"


NO_TIMES = (
    "|40月3日|13月|2月30日|0月|一周一次|周大福|每周五|三个月|1-9月|may i|近年|2022-13-01|3.14|第三天|下周"
)


@pytest.mark.parametrize("text", [*NO_TIMES.split("|"), "0000年", "三十五日", "q5"])
def test_what_names_no_time_is_none(text: str) -> None:
    assert find_times(normalise(text), TUESDAY) == ()


@pytest.mark.parametrize("now", [datetime.min, datetime.max, datetime(1, 3, 1), datetime(9999, 12, 31)])
@pytest.mark.parametrize("text", ["昨天", "上上周", "去年", "近20年", "3月", "前年四季度", "31日", "近999天"])
def test_the_ends_of_time_break_nothing(now: datetime, text: str) -> None:
    find_times(text, now.replace(tzinfo=SHANGHAI))


PIECES = st.lists(
    st.sampled_from(
        "今昨前上本这近周月日号年季度个半天第至-/.: 0123456789一二三十〇末早晚最过去几小时"
        "last week in march q of"
    ),
    max_size=40,
).map("".join)


@given(PIECES | st.text(max_size=60), st.datetimes(timezones=st.sampled_from([SHANGHAI, BERLIN])))
def test_no_text_breaks_it_and_every_range_has_a_length(text: str, now: datetime) -> None:
    found = find_times(normalise(text), now)
    assert len(found) <= MOST
    assert all(one.time.since.replace(tzinfo=None) < one.time.until.replace(tzinfo=None) for one in found)
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))
    assert all(one.start < one.end for one in found)
