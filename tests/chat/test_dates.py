from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.chat.texts import EN, ZH
from bot.chat.views.dates import spoken
from tests.chat.people import NOW


@pytest.mark.parametrize(
    ("when", "zh", "en"),
    [
        (datetime(2022, 3, 14, 6, 25, tzinfo=UTC), "今天 14:25", "Today 14:25"),
        (datetime(2022, 3, 13, 16, 0, tzinfo=UTC), "今天 00:00", "Today 00:00"),
        (datetime(2022, 3, 13, 15, 59, tzinfo=UTC), "昨天", "Yesterday"),
        (datetime(2022, 1, 5, tzinfo=UTC), "1月5日", "5 Jan"),
        (datetime(2021, 12, 31, 15, tzinfo=UTC), "2021-12-31", "2021-12-31"),
        (datetime(2022, 3, 15, tzinfo=UTC), "3月15日", "15 Mar"),
    ],
)
def test_dates_are_said_as_readers_in_shanghai_say_them(when: datetime, zh: str, en: str) -> None:
    assert (spoken(when, ZH, NOW), spoken(when, EN, NOW)) == (zh, en)
