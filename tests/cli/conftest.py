"""Answers made by hand, and a way to run `wenda` in a folder of its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.answers.answer import (
    Answer,
    Card,
    Categories,
    Correction,
    Found,
    Help,
    Latest,
    Marked,
    Nothing,
    ScorePart,
    TermMatch,
    TimeRange,
    Understood,
    Why,
)
from bot.posts.post import Article, Category
from bot.search.engine import CategoryCount
from bot.search.nearness import Nearness
from tests.cli.botapi import serving
from tests.cli.running import Ran, Wenda

CHINA = timezone(timedelta(hours=8))
NEWS = Category("yaowen", "要闻")
DAILY = Category("yangquanribao", "阳泉日报")


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 9, 30, tzinfo=CHINA)


DIVIDEND = Article(
    id="202603040930000001",
    path="_posts/2026-03-04-X202603040930000001.md",
    title="海川股份：拟每10股派现2元，并以不超过1亿元回购股份用于员工持股计划",
    date=day(4),
    category=DAILY,
    source="泉州晚报",
    url="https://example.com/news/2026/03/04/a-long-address-that-must-stay-in-one-piece-to-be-copied.html",
    summary="海川股份（002456）公告，2025年度拟每10股派发现金红利2元（含税），合计派发1.2亿元；同时拟以自有资金回购。",
    text="",
    also=("202603040930000009",),
)
EVIL = Article(
    id="evil",
    path="_posts/2026-03-03-evil.md",
    title="\x1b[31m红色\x07标题\u202e倒写\n第二行",
    date=day(3),
    category=NEWS,
    source="要闻",  # as the category is called: said once
    url="",
    summary="",
    text="",
)
TWIN = replace(
    EVIL,
    id="202603040930000002",
    path="_posts/2026-03-04-twin.md",
    title="海川股份拟每10股派2元",
    date=day(4),
    url="https://example.com/twin",
)
MEANT = (Correction("海穿股份", "海川股份"),)
REASONS = Why(
    (
        TermMatch("海川股份", 0.5, "exact", "海川股份", 1.0, ("title", "entities")),
        TermMatch("分红", 0.3, "alias", "现金红利", 0.9, ("passage",)),
        TermMatch("登记日", 0.2, "missing"),
    ),
    (ScorePart("passage", 0.9, 0.75), ScorePart("numbers", 0.9375, 0.25)),
    MEANT,
    DAILY,
    TimeRange(since=day(1), until=day(8)),
    Nearness(0.75, 0.9216, 2),
)
FIRST = Card(
    1,
    DIVIDEND,
    0.9375,
    DIVIDEND.summary,
    Marked("2025年度拟每10股派发现金红利2元（含税）。", ((0, 6), (13, 17))),
    ("2025年度", "现金红利"),
    ("202603040930000002",),
    REASONS,
    (TWIN,),
)
SECOND = Card(2, EVIL, 0.5, "", Marked("一句\x1b[2J话。", ((0, 2),)), ("一句",))
INSIDE = replace(FIRST, sentence=Marked("合计派发1.2亿元", ((2, 4),)))
ASKED = Understood("海穿股份上周分红多少", ("海川股份", "分红"), ("多少",), corrections=MEANT)
YESTERDAY = TimeRange(datetime(2026, 3, 3, tzinfo=day(1).tzinfo), datetime(2026, 3, 4, tzinfo=day(1).tzinfo))
SAMPLES: Mapping[str, Answer] = {
    "found": Found(ASKED, (FIRST, SECOND), 7, 1, 2, ("登记日",), ("海川股份", "分红", "登记日")),
    "found-in-the-summary": Found(ASKED, (INSIDE,), 1),
    "latest": Latest(None, (FIRST,), 1),
    "latest-of-a-time": Latest(
        None,
        (FIRST,),
        1,
        question=Understood("昨天有什么新闻", time=YESTERDAY, anchor=day(4)),
    ),
    "found-followed": Found(Understood("南山机械分红多少", ("分红",), rewritten=True), (SECOND,), 1),
    "found-outside": Found(Understood("昨天分红", ("分红",), outside=YESTERDAY), (SECOND,), 1),
    "nothing-dated": Nothing(
        Understood("昨天有什么新闻", time=YESTERDAY),
        "none_dated",
        (),
        (DIVIDEND,),
    ),
    "latest-of-a-category": Latest(DAILY, (FIRST,), 3, 3, 3),
    "categories": Categories((CategoryCount(DAILY, 120, day(4)), CategoryCount(NEWS, 7, day(3))), 2),
    "nothing-uncovered": Nothing(ASKED, "uncovered", ("分红",), (DIVIDEND, EVIL)),
    "nothing-of-a-category": Nothing(Understood(""), "unknown_category", ("要文",), (), (NEWS, DAILY)),
    "help": Help(81, day(4), (DIVIDEND.title, "降准")),
    "help-without-articles": Help(0, None),
}


@pytest.fixture
def samples() -> Mapping[str, Answer]:
    return SAMPLES


@pytest.fixture
def first() -> Card:
    return FIRST


@pytest.fixture
def understood() -> Understood:
    """A question of which everything was understood."""
    return Understood(
        "002456 上周",
        ("002456",),
        ("上周",),
        ("002456",),
        NEWS,
        TimeRange(since=day(1), until=day(2)),
        latest=True,
    )


@pytest.fixture
def api() -> Iterator[str]:
    """The root of a Bot API server on this machine."""
    with serving() as root:
        yield root


@pytest.fixture
def wenda(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Wenda:
    """Runs one command line in an empty working directory."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str) -> Ran:
        from bot.cli.main import main

        code = main(arguments)
        captured = capsys.readouterr()
        return Ran(code, captured.out, captured.err)

    return run
