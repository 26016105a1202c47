"""Which whole days a text names, and which days with articles lie next to them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Days
from bot.answers.days import DAY, days_in, earlier, later
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from tests.answers.engine import FIRST_DAY, an_article

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2022, 3, 14, 18, 0, tzinfo=SHANGHAI)


def days(first: str, last: str = "") -> Days:
    return Days(date.fromisoformat(first), date.fromisoformat(last or first))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2022-03-14", days("2022-03-14")),
        ("2022/3/4", days("2022-03-04")),
        ("２０２２．０３．１４", days("2022-03-14")),
        ("20220314", days("2022-03-14")),
        ("2022-02", days("2022-02-01", "2022-02-28")),
        ("2022", days("2022-01-01", "2022-12-31")),
        ("2022年3月14日", days("2022-03-14")),
        ("昨天", days("2022-03-13")),
        ("昨天有什么新闻", days("2022-03-13")),
        ("上周", days("2022-03-07", "2022-03-13")),
        ("3月1日至5日", days("2022-03-01", "2022-03-05")),
        ("昨晚", days("2022-03-13", "2022-03-14")),
        ("yesterday", days("2022-03-13")),
    ],
)
def test_days_are_read_in_many_writings(text: str, meant: Days) -> None:
    assert days_in(text, NOW) == meant


@pytest.mark.parametrize(
    "text",
    ["", "海川股份", "昨天的海川股份", "昨天和前天", "2022-02-30", "2022-13", "1022-03-14", "9999", "202203"],
)
def test_other_texts_name_no_days(text: str) -> None:
    assert days_in(text, NOW) is None


@given(st.text(max_size=30) | st.from_regex(r"[0-9]{1,8}[-/.年月日]?[0-9]{0,4}[-/.月日]?[0-9]{0,2}"))
def test_any_text_is_days_in_their_order_or_nothing(text: str) -> None:
    found = days_in(text, NOW)
    assert found is None or date(1900, 1, 1) <= found.first <= found.last <= date(2199, 12, 31)


LAST = 400
FIRST = FIRST_DAY.date()


async def neighbours(places: Iterable[int], asked: Days) -> tuple[Days | None, Days | None]:
    engine = MemoryEngine()
    made = [document(an_article(f"a{place}", "题", days=place)) for place in places]
    await engine.rebuild(made, fingerprint="")
    return await engine.look(lambda view: (earlier(view, asked, SHANGHAI), later(view, asked, SHANGHAI)))


def day(place: int | None) -> Days | None:
    return None if place is None else Days(FIRST + place * DAY, FIRST + place * DAY)


@given(st.sets(st.integers(0, LAST), max_size=8), st.integers(-5, LAST + 5), st.integers(0, 9))
async def test_the_nearest_days_with_articles_are_found(places: set[int], at: int, length: int) -> None:
    before = max((place for place in places if place < at), default=None)
    behind = min((place for place in places if place > at + length), default=None)
    asked = Days(FIRST + at * DAY, FIRST + (at + length) * DAY)
    assert await neighbours(places, asked) == (day(before), day(behind))


async def test_beside_a_month_lie_months_and_beside_a_year_years() -> None:
    assert await neighbours((0, 70, 400), days("2026-04-01", "2026-04-30")) == (
        days("2026-03-01", "2026-03-31"),
        days("2026-05-01", "2026-05-31"),
    )
    assert await neighbours((0, 70, 400), days("2026-01-01", "2026-12-31")) == (
        None,
        days("2027-01-01", "2027-12-31"),
    )
