from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.dates import read_date
from tests.posts.reading import FRONT, post_of, problems_of, read

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2021-12-08 11:47:15", "2021-12-08T11:47:15+08:00"),
        ("2021-12-08 10:46:18 +0800", "2021-12-08T10:46:18+08:00"),
        ("2021-12-08 10:46:18 +08:00", "2021-12-08T10:46:18+08:00"),
        ("2021-12-08T10:46:18Z", "2021-12-08T10:46:18+00:00"),
        ("2021-12-08T10:46:18.123456-05:00", "2021-12-08T10:46:18-05:00"),
        ("2021-12-08 10:46:18 -0330", "2021-12-08T10:46:18-03:30"),
        ("2021-12-08 10:46 CST", "2021-12-08T10:46:00+08:00"),
        ("2021-12-08 10:46 +8", "2021-12-08T10:46:00+08:00"),
        ("2021/2/8 1:02", "2021-02-08T01:02:00+08:00"),
        ("2021.02.08", "2021-02-08T00:00:00+08:00"),
        ("2021年12月8日 10:46", "2021-12-08T10:46:00+08:00"),
        ("2021-12-08", "2021-12-08T00:00:00+08:00"),
        (date(2021, 12, 8), "2021-12-08T00:00:00+08:00"),
        (datetime(2021, 12, 8, 1, 2, 3, 4), "2021-12-08T01:02:03+08:00"),
        (datetime(2021, 12, 8, 1, 2, tzinfo=UTC), "2021-12-08T01:02:00+00:00"),
    ],
)
def test_a_date_of_any_form_is_read(value: object, expected: str) -> None:
    found = read_date(value, SHANGHAI)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "value",
    ["", "+0800", "2021-13-08", "2021-02-30", "2021-12-08 25:00", "昨天", None, 20211208, [], "0001-01-01"],
)
def test_what_is_no_date_is_none(value: object) -> None:
    assert read_date(value, SHANGHAI) is None


@given(st.datetimes(datetime(1900, 1, 1), datetime(2100, 1, 1)), st.integers(-12, 14))
def test_a_written_date_is_read_back(moment: datetime, hours: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(hours=hours)))
    assert read_date(aware.strftime("%Y-%m-%d %H:%M:%S %z"), SHANGHAI) == aware
    assert read_date(aware.isoformat(), SHANGHAI) == aware


def test_a_date_without_zone_is_read_on_the_clock_of_the_site() -> None:
    found = read_date("2021-12-08 11:47:15", ZoneInfo("America/New_York"))
    assert found is not None
    assert found.isoformat() == "2021-12-08T11:47:15-05:00"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("_posts/2022-05-10-flash.md", "2022-05-10T00:00:00+08:00"),
        ("_posts/2022-5-1-flash.md", "2022-05-01T00:00:00+08:00"),
        ("_posts/-202205090000000001.md", "2022-05-09T00:00:00+08:00"),
        ("news/NW202205090000000001.md", "2022-05-09T00:00:00+08:00"),
    ],
)
def test_a_missing_date_comes_from_the_name(path: str, expected: str) -> None:
    found = post_of("---\ntitle: 一\n---\n文", path).date
    assert found is not None
    assert found.isoformat() == expected


def test_no_date_at_all_is_a_problem_and_the_post_stays() -> None:
    parsed = read("---\ntitle: 一\n---\n文", "news/flash.md")
    assert parsed.post is not None
    assert parsed.post.date is None
    assert [problem.problem for problem in parsed.problems] == ["no date"]


def test_a_dated_name_without_a_date_inside_is_no_problem() -> None:
    assert problems_of("---\ntitle: 一\n---\n文", "_posts/2022-05-10-flash.md") == []


def test_a_date_in_the_future_is_a_problem_with_its_line_and_the_post_stays() -> None:
    text = FRONT.replace("2022-05-11", "2099-05-11") + "文"
    assert problems_of(text) == [(4, "the date 2099-05-11 09:30:00+08:00 lies in the future")]
    assert post_of(text).date == datetime(2099, 5, 11, 1, 30, tzinfo=UTC)


def test_an_impossible_date_is_a_problem_and_the_name_helps() -> None:
    text = FRONT.replace("2022-05-11", "2022-13-11") + "文"
    assert problems_of(text) == [(4, "the date '2022-13-11 09:30:00 +0800' cannot be read")]
    assert post_of(text).date == datetime(2022, 5, 10, 16, tzinfo=UTC)
