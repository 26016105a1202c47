"""The questions that every system is asked: about known articles, and readers' own where there are some.

A known item is made of one article of the corpus (`bot.answers.known_items`), so that speed cannot be bought
by nonsense: it counts which system puts that article first. Readers' questions come from labelled sets
about other articles; only their time counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import blake2b
from heapq import nsmallest
from itertools import chain, zip_longest
from pathlib import Path
from random import Random
from re import sub

from bot.answers.known_items import known_items
from bot.answers.labelled import parse_queries
from bot.posts.merge import merge
from bot.posts.parse import parse
from bot.posts.post import Article
from bot.posts.site import Site
from bot.search.engine import Frequencies
from bot.search.rarity import idf
from bot.search.text import normalise
from bot.search.tokens import words
from tests.bench.place import Place, Question

ARTICLES = 120  # two or three questions each
READERS = 300
WARM_UP = 100  # the first ones are asked before the measuring begins
SEED = 2026


def make_questions(place: Place, readers: Path) -> None:
    """Write the questions of a place, known items and readers' own in turns; those that are there stay."""
    if place.has_questions():
        return
    items = list(known(place.posts()))
    asked = list(readers_own(readers))
    Random(SEED).shuffle(items)
    turns = chain.from_iterable(zip_longest(items, asked))
    place.write_questions([one for one in turns if one is not None])


def known(posts: Iterator[Path]) -> Iterator[Question]:
    """Questions of the posts whose names hash lowest."""
    chosen = nsmallest(ARTICLES, posts, key=lambda file: blake2b(file.name.encode()).digest())
    articles = [article for file in chosen for article in read(file)]
    telling = sorted({word for one in articles for word in words(normalise(f"{one.title}\n{one.text}"))})
    labels = known_items(articles, idf(telling, Frequencies(0, {})), seed=SEED)
    for question in labels.questions:
        (right,) = labels.judgements[question.id]
        yield Question(question.text, right)


def read(file: Path) -> Sequence[Article]:
    site = Site()
    post = parse(file.read_text(encoding="utf-8"), file.name, site, now=datetime.now(UTC)).post
    return [] if post is None else [replace(merge([post], site), also=())]


def readers_own(folder: Path) -> Iterator[Question]:
    """As many of every set's questions as of the others, evenly from the whole set."""
    files = sorted(folder.glob("*/queries.jsonl"))
    for file in files:
        questions = parse_queries(file.read_text(encoding="utf-8").splitlines())
        share = max(1, READERS // len(files))
        step = max(1, len(questions) // share)
        yield from (Question(one.text) for one in questions[::step][:share])


def same(one: str, other: str) -> bool:
    """Whether two ids name the same text: a repeated bulk text differs in the order of its sentences only."""
    return sub(r"-r\d+$", "", one) == sub(r"-r\d+$", "", other)
