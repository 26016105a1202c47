"""The corpus that ships: whole, without problems, and its labelled questions answered."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answer import Found, Latest, Nothing, TimeRange
from bot.answers.answerer import Answerer
from bot.posts.folder import Corpus, load
from bot.posts.site import Site
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document

CORPUS = Path(__file__).parent.parent / "corpus"
NEAR_MISSES = Path(__file__).parent / "bench" / "near_misses.jsonl"
NOW = datetime(2026, 11, 22, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Labelled:
    text: str
    relevant: frozenset[str]
    style: str


def labelled() -> list[Labelled]:
    rows = map(json.loads, (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines())
    return [Labelled(row["text"], frozenset(row["relevant"]), row["style"]) for row in rows]


ANSWERABLE = [one for one in labelled() if one.relevant]
UNANSWERABLE = [one for one in labelled() if not one.relevant]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load([CORPUS], Site(), now=NOW)


@pytest.fixture
async def answerer(corpus: Corpus) -> AsyncIterator[Answerer]:
    engine = MemoryEngine()
    await engine.rebuild(map(document, corpus.articles), fingerprint="shipped")
    yield Answerer(engine, timezone=ZoneInfo("Asia/Shanghai"))
    await engine.aclose()


def test_every_post_is_whole(corpus: Corpus) -> None:
    assert corpus.problems == ()
    assert len(corpus.articles) >= 80
    assert len({article.category.slug for article in corpus.articles}) >= 12


def test_every_label_names_an_article(corpus: Corpus) -> None:
    ids = {article.id for article in corpus.articles}
    assert len(ANSWERABLE) >= 60
    assert [one.text for one in ANSWERABLE if not one.relevant <= ids] == []


async def test_nine_of_ten_questions_get_a_right_article_first(answerer: Answerer) -> None:
    wrong = []
    for one in ANSWERABLE:
        answer = await answerer.ask(one.text)
        if not (isinstance(answer, Found) and answer.cards[0].article.id in one.relevant):
            wrong.append(one)
    assert len(wrong) <= len(ANSWERABLE) // 10, wrong


async def test_nine_of_ten_questions_without_an_article_are_refused(answerer: Answerer) -> None:
    answers = [await answerer.ask(one.text) for one in UNANSWERABLE]
    refused = sum(isinstance(answer, Nothing) for answer in answers)
    assert len(UNANSWERABLE) >= 12
    assert refused >= len(UNANSWERABLE) * 0.9


@pytest.mark.parametrize(
    ("kind", "least", "most"), [("answerable", 0.95, 1.0), ("near miss", 0.0, 0.25), ("unrelated", 0.0, 0.01)]
)
async def test_fresh_questions_are_answered_and_those_without_an_article_refused(
    answerer: Answerer, kind: str, least: float, most: float
) -> None:
    texts = [text for row_kind, text in near_misses() if row_kind == kind]
    found = [isinstance(await answerer.ask(text), Found) for text in texts]
    assert len(texts) >= 80
    assert least <= sum(found) / len(found) <= most


def near_misses() -> list[tuple[str, str]]:
    rows = map(json.loads, NEAR_MISSES.read_text(encoding="utf-8").splitlines())
    return [(row["kind"], row["text"]) for row in rows]


DAY = timedelta(days=1)
TENTH = datetime(2026, 11, 10, 10, tzinfo=ZoneInfo("Asia/Shanghai"))


async def test_yesterday_lists_what_was_in_the_news(answerer: Answerer) -> None:
    answer = await answerer.ask("昨天有什么新闻", now=TENTH)
    assert isinstance(answer, Latest)
    assert {f"{card.article.date:%Y-%m-%d}" for card in answer.cards} == {"2026-11-09"}


async def test_next_year_yesterday_is_reckoned_from_the_newest_article(answerer: Answerer) -> None:
    answer = await answerer.ask("昨天有什么新闻", now=TENTH.replace(year=2027))
    assert isinstance(answer, Latest)
    assert answer.question is not None
    assert answer.question.anchor is not None
    assert {card.article.date.date() for card in answer.cards} == {answer.question.anchor.date() - DAY}


async def test_a_week_narrows_a_question_and_a_wrong_one_is_told(answerer: Answerer) -> None:
    right = await answerer.ask("上周汀洲江语", now=TENTH)
    assert isinstance(right, Found)
    assert right.question.time == TimeRange(TENTH.replace(day=2, hour=0), TENTH.replace(day=9, hour=0))
    wrong = await answerer.ask("上周翎动汽车交付量", now=TENTH)
    assert isinstance(wrong, Found)
    assert wrong.question.time is None
    assert wrong.question.outside == right.question.time


async def test_a_medium_and_a_subject_look_only_there(answerer: Answerer) -> None:
    answer = await answerer.ask("田野农讯 生猪周报")
    assert isinstance(answer, Found)
    assert answer.question.category is not None
    assert answer.question.category.name == "田野农讯"
    assert {card.article.category.name for card in answer.cards} == {"田野农讯"}


async def test_what_a_medium_said_lately_is_its_newest(answerer: Answerer) -> None:
    answer = await answerer.ask("文游周报最近说了什么")
    assert isinstance(answer, Latest)
    dates = [card.article.date for card in answer.cards]
    assert dates == sorted(dates, reverse=True)
    assert answer.category is not None
    assert answer.category.name == "文游周报"
