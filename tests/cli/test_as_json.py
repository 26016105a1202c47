"""The JSON that other programs rely on: every key, always, in this order."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.answers.answer import Answer, Card, Categories, Found, Latest, Nothing, Understood, Why
from bot.cli import as_json
from bot.posts.post import Problem
from bot.search.nearness import Nearness
from bot.search.report import IndexReport

CARD = {
    "rank": 1,
    "id": "202603040930000001",
    "title": "海川股份：拟每10股派现2元，并以不超过1亿元回购股份用于员工持股计划",
    "date": "2026-03-04T09:30:00+08:00",
    "category": {"slug": "yangquanribao", "name": "阳泉日报"},
    "source": "泉州晚报",
    "url": "https://example.com/news/2026/03/04/a-long-address-that-must-stay-in-one-piece-to-be-copied.html",
    "path": "_posts/2026-03-04-X202603040930000001.md",
    "score": 0.9375,
    "summary": "海川股份（002456）公告，2025年度拟每10股派发现金红利2元（含税），"
    "合计派发1.2亿元；同时拟以自有资金回购。",
    "sentence": "2025年度拟每10股派发现金红利2元（含税）。",
    "matched": ["2025年度", "现金红利"],
    "also": ["202603040930000009", "202603040930000002"],
    "folded": [
        {
            "id": "202603040930000002",
            "title": "海川股份拟每10股派2元",
            "date": "2026-03-04T09:30:00+08:00",
            "category": {"slug": "yaowen", "name": "要闻"},
            "source": "要闻",
            "url": "https://example.com/twin",
            "path": "_posts/2026-03-04-twin.md",
        }
    ],
    "why": {
        "terms": [
            {
                "term": "海川股份",
                "weight": 0.5,
                "how": "exact",
                "found": "海川股份",
                "share": 1.0,
                "places": ["title", "entities"],
            },
            {
                "term": "分红",
                "weight": 0.3,
                "how": "alias",
                "found": "现金红利",
                "share": 0.9,
                "places": ["passage"],
            },
            {"term": "登记日", "weight": 0.2, "how": "missing", "found": "", "share": 0.0, "places": []},
        ],
        "missing": ["登记日"],
        "corrections": [{"typed": "海穿股份", "meant": "海川股份"}],
        "category": {"slug": "yangquanribao", "name": "阳泉日报"},
        "time": {"from": "2026-03-01T09:30:00+08:00", "to": "2026-03-08T09:30:00+08:00"},
        "parts": [
            {"name": "passage", "value": 0.9, "weight": 0.75},
            {"name": "numbers", "value": 0.9375, "weight": 0.25},
        ],
        "meaning": {"similarity": 0.9216, "rank": 2, "brought": False},
    },
}


def same(made: object, expected: object) -> None:
    """Equal, in the same order of keys."""
    assert json.dumps(made, ensure_ascii=False) == json.dumps(expected, ensure_ascii=False)


def test_a_question_that_is_answered(samples: Mapping[str, Answer], first: Card) -> None:
    found = samples["found"]
    assert isinstance(found, Found)
    same(
        as_json.asked("海川股份上周分红多少？", replace(found, cards=(first,)), took_ms=1.23456),
        {
            "question": "海川股份上周分红多少？",
            "understood": {
                "terms": ["海川股份", "分红"],
                "dropped": ["多少"],
                "time": None,
                "category": None,
                "codes": [],
                "corrections": [{"typed": "海穿股份", "meant": "海川股份"}],
                "latest": False,
                "anchor": None,
                "outside": None,
            },
            "answers": [CARD],
            "total": 7,
            "nothing": None,
            "relaxed": ["登记日"],
            "took_ms": 1.235,
        },
    )


def test_a_question_that_is_not_answered(understood: Understood, samples: Mapping[str, Answer]) -> None:
    nothing = samples["nothing-uncovered"]
    assert isinstance(nothing, Nothing)
    made = as_json.asked("q", replace(nothing, question=understood, nearest=nothing.nearest[:1]), took_ms=0)
    same(
        made,
        {
            "question": "q",
            "understood": {
                "terms": ["002456"],
                "dropped": ["上周"],
                "time": {"from": "2026-03-01T09:30:00+08:00", "to": "2026-03-02T09:30:00+08:00"},
                "category": {"slug": "yaowen", "name": "要闻"},
                "codes": ["002456"],
                "corrections": [],
                "latest": True,
                "anchor": None,
                "outside": None,
            },
            "answers": [],
            "total": 0,
            "nothing": {
                "reason": "uncovered",
                "missing": ["分红"],
                "nearest": [
                    {key: CARD[key] for key in list(CARD) if key in as_json_article},
                ],
            },
            "relaxed": [],
            "took_ms": 0,
        },
    )


def test_what_meaning_says_of_an_article_is_null_where_nothing_is_known() -> None:
    assert as_json.why_object(Why((), ()))["meaning"] is None
    unknown = as_json.why_object(Why((), (), meaning=Nearness(None, None)))
    assert unknown["meaning"] == {"similarity": None, "rank": None, "brought": False}


as_json_article = ("id", "title", "date", "category", "source", "url", "path")


def test_the_latest_are_the_same_articles(samples: Mapping[str, Answer]) -> None:
    latest, nothing = samples["latest"], samples["nothing-of-a-category"]
    assert isinstance(latest, Latest)
    assert isinstance(nothing, Nothing)
    same(as_json.latest(latest), [CARD])
    same(as_json.latest(nothing), [])


def test_categories_are_counted(samples: Mapping[str, Answer]) -> None:
    categories = samples["categories"]
    assert isinstance(categories, Categories)
    first, second = as_json.categories(categories, ZoneInfo("UTC"))
    same(
        first,
        {"slug": "yangquanribao", "name": "阳泉日报", "count": 120, "newest": "2026-03-04T01:30:00+00:00"},
    )
    assert second["slug"] == "yaowen"


def test_a_report_of_the_index() -> None:
    problem = Problem("_posts/a.md", 3, "date: got 'soon'", "write it like 2026-03-04")
    same(
        as_json.indexed(IndexReport(5, 3, 2, 1, (problem,), 0.123456)),
        {
            "articles": 5,
            "added": 3,
            "changed": 2,
            "removed": 1,
            "problems": [
                {
                    "path": "_posts/a.md",
                    "line": 3,
                    "problem": "date: got 'soon'",
                    "hint": "write it like 2026-03-04",
                }
            ],
            "seconds": 0.123,
            "meaning": None,
        },
    )


def test_measures_are_rounded_and_may_be_missing() -> None:
    same(
        as_json.measured({"queries": 7.0, "ndcg@10": 0.123456, "answer_in_summary@1": None, "p50_ms": 12.0}),
        {"queries": 7, "ndcg@10": 0.1235, "answer_in_summary@1": None, "p50_ms": 12.0},
    )
