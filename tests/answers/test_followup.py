"""Follow-ups change one thing of the question before; a whole question is never taken for one."""

from __future__ import annotations

import json
import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.followup import LONGEST, form_of, rewritten
from bot.answers.slots import Known
from bot.posts.folder import load
from bot.posts.post import Category
from bot.posts.site import Site
from bot.search.engine import CategoryCount, EntityCount
from bot.search.names import names_of

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parent.parent.parent
NOW = datetime(2026, 11, 24, 18, tzinfo=ZoneInfo("Asia/Shanghai"))
MEDIA = ("证券时报", "泉州晚报", "基金")
KNOWN = Known(
    NOW,
    tuple(CategoryCount(Category(f"slug{number}", name), 9, NOW) for number, name in enumerate(MEDIA)),
    names_of([EntityCount("1", "600036", "招商银行", 9), EntityCount("0", "009217", "澜柏新能", 5)]),
)
BANK = "招商银行去年净利润多少？"


def changed(text: str, previous: str = BANK, known: Known = KNOWN) -> str | None:
    return rewritten(previous, text, known)


@pytest.mark.parametrize(
    ("text", "becomes"),
    [
        ("那工商银行呢？", "工商银行去年净利润多少？"),
        ("澜柏新能呢", "澜柏新能去年净利润多少？"),
        ("那600519怎么样", "600519去年净利润多少？"),
        ("那平安银行呢", "平安银行去年净利润多少？"),
        ("那苓安达呢", "苓安达去年净利润多少？"),
        ("那中國銀行呢", "中國銀行去年净利润多少？"),
        ("What about Tesla?", "Tesla去年净利润多少？"),
        ("上个月的呢", "招商银行上个月净利润多少？"),
        ("换成2023年", "招商银行2023年净利润多少？"),
        ("only last week", "招商银行last week净利润多少？"),
        ("只看证券时报", "证券时报 招商银行去年净利润多少？"),
        ("只看泉州晚报的文章", "泉州晚报 招商银行去年净利润多少？"),
        ("那不良贷款率呢", "招商银行 去年 不良贷款率"),
        ("只看分红", "招商银行去年净利润多少？ 分红"),
        ("那工商银行前年呢", "工商银行前年净利润多少？"),
    ],
)
def test_a_follow_up_changes_one_thing_of_the_question_before(text: str, becomes: str) -> None:
    assert changed(text) == becomes


@pytest.mark.parametrize(
    ("previous", "text", "becomes"),
    [
        ("2022年3月泉州出口", "换成2023年", "2023年3月泉州出口"),
        ("上半年泉州出口", "换成2023年", "2023年上半年泉州出口"),
        ("泉州出口增长多少", "那厦门呢", "厦门出口增长多少"),
        ("招商银行在泉州有几家分行", "那厦门呢", "招商银行在厦门有几家分行"),
        ("谁收购了璟泰能源", "那澜柏新能呢", "谁收购了澜柏新能"),
        ("净利润增长最多的是谁", "那招商银行呢", "招商银行 净利润增长最多的是谁"),
        ("泉州晚报 出口", "只看证券时报", "证券时报 出口"),
        ("昨天有什么新闻", "前天呢", "前天有什么新闻"),
        ("3月1日和昨天的新闻", "上周的呢", "上周的新闻"),
        ("Tesla deliveries last month", "how about Apple?", "Apple deliveries last month"),
    ],
)
def test_what_is_named_takes_the_place_of_its_like(previous: str, text: str, becomes: str) -> None:
    assert changed(text, previous) == becomes


@pytest.mark.parametrize(
    "text",
    [
        "",
        "呢",
        "那呢？",
        "为什么呢",
        "那谁呢",
        "你呢",
        "后来呢",
        "招商银行",
        "上个月",
        "那招商银行分红多少呢？",
        "中国的首都是哪里呢",
        "那曲在哪里",
        "招商银行怎么样",
        "只要平凡",
        "换成给我讲个笑话",
        "what about how to cook rice",
        "only you",
        "那" * 200 + "呢",
    ],
)
def test_a_question_of_its_own_is_no_follow_up(text: str) -> None:
    assert changed(text) is None


def test_nothing_is_followed_where_nothing_or_too_much_was_asked() -> None:
    assert changed("那工商银行呢", "") is None
    assert changed("那工商银行呢", "招商银行" + "分" * LONGEST) is None
    assert changed("那净利润呢", "什么时候") is None


@pytest.mark.parametrize("text", ["只看证券时报", "只看证券时报的文章", "only 证券时报"])
def test_where_nothing_was_asked_a_category_alone_is_asked_for(text: str) -> None:
    assert changed(text, "") == "证券时报"


@pytest.mark.parametrize("text", ["那证券时报呢", "只看分红", "只看去年", "只看基金", "那招商银行呢"])
def test_where_nothing_was_asked_anything_else_stands_for_itself(text: str) -> None:
    assert changed(text, "") is None


def test_a_time_takes_the_place_of_recently() -> None:
    assert changed("3月的呢", "最近招商银行分红") == "3月招商银行分红"
    assert changed("last week", "招商银行分红") is None


def test_a_name_that_no_article_links_is_changed_as_a_whole() -> None:
    previous = "澜柏新能上半年净利润多少"
    assert changed("那璟泰能源呢", previous, Known(NOW)) == "璟泰能源上半年净利润多少"
    assert changed("那海川股份呢", "海川新能净利润", Known(NOW)) == "海川股份净利润"


def test_a_category_with_an_everyday_name_is_an_event() -> None:
    assert changed("那基金呢") == "招商银行 去年 基金"


@given(st.text(max_size=60), st.text(max_size=60))
def test_whatever_is_said_stays_short(previous: str, text: str) -> None:
    for said in (text, f"那{text}呢", f"只看{text}", f"what about {text}?"):
        result = changed(said, previous)
        assert result is None or 0 < len(result) <= LONGEST


def questions() -> Iterator[tuple[str, Sequence[str]]]:
    """Sets of whole questions: those that ship, and those of the folder in WENDA_EVAL."""
    near = ROOT / "tests" / "bench" / "near_misses.jsonl"
    more = sorted(Path(os.environ.get("WENDA_EVAL") or "/nowhere").glob("*/queries*.jsonl"))
    for path in (ROOT / "corpus" / "questions.jsonl", near, *more):
        lines = path.read_text(encoding="utf-8").splitlines()
        yield str(path), [json.loads(line)["text"] for line in lines]


def test_no_whole_question_is_taken_for_a_follow_up() -> None:
    """Each after the question before it in its set and after one with a name, a time and an event.

    `--log-cli-level=INFO` shows the counts.
    """
    corpus = load([ROOT / "corpus"], Site(), now=NOW)
    counts = Counter((one.category.slug, one.category.name) for one in corpus.articles)
    linked = Counter((e.market, e.code, e.name) for one in corpus.articles for e in one.entities)
    known = Known(
        NOW,
        [CategoryCount(Category(*key), count, NOW) for key, count in counts.items()],
        names_of([EntityCount(*key, count) for key, count in linked.items()]),
    )
    total = 0
    for path, texts in questions():
        taken = [text for before, text in pairwise((BANK, *texts)) if changed(text, before, known)]
        taken += [text for text in texts if changed(text, BANK, known)]
        total += len(texts)
        formed = sum(form_of(text) is not None for text in texts)
        logger.info(
            "%s: %d questions, %d formed like follow-ups, %d taken", path, len(texts), formed, len(taken)
        )
        assert taken == []
    assert total >= 390
