"""What filters, what is content, what lists: times, categories and the newest in a reader's question."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Found, Latest, Nothing, TimeRange
from bot.answers.answerer import Answerer
from bot.answers.scope import Scope, scope_of
from bot.posts.post import Category
from bot.search.engine import CategoryCount
from tests.answers.engine import an_article, answering

SHANGHAI = ZoneInfo("Asia/Shanghai")
NOW = datetime(2026, 3, 16, 10, tzinfo=SHANGHAI)  # a Monday
EVENING = Category("quanzhouwanbao", "泉州晚报")
LATE = Category("wanbao", "晚报")
FUNDS = Category("jijin", "基金")
KNOWN = tuple(CategoryCount(one, 3, NOW) for one in (EVENING, LATE, FUNDS))
NEWS = (
    an_article("port", "泉州港吞吐量创新高", "泉州港二月吞吐量增长一成。", days=2, category=EVENING),
    an_article(
        "strike", "泉州港工人罢工结束", "泉州港罢工三天后结束，加薪百分之五。", days=12, category=EVENING
    ),
    an_article("fund", "沧海基金限购", "沧海基金公告，三月起暂停大额申购。", days=13, category=FUNDS),
    an_article(
        "profit", "砺川重工一季度净利润预增", "砺川重工预计一季度净利润3亿元。", days=14.9, category=LATE
    ),
)


def scope(text: str) -> Scope:
    return scope_of(text, now=NOW, known=KNOWN)


def day(number: int) -> datetime:
    return datetime(2026, 3, number, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    "text",
    [
        "昨天",
        "昨天有什么新闻",
        "上周的新闻？",
        "3月14日有哪些消息",
        "泉州晚报最近说了什么",
        "quanzhouwanbao",
        "基金",
        "最新",
        "有什么新的",
        "最新消息",
        "latest news",
        "what happened yesterday",
        "请问今天泉州晚报发了什么文章",
    ],
)
def test_nothing_else_is_asked(text: str) -> None:
    assert scope(text).browses


@pytest.mark.parametrize(
    "text",
    ["昨天泉州港罢工", "新闻", "文章", "今日头条", "一季度净利润", "昨天和前天", "2021年报", "", "？"],
)
def test_something_else_is_asked(text: str) -> None:
    assert not scope(text).browses


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("泉州晚报 港口", EVENING),
        ("QuanZhouWanBao港口", EVENING),
        ("泉州晚報最近說了什麼", EVENING),
        ("晚报 港口", LATE),
        ("quanzhouwanbao2", None),
        ("xquanzhouwanbao", None),
        ("泉州 晚间", None),
    ],
)
def test_the_longest_name_that_stands_whole_is_the_category(text: str, category: Category | None) -> None:
    assert scope(text).category == category


def test_a_filter_leaves_the_text_that_is_searched() -> None:
    narrowings = [
        (one.text.split(), one.time, one.category) for one in scope("上周泉州晚报港口").narrowings()
    ]
    week = TimeRange(day(9), day(16))
    assert narrowings == [
        (["港口"], week, EVENING),
        (["上周", "港口"], None, EVENING),
        (["泉州晚报港口"], week, None),
    ]


@pytest.mark.parametrize("text", ["基金限购", "一季度净利润", "3月14日罢工", "去年港口", "最近港口"])
def test_everyday_names_and_the_calendar_never_filter(text: str) -> None:
    assert list(scope(text).narrowings()) == []


def test_a_time_after_the_newest_article_is_reckoned_from_it() -> None:
    newest = datetime(2022, 3, 14, 9, 25, tzinfo=SHANGHAI)
    moved = scope("昨天有什么新闻").from_newest(newest)
    assert moved.range == TimeRange(
        datetime(2022, 3, 13, tzinfo=SHANGHAI), datetime(2022, 3, 14, tzinfo=SHANGHAI)
    )
    assert moved.anchor == newest


@given(
    st.text(alphabet="昨天上周泉州晚报基金最新有什么3月14日quanzhouwanbao 一季度", max_size=40)
    | st.text(max_size=40)
)
def test_no_text_breaks_it(text: str) -> None:
    found = scope(text)
    assert all(len(one.text) == len(found.text) for one in found.narrowings())


async def asked(answerer: Answerer, text: str, now: datetime = NOW) -> Found | Latest | Nothing:
    return await answerer.ask(text, now=now)


def ids(answer: Found | Latest | Nothing) -> list[str]:
    assert isinstance(answer, Found | Latest), answer
    return [card.article.id for card in answer.cards]


async def test_a_day_lists_its_articles_newest_first() -> None:
    answer = await asked(await answering(NEWS), "上周有什么新闻")
    assert isinstance(answer, Latest)
    assert ids(answer) == ["fund", "strike"]
    assert answer.question is not None
    assert answer.question.time == TimeRange(day(9), day(16))
    assert answer.question.terms == ()


async def test_a_day_without_articles_is_an_honest_nothing() -> None:
    answer = await asked(await answering(NEWS), "3月10日的新闻")
    assert isinstance(answer, Nothing)
    assert answer.reason == "none_dated"
    assert answer.question.time == TimeRange(day(10), day(11))
    assert answer.nearest[0].id == "profit"


async def test_a_date_alone_lists_its_articles_or_those_that_tell_of_it() -> None:
    answerer = await answering([*NEWS, an_article("rule", "新规施行", "办法自2月10日起施行。", days=4)])
    assert ids(await asked(answerer, "3月13日")) == ["strike"]
    assert ids(await asked(answerer, "2月10日"))[0] == "rule"
    nothing = await asked(answerer, "2月11日")
    assert isinstance(nothing, Nothing)
    assert nothing.reason == "none_dated"


async def test_a_year_that_no_article_names_filters_after_all() -> None:
    answerer = await answering(NEWS)
    this, last = await asked(answerer, "2026年砺川重工"), await asked(answerer, "2025年砺川重工")
    assert ids(this) == ["profit"]
    assert this.question is not None
    assert this.question.time is None or this.question.time.since.year == 2026
    assert last.question is not None
    assert last.question.time is None


async def test_an_old_corpus_is_told_and_reckoned_from() -> None:
    answer = await asked(await answering(NEWS), "前天有什么新闻", datetime(2026, 11, 24, tzinfo=SHANGHAI))
    assert isinstance(answer, Latest)
    assert ids(answer) == ["fund"]
    assert answer.question is not None
    assert answer.question.anchor == NEWS[-1].date


async def test_a_week_filters_where_its_articles_answer_as_well() -> None:
    answer = await asked(await answering(NEWS), "上周泉州港怎么了")
    assert ids(answer) == ["strike"]
    assert answer.question is not None
    assert answer.question.time == TimeRange(day(9), day(16))


async def test_a_week_that_does_not_answer_loses_no_article() -> None:
    answer = await asked(await answering(NEWS), "上周泉州港吞吐量")
    assert ids(answer)[0] == "port"
    assert answer.question is not None
    assert answer.question.time is None
    assert answer.question.outside == TimeRange(day(9), day(16))


async def test_a_quarter_is_content_and_never_a_filter() -> None:
    answer = await asked(await answering(NEWS), "去年四季度砺川重工净利润")
    assert ids(answer) == ["profit"]
    assert answer.question is not None
    assert answer.question.time is answer.question.outside is None


async def test_a_medium_filters_and_its_name_is_not_searched() -> None:
    answer = await asked(await answering(NEWS), "泉州晚报 罢工")
    assert ids(answer) == ["strike"]
    assert answer.question is not None
    assert answer.question.category == EVENING
    assert "晚报" not in answer.question.terms


async def test_a_medium_as_subject_loses_no_article() -> None:
    subject = an_article("award", "泉州晚报获新闻奖", "泉州晚报凭系列报道获奖。", days=3, category=LATE)
    answer = await asked(await answering([*NEWS, subject]), "泉州晚报获新闻奖")
    assert ids(answer)[0] == "award"


async def test_a_medium_alone_lists_its_newest() -> None:
    answer = await asked(await answering(NEWS), "泉州晚报最近说了什么")
    assert isinstance(answer, Latest)
    assert ids(answer) == ["strike", "port"]
    assert answer.category == EVENING


async def test_the_newest_of_equals_comes_first_where_it_is_asked_for() -> None:
    twins = [
        an_article(f"day{n}", f"泉州港第{n}号通告", f"泉州港发布通告，{n}号泊位启用。", days=n)
        for n in (1, 5, 3)
    ]
    answerer = await answering(twins)
    assert ids(await asked(answerer, "泉州港通告最新消息"))[0] == "day5"


async def test_an_article_of_the_named_time_wins_among_equals() -> None:
    same = [an_article(f"day{n}", f"泉州港通告 {n}", "泉州港发布停航通告。", days=n) for n in (3, 40, 80)]
    answer = await asked(await answering(same), "3月泉州港停航通告", datetime(2026, 7, 1, tzinfo=SHANGHAI))
    assert ids(answer)[0] == "day3"


async def test_pages_of_a_day_count_on() -> None:
    many = [an_article(f"n{n:02}", f"快讯第{n}条", "正文。", days=1 + n / 100) for n in range(7)]
    answer = await (await answering(many)).ask("3月2日的新闻", page=2, limit=3, now=NOW)
    assert isinstance(answer, Latest)
    assert (answer.page, answer.pages, answer.total) == (2, 3, 7)
    assert [card.rank for card in answer.cards] == [4, 5, 6]


async def test_a_chosen_category_goes_before_names_in_the_question() -> None:
    answer = await (await answering(NEWS)).ask("昨天基金的新闻", category="泉州晚报", now=NOW)
    assert answer.question is not None
    assert answer.question.category == EVENING
