"""What is new, who wants to hear of it, and what it would have been in the last days."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.answers.answerer import Answerer
from bot.answers.topics import NoTopic, Rehearsal, Topic
from bot.posts.post import Article, Category, Entity
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from tests.chat.people import ARTICLES, EVENING, MORNING, NOW, SHANGHAI

SINCE = NOW - timedelta(days=3)
BANK = Entity("1", "600036", "招商银行", "link")
OLD = replace(
    ARTICLES[0],
    id="old",
    title="海川股份去年派现1元",
    date=NOW - timedelta(days=40),
    text="海川股份去年派现1元。",
)
LINKED = replace(
    ARTICLES[0],
    id="linked",
    title="银行股走强",
    text="银行股今日走强，招商银行领涨。",
    date=NOW - timedelta(hours=50),
    category=MORNING,
    entities=(BANK,),
)
ALL = (*ARTICLES, OLD, LINKED)
IDS = tuple(one.id for one in ALL)


@pytest.fixture
async def answerer() -> Answerer:
    return await over(ALL)


async def over(articles: tuple[Article, ...]) -> Answerer:
    engine = MemoryEngine()
    await engine.rebuild([document(one) for one in articles], fingerprint="chain 1")
    return Answerer(engine, timezone=SHANGHAI)


async def matched(answerer: Answerer, topic: Topic, ids: tuple[str, ...] = IDS) -> tuple[str, ...]:
    (found,) = await answerer.matching([topic], ids, SINCE)
    return found


def question(text: str) -> Topic:
    return Topic("question", text)


async def test_new_is_what_is_recent_and_not_known(answerer: Answerer) -> None:
    known = {one.id for one in ARTICLES[1:]}
    found = await answerer.fresh(known, SINCE)
    assert [key for key, _ in found.articles] == [ARTICLES[0].id, "linked"]
    assert found.articles[0][1] == ARTICLES[0].date


async def test_an_article_that_a_known_one_was_merged_into_is_not_new() -> None:
    answerer = await over((replace(ARTICLES[0], also=("twin",)),))
    assert (await answerer.fresh({"twin"}, SINCE)).articles == ()
    assert len((await answerer.fresh({"other"}, SINCE)).articles) == 1


async def test_a_question_matches_what_would_answer_it(answerer: Answerer) -> None:
    assert await matched(answerer, question("海川股份分红派现多少")) == (ARTICLES[0].id,)
    assert await matched(answerer, question("火星移民计划")) == ()


async def test_a_question_matches_every_article_that_answers_not_only_the_best(answerer: Answerer) -> None:
    found = await matched(answerer, question("泉州出口增长"))
    assert set(found) == {one.id for one in ARTICLES[1:9]}
    dates = {one.id: one.date for one in ALL}
    assert list(found) == sorted(found, key=lambda key: dates[key], reverse=True)


async def test_only_the_ids_in_question_match(answerer: Answerer) -> None:
    assert await matched(answerer, question("泉州出口增长"), (ARTICLES[3].id, "gone")) == (ARTICLES[3].id,)


async def test_a_time_that_a_question_names_does_not_keep_it_from_what_comes(answerer: Answerer) -> None:
    assert await matched(answerer, question("上个月海川股份派现")) == (ARTICLES[0].id,)


async def test_a_category_in_a_question_narrows_it(answerer: Answerer) -> None:
    assert await matched(answerer, question("厦门晨报 公交线路")) == (ARTICLES[9].id,)


async def test_a_category_and_a_security_match_by_what_an_article_is(answerer: Answerer) -> None:
    category = Topic("category", MORNING.slug)
    assert await matched(answerer, category) == (ARTICLES[9].id, "linked")
    assert await matched(answerer, Topic("security", "1.600036")) == ("linked",)
    assert await matched(answerer, Topic("security", "0.600036")) == ()


async def test_the_rehearsal_tells_how_many_there_would_have_been(answerer: Answerer) -> None:
    found = await answerer.rehearse("泉州出口增长", now=NOW)
    assert isinstance(found, Rehearsal)
    assert (found.topic, found.total, found.days) == (question("泉州出口增长"), 8, 7)
    assert [one.id for one in found.articles] == [one.id for one in ARTICLES[1:6]]


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("厦门晨报", Topic("category", MORNING.slug, MORNING.name)),
        ("quanzhouwanbao", Topic("category", EVENING.slug, EVENING.name)),
        ("600036", Topic("security", "1.600036", "招商银行")),
        ("招商银行", Topic("security", "1.600036", "招商银行")),
        ("招商银行分红", Topic("question", "招商银行分红")),
        ("  海川股份\n 派现 ", Topic("question", "海川股份 派现")),
    ],
)
async def test_a_text_names_a_category_a_security_or_is_a_question(
    answerer: Answerer, text: str, topic: Topic
) -> None:
    found = await answerer.rehearse(text, now=NOW)
    assert isinstance(found, Rehearsal)
    assert found.topic == topic
    again = await answerer.rehearse(replace(topic, name=""), now=NOW)
    assert again == found


@pytest.mark.parametrize("text", ["", "  ", "？！", "最新消息", "昨天有什么新闻", "长" * 201])
async def test_what_asks_for_nothing_is_no_topic(answerer: Answerer, text: str) -> None:
    assert await answerer.rehearse(text, now=NOW) == NoTopic(text)


async def test_what_is_gone_is_no_topic(answerer: Answerer) -> None:
    assert await answerer.rehearse(Topic("category", "gone"), now=NOW) == NoTopic("gone")
    assert await answerer.rehearse(Topic("security", "1.1"), now=NOW) == NoTopic("1.1")


async def test_an_empty_index_has_no_news() -> None:
    answerer = await over(())
    assert (await answerer.fresh((), datetime(2000, 1, 1, tzinfo=SHANGHAI))).articles == ()
    assert await matched(answerer, Topic("category", Category("a", "b").slug)) == ()
    found = await answerer.rehearse("海川股份派现", now=NOW)
    assert isinstance(found, Rehearsal)
    assert found.total == 0
