"""Labelled sets on disk: a folder each, with corpus.jsonl, qrels.tsv and one or more queries*.jsonl.

A line of the corpus is {"id", "title"?, "text"}; questions and judgements are as `wenda eval` reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bot.answers.answerer import Answerer
from bot.answers.labelled import Judgements, Labelled, parse_qrels, parse_queries
from bot.posts.merge import title_from
from bot.posts.post import Article, Category
from bot.search.alias_files import load_aliases
from bot.search.engines.opening import open_engine
from bot.search.keeper import LexiconKeeper
from bot.search.tokens import document
from tests.bench.meaning import sense_of

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

DATE = datetime(2022, 1, 1, tzinfo=UTC)
CATEGORY = Category("set", "set")


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """One folder of labelled questions; `questions` by the name of their file."""

    name: str
    articles: tuple[Article, ...]
    questions: dict[str, list[Labelled]]
    judgements: Judgements


def read_sets(folder: Path) -> Iterator[LabelledSet]:
    """Every set below the folder, by name."""
    for corpus in sorted(folder.glob("*/corpus.jsonl")):
        place = corpus.parent
        files = sorted(place.glob("queries*.jsonl"), key=lambda file: (len(file.name), file.name))
        yield LabelledSet(
            place.name,
            tuple(map(article, filter(None, lines(corpus)))),
            {file.stem: parse_queries(lines(file)) for file in files},
            parse_qrels(lines(place / "qrels.tsv")),
        )


def lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").split("\n")


def article(line: str) -> Article:
    """A row as the loader would read it from a post: without a title the first sentence serves."""
    row = json.loads(line)
    text = row["text"]
    return Article(
        id=row["id"],
        path="",
        title=row.get("title") or title_from(text),
        date=DATE,
        category=CATEGORY,
        source="",
        url="",
        summary="",
        text=text,
    )


@asynccontextmanager
async def answering(articles: tuple[Article, ...], *, meaning: str = "") -> AsyncIterator[Answerer]:
    """An answerer over an index of these articles that lives as long as the block.

    meaning: by which name their vectors are kept; "" where words alone decide.
    """
    with TemporaryDirectory() as folder:
        engine = open_engine("local", Path(folder))
        try:
            await engine.rebuild(map(document, articles), fingerprint="bench")
            lexicon = LexiconKeeper(engine, aliases=load_aliases())
            sense = await sense_of(engine, meaning) if meaning else None
            zone = ZoneInfo("Asia/Shanghai")
            answerer = Answerer(engine, timezone=zone, lexicon=lexicon, sense=sense)
            await answerer.prepare()
            yield answerer
        finally:
            await engine.aclose()
