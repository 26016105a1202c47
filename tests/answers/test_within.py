"""Answers from some categories: nothing of any other one comes by any way."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answers.answer import Dated, Days, Found, Latest, Nothing
from bot.answers.answerer import MOST_SELECTIONS, Answerer
from bot.search.engine import NO_FILTER
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from bot.search.within import Within
from tests.chat.people import ARTICLES, EVENING, MORNING, NOW, SHANGHAI

BUSES = "厦门公交新线路"


@pytest.fixture
async def answerer() -> Answerer:
    engine = MemoryEngine()
    await engine.rebuild([document(one) for one in ARTICLES], fingerprint="")
    return Answerer(engine, timezone=SHANGHAI)


async def test_a_question_finds_only_articles_of_the_chosen_categories(answerer: Answerer) -> None:
    assert isinstance(await answerer.ask(BUSES), Found)
    morning = await answerer.within(frozenset({MORNING.slug})).ask(BUSES)
    assert isinstance(morning, Found)
    assert {card.article.category for card in morning.cards} == {MORNING}
    assert isinstance(await answerer.within(frozenset({EVENING.slug})).ask(BUSES), Nothing)


async def test_of_some_ids_only_articles_of_the_chosen_categories_are_kept() -> None:
    engine = MemoryEngine()
    await engine.rebuild([document(one) for one in ARTICLES], fingerprint="")
    every = [one.id for one in ARTICLES]
    kept = await engine.look(lambda view: Within(view, frozenset({MORNING.slug})).kept(every))
    assert {one.article.category for one in kept.values()} == {MORNING}


async def test_days_count_only_articles_of_the_chosen_categories() -> None:
    engine = MemoryEngine()
    await engine.rebuild([document(one) for one in ARTICLES], fingerprint="")
    narrowed = await engine.look(
        lambda view: Within(view, frozenset({EVENING.slug})).days(NO_FILTER, SHANGHAI)
    )
    assert sum(narrowed.values()) == len(ARTICLES) - 1


async def test_lists_hold_only_the_chosen_categories(answerer: Answerer) -> None:
    evening = answerer.within(frozenset({EVENING.slug}))
    newest = await evening.latest()
    assert isinstance(newest, Latest)
    assert newest.total == len(ARTICLES) - 1
    refused = await evening.latest(MORNING.slug)
    assert isinstance(refused, Nothing)
    assert refused.reason == "unknown_category"
    assert [one.category for one in (await evening.categories()).categories] == [EVENING]
    days = await evening.dated(Days(date(2022, 3, 1), date(2022, 3, 31)), now=NOW)
    assert isinstance(days, Dated)
    assert days.total == len(ARTICLES) - 1


async def test_a_choice_changes_nothing_for_others(answerer: Answerer) -> None:
    await answerer.within(frozenset({EVENING.slug})).categories()
    assert len((await answerer.categories()).categories) == 2
    both = answerer.within(frozenset({EVENING.slug, MORNING.slug}))
    assert len((await both.categories()).categories) == 2


async def test_few_choices_are_remembered(answerer: Answerer) -> None:
    first = answerer.within(frozenset({"0"}))
    assert answerer.within(frozenset({"0"})) is first
    for number in range(1, MOST_SELECTIONS + 1):
        answerer.within(frozenset({str(number)}))
    assert answerer.within(frozenset({"0"})) is not first
