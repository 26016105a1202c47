"""A question asked without a filter that it names: its words leave it, and all articles count."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answer import Filtering, Found, Latest, Nothing
from bot.answers.scope import scope_of
from bot.search.engine import CategoryCount
from tests.answers.engine import FARM, FIRST_DAY, NEWS, answering

NOW = (FIRST_DAY + timedelta(days=13)).astimezone(ZoneInfo("Asia/Shanghai"))
KNOWN = (CategoryCount(FARM, 2, FIRST_DAY),)


@pytest.mark.parametrize(
    ("filters", "text"),
    [
        (("time",), "田野农讯  苹果"),
        (("category",), " 昨天苹果"),
        (("time", "category"), "  苹果"),
        ((), "田野农讯昨天苹果"),
    ],
)
def test_the_words_of_a_filter_leave_the_question(filters: tuple[Filtering, ...], text: str) -> None:
    scope = scope_of("田野农讯昨天苹果", now=NOW, known=KNOWN).freed(filters)
    assert " ".join(scope.text.split()) == " ".join(text.split())
    assert (scope.time is None, scope.category is None) == ("time" in filters, "category" in filters)


async def test_without_its_category_a_question_looks_everywhere() -> None:
    answerer = await answering(NEWS)
    narrow = await answerer.ask("田野农讯 苹果开秤价", now=NOW)
    wide = await answerer.ask("田野农讯 苹果开秤价", now=NOW, without=["category"])
    assert isinstance(narrow, Found)
    assert isinstance(wide, Found)
    assert narrow.question.category == FARM
    assert wide.question.category is None
    assert wide.question.text == "田野农讯 苹果开秤价"
    assert "田野" not in "".join(wide.question.terms)


async def test_without_all_its_filters_a_list_is_that_of_the_newest() -> None:
    answerer = await answering(NEWS)
    listed = await answerer.ask("田野农讯昨天有什么新闻", now=NOW)
    assert isinstance(listed, Latest)
    assert listed.total == 1
    for text in ("田野农讯昨天有什么新闻", "田野农讯", "昨天"):
        every = await answerer.ask(text, now=NOW, without=["time", "category"])
        assert isinstance(every, Latest)
        assert every.total == len(NEWS)
        assert every.question is not None
        assert (every.question.time, every.question.category) == (None, None)


async def test_what_is_no_filter_of_the_question_changes_nothing() -> None:
    answerer = await answering(NEWS)
    plain = await answerer.ask("翎动汽车10月交付多少", now=NOW)
    assert await answerer.ask("翎动汽车10月交付多少", now=NOW, without=["category"]) == plain


async def test_a_month_that_articles_tell_of_filters_only_where_the_reader_wishes() -> None:
    answerer = await answering(NEWS)
    told = await answerer.ask("翎动汽车10月交付多少", now=NOW)
    assert isinstance(told, Found)
    assert told.question.time is None
    assert told.question.offered is not None
    assert (told.question.offered.since.month, told.question.offered.until.month) == (10, 11)
    only = await answerer.ask("翎动汽车10月交付多少", now=NOW, without=["telling"])
    assert only.question is not None
    assert (only.question.time, only.question.offered) == (told.question.offered, None)
    assert only.question.text == told.question.text
    assert isinstance(only, Nothing)  # it is told in another month
    of_this_month = f"{NOW.month}月翎动汽车交付多少"
    assert isinstance(await answerer.ask(of_this_month, now=NOW, without=["telling"]), Found)


@pytest.mark.parametrize(
    "text", ["苹果开秤价", "昨天苹果开秤价", "10月有什么新闻", "四季度苹果开秤价", "2026年苹果开秤价"]
)
async def test_no_other_time_is_offered_as_a_filter(text: str) -> None:
    answer = await (await answering(NEWS)).ask(text, now=NOW)
    assert answer.question is not None
    assert answer.question.offered is None
