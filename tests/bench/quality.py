"""Ranking and honest refusals on labelled sets, beside plain BM25 and a rule over titles in the same run.

usage: python -m tests.bench.quality FOLDER [SET ...]

Prints three Markdown tables; the last is about the shipped corpus. Needs `pip install --group bench`.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bot.answers.answer import Found
from bot.answers.answerer import Answerer
from bot.answers.evaluate import Asked, evaluate, measure
from bot.answers.labelled import Labelled
from bot.posts.folder import load
from bot.posts.site import Site
from tests.bench.bm25 import Bm25
from tests.bench.gate import CORPUS, KINDS, NOW, ours
from tests.bench.sets import LabelledSet, answering, read_sets
from tests.bench.titles import Titles

Measures = Mapping[str, float | None]

SAMPLE = 250
RANKING = (
    "| set | questions | titles nDCG@10 | BM25 nDCG@10 | Wenda nDCG@10 | BM25 success@1 | Wenda success@1"
    " | in sentence@1 | in summary@1 | p50 ms | p95 ms |\n|" + " --- |" * 11
)
SHIPPED = (
    "| questions about the shipped corpus | answered | unrelated refused | near misses refused |\n|"
    + " --- |" * 4
)
REFUSING = "| corpus | own questions answered | questions of other sets refused |\n| --- | --- | --- |"


def main(folder: Path, names: Sequence[str]) -> None:
    sets = [one for one in read_sets(folder) if not names or one.name in names]
    print(RANKING)
    refusals = [asyncio.run(measured(one, sets)) for one in sets]
    print(f"\n{REFUSING}\n" + "\n".join(refusals))
    print(f"\n{SHIPPED}\n" + "\n".join(asyncio.run(shipped())))


async def measured(one: LabelledSet, sets: Sequence[LabelledSet]) -> str:
    """Print the set's rows of the first table, return its row of the second."""
    bm25, titles = Bm25(one.articles), Titles(one.articles)
    async with answering(one.articles) as answerer:
        for file, questions in one.questions.items():
            scores = (await evaluate(answerer, questions, one.judgements)).measures
            print(
                row(
                    f"{one.name} {file.removeprefix('queries').strip('.')}",
                    by_peer(titles, one, questions),
                    by_peer(bm25, one, questions),
                    scores,
                )
            )
        own = await answered(answerer, one.questions["queries"][:SAMPLE])
        others = [other.questions["queries"][:SAMPLE] for other in sets if other is not one]
        foreign = [await answered(answerer, questions) for questions in others]
    refused = f"{1 - sum(foreign) / len(foreign):.1%}" if foreign else "-"
    return f"| {one.name} | {own:.1%} | {refused} |"


async def shipped() -> list[str]:
    """The rows of the third table: what the weights were fitted on, and what was held out."""
    questions = list(ours())
    async with answering(tuple(load([CORPUS], Site(), now=NOW).articles)) as answerer:
        found = [isinstance(await answerer.ask(one.text), Found) for one in questions]
    rows = []
    for name, held_out in (("fitted on", False), ("held out", True)):
        cells = [name]
        for kind in KINDS:
            past = [
                got
                for one, got in zip(questions, found, strict=True)
                if (one.kind, one.held_out) == (kind, held_out)
            ]
            share = sum(past) / len(past)
            cells.append(f"{share if kind == 'answerable' else 1 - share:.1%} of {len(past)}")
        rows.append(f"| {' | '.join(cells)} |")
    return rows


def by_peer(peer: Bm25 | Titles, one: LabelledSet, questions: Iterable[Labelled]) -> Measures:
    asked = []
    for question in questions:
        if any(one.judgements.get(question.id, {}).values()):
            began = time.perf_counter()
            ranking = peer.ranking(question.text)
            asked.append(Asked(question, ranking, 1000 * (time.perf_counter() - began)))
    return measure(asked, one.judgements)


async def answered(answerer: Answerer, questions: Sequence[Labelled]) -> float:
    """The share of the questions that get an article."""
    answers = [await answerer.ask(question.text) for question in questions]
    return sum(isinstance(answer, Found) for answer in answers) / len(answers)


def row(name: str, titles: Measures, bm25: Measures, ours: Measures) -> str:
    both = [(bm25[key], ours[key]) for key in ("ndcg@10", "success@1")]
    cells = [shown(titles["ndcg@10"], ".3f")]
    cells += [f"{value:.3f}" for pair in both for value in pair if value is not None]
    cells += [shown(ours[f"answer_in_{where}@1"], ".3f") for where in ("sentence", "summary")]
    cells += [shown(ours[f"p{share}_ms"], ".1f") for share in (50, 95)]
    return f"| {name.strip()} | {ours['queries']} | " + " | ".join(cells) + " |"


def shown(value: float | None, form: str) -> str:
    return "" if value is None else format(value, form)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
