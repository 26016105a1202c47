"""Editors hide an article or put one first, and every answer follows, in a process of its own as well."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.answers.answer import Dated, Found, Latest, Nothing
from bot.answers.answerer import Answerer
from bot.answers.curated import one_form
from bot.answers.curation import NOTHING_CURATED, Curation, Pin
from bot.answers.topics import Topic
from tests.answers.engine import FARM, FIRST_DAY, NEWS, answering

STORM = "木莲台风倒了多少棵树"


@pytest.fixture
async def answerer() -> Answerer:
    return await answering(NEWS)


async def ids(answerer: Answerer, question: str, *, limit: int = 5, page: int = 1) -> list[str]:
    answer = await answerer.ask(question, limit=limit, page=page)
    assert isinstance(answer, Found)
    return [card.article.id for card in answer.cards]


async def test_a_hidden_article_comes_by_no_way(answerer: Answerer) -> None:
    assert await ids(answerer, STORM) == ["storm"]
    farm = answerer.within(frozenset({FARM.slug}))
    await answerer.curate(Curation(hidden=frozenset({"storm"})))
    assert isinstance(await answerer.ask(STORM), Nothing)
    for listed in (await answerer.latest(), await answerer.within(frozenset({FARM.slug})).latest()):
        assert isinstance(listed, Latest)
        assert "storm" not in [card.article.id for card in listed.cards]
    assert (await answerer.help()).articles == len(NEWS) - 1
    dated = await answerer.dated("2026-03-06")
    assert isinstance(dated, Dated)
    assert dated.total == 0
    topics, since = [Topic("category", FARM.slug)], FIRST_DAY - timedelta(days=1)
    assert await answerer.matching(topics, ["storm", "harvest"], since) == (("harvest",),)
    assert "storm" not in dict((await answerer.fresh((), since)).articles)
    await answerer.curate(NOTHING_CURATED)
    assert await ids(answerer, STORM) == ["storm"]
    assert await ids(farm, STORM) == ["storm"]


async def test_a_pinned_article_comes_first_and_the_others_behind_it_page_by_page(answerer: Answerer) -> None:
    question = "翎动汽车交付多少"
    before = await ids(answerer, question)
    assert len(before) == 2
    await answerer.curate(Curation((Pin("请问翎动汽车交付了多少？", before[1]),)))
    answer = await answerer.ask(question)
    assert isinstance(answer, Found)
    assert [(card.article.id, card.rank, card.pinned) for card in answer.cards] == [
        (before[1], 1, True),
        (before[0], 2, False),
    ]
    assert await ids(answerer, question, limit=1) == before[1:]
    assert await ids(answerer, question, limit=1, page=2) == before[:1]
    assert await ids(answerer, "翎动汽车9月交付") == await ids(await answering(NEWS), "翎动汽车9月交付")


@pytest.mark.parametrize("question", ["火星移民政策", "最近的火星移民政策", "昨天有什么新闻"])
async def test_a_pinned_article_answers_what_no_article_does(answerer: Answerer, question: str) -> None:
    await answerer.curate(Curation((Pin(question, "harvest"),)))
    answer = await answerer.ask(question)
    if not isinstance(answer, Found):  # nothing to search for is left of it
        assert question == "昨天有什么新闻"
        return
    assert [(card.article.id, card.pinned) for card in answer.cards] == [("harvest", True)]
    assert answer.relaxed == ()


async def test_a_pinned_article_that_is_gone_hidden_or_elsewhere_changes_nothing(answerer: Answerer) -> None:
    question = "火星移民政策"
    await answerer.curate(Curation((Pin(question, "nowhere"),)))
    assert isinstance(await answerer.ask(question), Nothing)
    await answerer.curate(Curation((Pin(question, "fined"),), frozenset({"fined"})))
    assert isinstance(await answerer.ask(question), Nothing)
    await answerer.curate(Curation((Pin(question, "fined"),)))
    assert isinstance(await answerer.within(frozenset({FARM.slug})).ask(question), Nothing)
    assert await ids(answerer, question) == ["fined"]


@pytest.mark.parametrize(
    "other", ["火星移民政策？", "请问 火星 移民政策", "火星移民政策是什么", "火星移民政策呢"]
)
def test_a_question_has_one_form_however_it_is_asked(other: str) -> None:
    assert one_form(other) == one_form("火星移民政策")


def test_other_questions_have_another_form() -> None:
    assert one_form("火星移民") != one_form("火星移民政策")
    assert one_form("翎动收购赛桐") != one_form("赛桐收购翎动")
