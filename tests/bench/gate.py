"""Fits the weights of the honest nothing on labelled questions, and reports on those that were held out.

usage: python -m tests.bench.gate FOLDER [--semantic]

With --semantic it fits the weights of the signs for ranking by words and meaning. Vectors are made first,
which takes some tenths of a second an article, and kept in the temporary folder.

Questions of the shipped corpus are in `near_misses.jsonl` (half of them held out) and in the corpus's own
`questions.jsonl` (fitted on). Of every labelled set below the folder: 150 of its questions (answerable),
60 of each other set's (unrelated), and made-up near misses: the names of one question with the other words
of another, as far as it has both. Every second one is held out. A corpus's answerable questions weigh as
much as its others, the shipped corpus as much as four sets.

The weights minimise the logistic loss by Adam, the sign of each being given by what it means; the bias is
then set so that 95 in 100 answerable questions about the shipped corpus get past. Prints Markdown tables.
"""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from bot.answers.answerer import Answerer
from bot.answers.compose import wanted
from bot.answers.evidence import BIAS, BIAS_WITH_MEANING, WEIGHTS, WITH_MEANING, Signs, signs_of
from bot.posts.folder import load
from bot.posts.site import Site
from bot.search.matcher import match
from bot.search.rarity import is_name
from bot.search.text import normalise
from bot.search.tokens import words
from tests.bench.sets import LabelledSet, answering, read_sets

Numbers = NDArray[np.float64]

CORPUS = Path(__file__).parent.parent.parent / "corpus"
OURS = Path(__file__).parent / "near_misses.jsonl"
SHIPPED = "shipped corpus"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
KINDS = ("answerable", "unrelated", "near miss")
OWN, FOREIGN, MIXED = 150, 60, 150
PAGE = 50
ROUNDS, STEP, DECAY = 2500, 0.03, 3e-4
ANSWERED = 0.95


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the corpus it is put to, what kind it is there, and whether it is kept from the fitting."""

    corpus: str
    kind: str
    text: str
    held_out: bool


@dataclass(frozen=True, slots=True)
class Seen:
    """A question that has candidates, with the signs of the first."""

    asked: Asked
    signs: Signs


def main(folder: Path, *, semantic: bool) -> None:
    shipped, old_bias = (WITH_MEANING, BIAS_WITH_MEANING) if semantic else (WEIGHTS, BIAS)
    every = asyncio.run(all_seen(list(read_sets(folder)), semantic=semantic))
    seen = [one for one in every if one.signs.with_meaning == semantic]
    weights, bias = fit([one for one in seen if not one.asked.held_out], shipped)
    print("| sign | shipped | fitted anew |\n| --- | --- | --- |")
    for name, new in zip(shipped, weights, strict=True):
        print(f"| {name} | {shipped[name]:.2f} | {new:.2f} |")
    print(f"| bias | {old_bias:.2f} | {bias:.2f} |")
    report("as shipped", seen, np.array(list(shipped.values())), old_bias)
    report("fitted anew", seen, weights, bias)


def report(name: str, seen: Sequence[Seen], weights: Numbers, bias: float) -> None:
    print(f"\n| {name}: corpus | {' | '.join(KINDS)} |\n|" + " --- |" * (1 + len(KINDS)))
    for corpus in dict.fromkeys(one.asked.corpus for one in seen):
        for held_out in (False, True):
            cells = [cell(seen, corpus, kind, weights, bias, held_out=held_out) for kind in KINDS]
            print(f"| {corpus}{', held out' if held_out else ''} | {' | '.join(cells)} |")


def cell(
    seen: Sequence[Seen], corpus: str, kind: str, weights: Numbers, bias: float, *, held_out: bool
) -> str:
    """The share of questions that get past, or are refused where they should be."""
    rows = [
        one
        for one in seen
        if (one.asked.corpus, one.asked.kind, one.asked.held_out) == (corpus, kind, held_out)
    ]
    if not rows:
        return "-"
    past = float(np.mean(table(rows, len(weights)) @ weights + bias > 0))
    return f"{past:.1%} answered" if kind == "answerable" else f"{1 - past:.1%} refused"


def table(seen: Sequence[Seen], signs: int) -> Numbers:
    """So many of the signs of each, in their order."""
    return np.array([astuple(one.signs)[:signs] for one in seen], dtype=np.float64)


def fit(seen: Sequence[Seen], shipped: Mapping[str, float]) -> tuple[Numbers, float]:
    """The weights of the signs and the bias; see the module."""
    signs = table(seen, len(shipped))
    mean, spread = signs.mean(0), signs.std(0) + 1e-9
    rows = np.c_[(signs - mean) / spread, np.ones(len(seen))]
    truth = np.array([one.asked.kind == "answerable" for one in seen], dtype=np.float64)
    heavy = importance(seen)
    way = np.array([*np.sign(list(shipped.values())), 0.0])
    found, first, second = (np.zeros(rows.shape[1]) for _ in range(3))
    for turn in range(1, ROUNDS + 1):
        chance = 1 / (1 + np.exp(-rows @ found))
        down = rows.T @ (heavy * (chance - truth)) + DECAY * found * (way != 0)
        first, second = 0.9 * first + 0.1 * down, 0.99 * second + 0.01 * down**2
        found = found - STEP * first / (1 - 0.9**turn) / (np.sqrt(second / (1 - 0.99**turn)) + 1e-9)
        found = np.where(found * way < 0, 0.0, found)
    weights: Numbers = found[:-1] / spread
    ours = [one for one in seen if (one.asked.corpus, one.asked.kind) == (SHIPPED, "answerable")]
    return weights, -float(np.quantile(table(ours, len(shipped)) @ weights, 1 - ANSWERED))


def importance(seen: Sequence[Seen]) -> Numbers:
    """How much each question weighs in the fitting, together 1."""
    groups = [(one.asked.corpus, one.asked.kind) for one in seen]
    sizes = {group: groups.count(group) for group in set(groups)}
    heavy = [
        (4.0 if corpus == SHIPPED else 1.0) * (1.0 if kind == "answerable" else 0.5) / sizes[corpus, kind]
        for corpus, kind in groups
    ]
    return np.array(heavy) / sum(heavy)


async def all_seen(sets: Sequence[LabelledSet], *, semantic: bool) -> list[Seen]:
    articles = load([CORPUS], Site(), now=NOW).articles
    async with answering(tuple(articles), meaning=SHIPPED * semantic) as answerer:
        seen = [one async for one in looked_at(answerer, ours())]
    for one in sets:
        async with answering(one.articles, meaning=one.name * semantic) as answerer:
            seen += [each async for each in looked_at(answerer, of_set(one, sets))]
    return seen


async def looked_at(answerer: Answerer, questions: Iterator[Asked]) -> AsyncIterator[Seen]:
    for one in questions:
        found = await answerer.candidates(one.text, limit=PAGE)
        question, frequencies = found.question, found.frequencies
        terms = wanted(question, frequencies)
        matches = match(question.text, terms, found.hits, nearness=found.nearness)
        if matches:
            yield Seen(one, signs_of(matches, terms, question, frequencies))


def ours() -> Iterator[Asked]:
    for line in OURS.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        yield Asked(SHIPPED, row["kind"], row["text"], row["held_out"])
    for line in (CORPUS / "questions.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if row["relevant"]:
            yield Asked(SHIPPED, "answerable", row["text"], held_out=False)


def of_set(one: LabelledSet, sets: Sequence[LabelledSet]) -> Iterator[Asked]:
    chance = Random(one.name)
    texts = [question.text for question in one.questions["queries"]]
    for place, text in enumerate(chance.sample(texts, min(OWN, len(texts)))):
        yield Asked(one.name, "answerable", text, place % 2 == 1)
    for other in sets:
        if other is not one:
            foreign = [question.text for question in other.questions["queries"]]
            for place, text in enumerate(chance.sample(foreign, min(FOREIGN, len(foreign)))):
                yield Asked(one.name, "unrelated", text, place % 2 == 1)
    for place in range(MIXED):
        if text := mixed(chance.choice(texts), chance.choice(texts)):
            yield Asked(one.name, "near miss", text, place % 2 == 1)


def mixed(named: str, told: str) -> str:
    """The names of one question with the other words of another, or nothing where there is not enough."""
    names = [word for word in words(normalise(named)) if is_name(word)]
    event = [word for word in words(normalise(told)) if not is_name(word)]
    return "".join((*names, *event)) if names and len(event) > 1 else ""


if __name__ == "__main__":
    options = sys.argv[2:]
    if len(sys.argv) < 2 or options not in ([], ["--semantic"]):
        sys.exit(__doc__)
    main(Path(sys.argv[1]), semantic=bool(options))
