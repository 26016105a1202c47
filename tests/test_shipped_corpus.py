"""The corpus that ships: whole, without problems, and its labelled questions answered."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answer import Found, Nothing
from bot.answers.answerer import Answerer
from bot.posts.folder import Corpus, load
from bot.posts.site import Site
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document

CORPUS = Path(__file__).parent.parent / "corpus"
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


async def test_most_questions_without_an_article_are_refused(answerer: Answerer) -> None:
    answers = [await answerer.ask(one.text) for one in UNANSWERABLE]
    refused = sum(isinstance(answer, Nothing) for answer in answers)
    assert len(UNANSWERABLE) >= 12
    assert refused >= len(UNANSWERABLE) // 2
