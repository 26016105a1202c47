"""What counts as a mention, in which days, in which bars, and which articles stand for them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Days, Security
from bot.answers.answerer import Answerer
from bot.answers.periods import MOST_BARS, bars_of, whole_span
from bot.answers.trends import NoTrend, Trend
from bot.posts.post import Article, Entity
from tests.answers.engine import FARM, FIRST_DAY, an_article, answering

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 6, 30, 18, 0, tzinfo=SHANGHAI)
BANK = Entity("1", "600036", "招商银行", "link")
TEXTS = (
    "招商银行公布年报，净利润增长。",
    "银行业招商会举行，多家企业到场。",
    "记者从招商银行获悉，理财产品即将停售。",
    "今日头条发布新规。",
)


def articles() -> list[Article]:
    made = [an_article(f"a{at}", f"第{at}篇报道", text, days=10 * at) for at, text in enumerate(TEXTS)]
    return [
        *made,
        an_article("linked", "招行行长调研", "行长到苏州调研。", days=50, entities=(BANK,)),
        an_article("farm", "苹果丰收", "果农说今年收成好。", days=60, category=FARM),
        an_article("headline", "头条新闻评奖", "头条评奖结果公布。", days=61),
    ]


@pytest.fixture
async def answerer() -> Answerer:
    return await answering(articles())


async def counted(answerer: Answerer, text: str, last_days: int | None = None) -> Trend:
    found = await answerer.trend(text, last_days=last_days, now=NOW)
    assert isinstance(found, Trend)
    return found


def ids(found: Trend) -> list[str]:
    return [one.article.id for one in found.headlines]


async def test_a_mention_has_the_name_as_one_piece(answerer: Answerer) -> None:
    found = await counted(await answering(articles()[:4]), "招商银行")
    assert ids(found) == ["a0", "a2"]
    assert found.security is None
    assert (found.total, found.ever, found.first, found.last) == (2, 2, date(2026, 3, 1), date(2026, 3, 21))


async def test_a_security_is_mentioned_by_links_too_and_by_its_code(answerer: Answerer) -> None:
    for asked in ("招商银行", "600036", "sh600036", "招商銀行"):
        found = await counted(answerer, asked)
        assert ids(found) == ["a0", "a2", "linked"]
        assert found.security == Security("1", "600036", "招商银行")


async def test_a_link_under_another_name_is_a_mention_too() -> None:
    short = Entity("1", "600036", "招行", "link")
    other = an_article("other", "股东大会", "股东大会将于五月召开。", days=70, entities=(short,))
    found = await counted(await answering([*articles(), other]), "600036")
    assert ids(found) == ["a0", "a2", "linked", "other"]


async def test_words_that_never_stand_together_count_where_all_are_and_that_is_told(
    answerer: Answerer,
) -> None:
    found = await counted(answerer, "理财停售")
    assert (ids(found), found.apart) == (["a2"], ("理财", "停售"))
    assert isinstance(await answerer.trend("理财丰收"), NoTrend)


async def test_a_part_of_a_question_is_no_mention(answerer: Answerer) -> None:
    assert isinstance(await answerer.trend("招商证券"), NoTrend)
    assert isinstance(await answerer.trend("？"), NoTrend)


async def test_a_category_is_its_articles(answerer: Answerer) -> None:
    for asked in ("田野农讯", "tianyenongxun"):
        found = await counted(answerer, asked)
        assert (ids(found), found.category) == (["farm"], FARM)


async def test_nothing_offers_what_is_named_nearly_so(answerer: Answerer) -> None:
    assert await answerer.trend("招商银航") == NoTrend("招商银航", (Security("1", "600036", "招商银行"),))
    assert await answerer.trend(" ") == NoTrend("")


@pytest.mark.parametrize("asked", ["招商银行 3月", "2026-03 招商银行", "3月招商银行", "招商银行 2026年3月"])
async def test_a_time_beside_the_name_is_the_span(answerer: Answerer, asked: str) -> None:
    found = await counted(answerer, asked)
    assert (found.span, found.unit) == (Days(date(2026, 3, 1), date(2026, 3, 31)), "day")
    assert (found.total, found.ever, len(found.bars), found.asked) == (2, 3, 31, True)


async def test_a_time_word_that_is_a_part_of_a_name_is_none(answerer: Answerer) -> None:
    found = await counted(answerer, "今日头条")
    assert (ids(found), found.text, found.asked) == (["a3"], "今日头条", False)


async def test_a_time_after_the_newest_article_is_reckoned_from_that(answerer: Answerer) -> None:
    found = await counted(answerer, "招商银行 上周")
    assert found.anchor == FIRST_DAY + timedelta(days=61)
    assert found.span == Days(date(2026, 4, 20), date(2026, 4, 26))
    assert (found.total, found.ever) == (1, 3)


async def test_the_last_days_are_counted_whatever_time_the_text_names(answerer: Answerer) -> None:
    found = await counted(answerer, "招商银行 3月", last_days=30)
    assert (found.span, found.last_days) == (Days(date(2026, 4, 2), date(2026, 5, 1)), 30)
    assert found.anchor
    assert (await counted(answerer, "招商银行 3月", last_days=0)).asked is False


async def test_near_identical_articles_are_told_once() -> None:
    text = "汇岑燃气公告，璟泰能源提出要约收购，价格为每股25元，期限三十天，股东可以自行决定。"
    made = [an_article(f"a{at}", "璟泰能源要约收购汇岑燃气", text, days=at / 24) for at in range(5)]
    other = an_article("z", "汇岑燃气收购完成", "汇岑燃气的收购今天完成。", days=20)
    found = await counted(await answering([*made, other]), "汇岑燃气")
    assert [(one.article.title, one.folded) for one in found.headlines] == [
        ("璟泰能源要约收购汇岑燃气", 4),
        ("汇岑燃气收购完成", 0),
    ]


async def test_a_title_is_told_once_whatever_stands_below_it() -> None:
    made = [
        an_article(f"a{at}", "早报", f"汇岑燃气第{at}号公告，金额为{at}{at}亿元。", days=at)
        for at in range(3)
    ]
    found = await counted(await answering(made), "汇岑燃气")
    assert [one.folded for one in found.headlines] == [2]


async def test_a_headline_has_the_name_in_its_title_where_one_has() -> None:
    beside = an_article("beside", "收评：三大指数收涨", "海川股份，海川股份，海川股份涨停。")
    named = an_article("named", "海川股份公布分红", "公司公布了方案。海川股份称将于四月实施。")
    found = await counted(await answering([beside, named]), "海川股份")
    assert len(found.headlines) == 2
    many = [an_article(f"b{at}", f"收评第{at}号", "海川股份涨停。" * (at + 2)) for at in range(9)]
    found = await counted(await answering([*many, named]), "海川股份")
    assert len(found.headlines) == 8
    assert "named" in ids(found)


async def test_peaks_have_headlines_before_other_bars() -> None:
    made = [an_article(f"d{at}", f"汇岑燃气第{at}日消息", f"汇岑燃气第{at}日。", days=at) for at in range(30)]
    high = [an_article(f"h{at}", f"汇岑燃气大事{at}", f"汇岑燃气{at}号事。", days=15) for at in range(3)]
    found = await counted(await answering([*made, *high]), "汇岑燃气")
    assert {0, 15, 29} <= {one.bar for one in found.headlines}
    assert found.highest.count == 4
    assert [one.day for one in found.headlines] == sorted(one.day for one in found.headlines)


async def test_peaks_come_before_the_days_beside_a_higher_one() -> None:
    heights = dict(zip(range(5, 15), (3, 4, 5, 6, 7, 8, 9, 8, 7, 6), strict=True)) | {
        0: 1,
        20: 2,
        24: 2,
        29: 1,
    }
    made = [
        an_article(f"d{day}n{at}", f"汇岑燃气{day}日{at}号消息", f"汇岑燃气{day}日{at}号。", days=day)
        for day, height in heights.items()
        for at in range(height)
    ]
    found = await counted(await answering(made), "汇岑燃气")
    assert {0, 11, 20, 24, 29} <= {one.bar for one in found.headlines}


days = st.dates(date(1, 1, 1), date(9999, 12, 31))


@given(st.dictionaries(days, st.integers(1, 5), min_size=1, max_size=20))
def test_bars_are_few_follow_each_other_and_lose_nothing_of_forty_years(counts: dict[date, int]) -> None:
    span = whole_span(counts)
    unit, bars = bars_of(counts, span)
    assert 1 <= len(bars) <= MOST_BARS
    assert bars[-1].days.last == span.last
    for one, other in pairwise(bars):
        assert one.days.last + timedelta(days=1) == other.days.first
    inside = sum(count for day, count in counts.items() if day >= bars[0].days.first)
    assert sum(bar.count for bar in bars) == inside
    assert unit == "year" or bars[0].days.first == span.first


@pytest.mark.parametrize(
    ("last", "unit", "count"),
    [
        (date(2026, 1, 1), "day", 7),
        (date(2026, 2, 9), "day", 40),
        (date(2026, 2, 10), "week", 7),
        (date(2026, 10, 4), "week", 40),
        (date(2026, 10, 5), "month", 10),
        (date(2029, 5, 1), "quarter", 14),
        (date(2036, 1, 1), "year", 11),
    ],
)
def test_the_shortest_unit_that_needs_few_bars_is_taken(last: date, unit: str, count: int) -> None:
    counts = {date(2026, 1, 1): 1, last: 1}
    found, bars = bars_of(counts, whole_span(counts))
    assert (found, len(bars)) == (unit, count)
