"""How much work a question, an index and a refresh are: counted, not timed, compared with `expected.json`.

`APPROVE=1 pytest tests/work` writes the counts anew; read the difference before a commit. Work that grew
needs a reason in that commit, work that shrank is good news to be kept.
"""

from __future__ import annotations

import json
import os
import tracemalloc
from collections import Counter
from collections.abc import AsyncIterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo

import pytest

from bot.answers.answerer import Answerer
from bot.posts.folder import load
from bot.posts.site import Site
from bot.search.engine import SearchEngine
from bot.search.engines.local import LocalEngine
from bot.search.engines.stored import pack
from bot.search.indexer import Indexer
from bot.search.keeper import LexiconKeeper
from bot.search.tokens import document
from tests.bench.rows.build import parts_of
from tests.work.comparing import differences
from tests.work.counting import OPENED, CountingEngine, Counts, Work
from tests.work.made import posts

EXPECTED = Path(__file__).parent / "expected.json"
NOW = datetime(2026, 4, 20, 4, 0, tzinfo=UTC)
QUESTIONS = {
    "plain": "澜柏新能上半年净利润多少",
    "long": "请问璟泰能源在厦门的新厂房什么时候开工，总投资一共是多少亿元，预计几年以后可以投产",
    "a slip": "兰柏新能净利润",
    "pinyin": "lanbai xinneng jinglirun",
    "figures and a date": "10月5日派发现金红利2元",
    "a time": "上周的公告",
    "a category": "gonggao 回购股份",
    "about nothing here": "火星移民政策",
}
CHANGED = 10


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "_posts").mkdir()
    for name, text in posts():
        (folder / "_posts" / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
async def engine(corpus: Path, tmp_path: Path) -> AsyncIterator[LocalEngine]:
    """An engine that holds the made corpus."""
    engine = LocalEngine(tmp_path / "index")
    await indexer(engine, corpus, tmp_path).refresh()
    yield engine
    await engine.aclose()


def indexer(engine: SearchEngine, corpus: Path, tmp_path: Path) -> Indexer:
    return Indexer(engine, folders=[corpus], state=tmp_path / "index", site=Site())


def counted_as(name: str, counted: Mapping[str, Mapping[str, float]]) -> None:
    """Fails with what is more or less than expected; writes it down instead where that is asked for."""
    expected = json.loads(EXPECTED.read_text(encoding="utf-8")) if EXPECTED.is_file() else {}
    if os.environ.get("APPROVE"):
        text = json.dumps(expected | {name: counted}, ensure_ascii=False, indent=1, sort_keys=True)
        EXPECTED.write_text(f"{text}\n", encoding="utf-8")
        return
    lines = differences(expected.get(name, {}), counted)
    assert lines == [], "\n".join([f"the work of {name} is not what tests/work/expected.json says:", *lines])


async def test_a_question_asks_no_more_of_the_engine(engine: LocalEngine) -> None:
    held = {"words": await engine.vocabulary("words"), "bigrams": await engine.vocabulary("bigrams")}
    counted_as("a question", await questions(engine, held))


async def questions(engine: LocalEngine, held: Mapping[str, Mapping[str, int]]) -> dict[str, Counts]:
    """What each question asks of the engine once the lexicon is loaded."""
    counted = {}
    for name, text in QUESTIONS.items():
        work = Work(held)
        # The lexicon looks beside the questions whether it is still true, which is not counted.
        lexicon = LexiconKeeper(engine)
        counting = cast(SearchEngine, CountingEngine(engine, work))
        answerer = Answerer(counting, timezone=ZoneInfo("Asia/Shanghai"), lexicon=lexicon)
        await answerer.prepare()
        answer = await answerer.ask(text, now=NOW)
        counted[name] = dict(work.counts) | {"articles found": getattr(answer, "total", 0)}
    return counted


async def test_a_question_takes_no_more_memory(engine: LocalEngine) -> None:
    answerer = Answerer(engine, timezone=ZoneInfo("Asia/Shanghai"), lexicon=LexiconKeeper(engine))
    await answerer.prepare()
    counted = {}
    for name, text in QUESTIONS.items():
        await answerer.ask(text, now=NOW)
        tracemalloc.start()
        await answerer.ask(text, now=NOW)
        counted[name] = {"bytes at once": tracemalloc.get_traced_memory()[1]}
        tracemalloc.stop()
    counted_as("a question in memory", counted)


async def test_an_article_takes_no_more_of_the_index(
    corpus: Path, engine: LocalEngine, tmp_path: Path
) -> None:
    articles = load([corpus], Site(), now=NOW).articles
    await LexiconKeeper(engine, folder=tmp_path / "index").renew()
    each = len(articles)
    terms = Counter({"words": 0, "bigrams": 0, "packed bytes": 0})
    for one in articles:
        made = document(one)
        terms.update(words=made.words.count(" ") + 1, bigrams=made.bigrams.count(" ") + 1)
        terms["packed bytes"] += len(pack(one))
    disk = {f"bytes of {name}": size for name, size in parts_of(tmp_path / "index")}
    sizes = {name: round(size / each) for name, size in {**terms, **disk}.items()}
    counted_as("an article", {"in the index": sizes})


async def test_a_refresh_reads_and_writes_no_more(corpus: Path, engine: LocalEngine, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    (copy / "_posts").mkdir(parents=True)
    for name, text in posts():
        (copy / "_posts" / name).write_text(text, encoding="utf-8")
    work = Work({})
    counting = WritingEngine(LocalEngine(tmp_path / "other"), work)
    keeper = Indexer(cast(SearchEngine, counting), folders=[copy], state=tmp_path / "other", site=Site())
    counted = {}
    for name, change in (("of everything", 0), ("of nothing", 0), ("of ten changed files", CHANGED)):
        for file in sorted((copy / "_posts").iterdir())[:change]:
            file.write_text(f"{file.read_text(encoding='utf-8')}\n另有消息。\n", encoding="utf-8")
        work.counts.clear()
        with OPENED.below(copy) as opened:
            await keeper.refresh()
        counted[name] = {"documents written": work.counts["documents written"], "files opened": len(opened)}
    counted_as("a refresh", counted)


class WritingEngine(CountingEngine):
    """Counts the documents that are written, too."""

    def __init__(self, engine: SearchEngine, work: Work) -> None:
        super().__init__(engine, work)
        self._into = engine

    async def rebuild(self, documents: Any, **options: Any) -> int:
        return await self._into.rebuild(self._watched(documents), **options)

    async def update(self, documents: Any, **options: Any) -> int:
        return await self._into.update(self._watched(documents), **options)

    def _watched(self, documents: Any) -> Any:
        for one in documents:
            self._work.counts["documents written"] += 1
            yield one
