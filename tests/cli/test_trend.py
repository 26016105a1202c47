"""`wenda trend` over a small corpus on the disk, with the real engine and index."""

from __future__ import annotations

import io
import json
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from rich.console import Console

from bot.answers.answer import Days, Security
from bot.answers.trends import Bar, NoTrend, Trend
from bot.cli.style import Style
from bot.cli.texts import CHINESE, ENGLISH
from bot.cli.trend_view import trend_view
from tests.cli.running import Wenda, write_corpus

DAY = timedelta(days=1)
FIRST = date(2026, 3, 1)


def shown(answer: Trend | NoTrend, style: Style) -> str:
    written = io.StringIO()
    Console(file=written, width=60).print(trend_view(answer, style), soft_wrap=True)
    return written.getvalue()


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus")


def test_a_trend_is_shown_as_bars_with_the_numbers_of_its_headlines(wenda: Wenda) -> None:
    ran = wenda("trend", "公告")
    assert ran.code == 0
    lines = ran.out.splitlines()
    assert lines[0].startswith("公告: mentioned by 2")
    assert lines[3] == "2026-02-28"
    assert lines[7].endswith("█ 1  [1]")
    assert " 2. 东岭电力中标海上风电项目" in lines


def test_a_time_beside_the_name_narrows(wenda: Wenda) -> None:
    ran = wenda("trend", "公告", "2026-03-06")
    assert "mentioned by 1" in ran.out
    assert "at any time 2, 2026-03-04 to 2026-03-06" in ran.out


def test_a_trend_as_json(wenda: Wenda) -> None:
    told = json.loads(wenda("trend", "海川股份", "--json").out)
    assert (told["text"], told["total"], told["unit"]) == ("海川股份", 1, "day")
    assert told["bars"][-1] == {"from": "2026-03-04", "to": "2026-03-04", "count": 1}
    assert told["headlines"][0]["article"]["id"] == "haichuan"
    nothing = wenda("trend", "火星移民", "--json")
    assert nothing.code == 1
    assert json.loads(nothing.out).keys() == told.keys()


def test_what_nothing_mentions_is_told(wenda: Wenda) -> None:
    ran = wenda("trend", "火星移民")
    assert (ran.code, ran.out.strip()) == (1, "No article mentions 火星移民.")
    assert wenda("trend").code == 1
    near = NoTrend("海州股份", (Security("0", "009217", "海川股份"),))
    assert "海川股份 009217" in shown(near, Style(ENGLISH, ZoneInfo("UTC")))


def test_a_picture_is_drawn_into_a_file(wenda: Wenda, tmp_path: Path) -> None:
    ran = wenda("trend", "公告", "--picture", str(tmp_path / "trend.png"))
    assert ran.code == 0
    assert (tmp_path / "trend.png").read_bytes().startswith(b"\x89PNG")
    assert "drawn into" in ran.err
    ran = wenda("trend", "公告", "--picture", str(tmp_path / "missing" / "trend.png"))
    assert ran.code != 0
    assert "hint: name a file that can be written" in ran.err


def test_bars_are_as_long_as_they_count_and_one_beside_thousands_is_seen() -> None:
    counts = (0, 1, 1500, 3000)
    bars = tuple(Bar(Days(FIRST + at * DAY, FIRST + at * DAY), count) for at, count in enumerate(counts))
    span = Days(FIRST, FIRST + 3 * DAY)
    told = Trend("台风", "day", bars, span, 4501, 5000, FIRST, FIRST, apart=("台", "风"), asked=True)
    lines = shown(told, Style(CHINESE, ZoneInfo("Asia/Shanghai"), plain=True)).splitlines()
    assert lines[2] == "没有连在一起写的，数的是同时有台、风的文章"
    assert lines[5:] == [
        "2026-03-01",
        "2026-03-02  ▏ 1",
        f"2026-03-03  {15 * '█'} 1500",
        f"2026-03-04  {30 * '█'} 3000",
    ]
