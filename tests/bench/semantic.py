"""Ranking by words, by meaning, and by both, on every labelled set; and where meaning must not cost anything.

usage: python -m tests.bench.semantic FOLDER [SET ...]

Prints two Markdown tables. The first has each file of questions of each set below the folder. The second has
the questions that words answer best: with codes, with other figures, with names, and titles of articles, as
they are written. Vectors are made first, in some tenths of a second an article, and kept in the temporary
folder.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.answers.answerer import Answerer
from bot.answers.evaluate import Asked, Evaluation, evaluate, measure
from bot.answers.labelled import Judgements, Labelled
from bot.answers.question import understand
from bot.search.rarity import is_name
from tests.bench.sets import LabelledSet, answering, read_sets

TITLES = 200
KINDS = ("codes", "other figures", "names", "titles as they are written")
HEAD = (
    "| set | questions | words | meaning | both | words | meaning | both | words, ms | both, ms |\n"
    "| | | success@1 | success@1 | success@1 | nDCG@10 | nDCG@10 | nDCG@10 | p50 | p50 |"
)
HEAD_OF_KINDS = (
    "| questions with | questions | words | both | words | both |\n"
    "| | | success@1 | success@1 | nDCG@10 | nDCG@10 |"
)


@dataclass(frozen=True, slots=True)
class Ways:
    """The same questions by words, by meaning (None where that was not asked), and by both."""

    words: Evaluation
    both: Evaluation
    meaning: Evaluation | None = None


def main(folder: Path, names: Sequence[str]) -> None:
    print(f"{headed(HEAD)}")
    kinds: dict[str, list[tuple[Ways, frozenset[str]]]] = {kind: [] for kind in KINDS}
    for one in read_sets(folder):
        if not names or one.name in names:
            asyncio.run(measured(one, kinds))
    print(f"\n{headed(HEAD_OF_KINDS)}")
    for kind, found in kinds.items():
        print(row_of_kind(kind, found))


def headed(head: str) -> str:
    """The heading in two lines, with the line below it."""
    first, second = head.split("\n")
    return f"{first}\n|{' --- |' * (first.count('|') - 1)}\n{second}"


async def measured(one: LabelledSet, kinds: Mapping[str, list[tuple[Ways, frozenset[str]]]]) -> None:
    """Print the set's rows of the first table, and note its questions of each kind."""
    async with answering(one.articles, meaning=one.name) as answerer:
        for file, questions in one.questions.items():
            ways = await asked(answerer, questions, one.judgements, alone=True)
            print(row(f"{one.name} {file.removeprefix('queries').strip('.')}".strip(), ways), flush=True)
            for kind in KINDS[:-1]:
                ids = frozenset(question.id for question in questions if kind in kinds_of(question.text))
                kinds[kind].append((ways, ids))
        titles, judgements = titles_of(one)
        if titles:
            ways = await asked(answerer, titles, judgements, alone=False)
            kinds[KINDS[-1]].append((ways, frozenset(title.id for title in titles)))


async def asked(
    answerer: Answerer, questions: Sequence[Labelled], judgements: Judgements, *, alone: bool
) -> Ways:
    """alone: also by meaning alone, last, since it leaves the vectors of questions behind."""
    words = await evaluate(answerer.by(None), questions, judgements)
    both = await evaluate(answerer, questions, judgements)
    meaning = await evaluate(answerer, questions, judgements, by_meaning=True) if alone else None
    return Ways(words, both, meaning)


def titles_of(one: LabelledSet) -> tuple[list[Labelled], Judgements]:
    """Titles that no other article has, of articles at even distances, each with its article."""
    titles = [article.title for article in one.articles]
    own = [article for article in one.articles if article.title and titles.count(article.title) == 1]
    chosen = own[:: max(1, len(own) // TITLES)][:TITLES]
    questions = [Labelled(f"title {article.id}", article.title) for article in chosen]
    return questions, {f"title {article.id}": {article.id: 1} for article in chosen}


def kinds_of(text: str) -> Iterator[str]:
    question = understand(text)
    if question.codes:
        yield "codes"
    if any(any(map(str.isdigit, word)) for word in question.words):
        yield "other figures"
    if any(map(is_name, question.words)):
        yield "names"


def row(name: str, ways: Ways) -> str:
    assert ways.meaning
    every = (ways.words, ways.meaning, ways.both)
    cells = [f"{one.measures[key]:.3f}" for key in ("success@1", "ndcg@10") for one in every]
    times = [f"{one.measures['p50_ms']:.1f}" for one in (ways.words, ways.both)]
    return f"| {name} | {ways.words.measures['queries']} | {' | '.join((*cells, *times))} |"


def row_of_kind(kind: str, found: Sequence[tuple[Ways, frozenset[str]]]) -> str:
    """All sets together, each question counting the same."""
    cells = []
    count = 0
    for key in ("success@1", "ndcg@10"):
        for by_words in (True, False):
            total, count = 0.0, 0
            for ways, ids in found:
                evaluation = ways.words if by_words else ways.both
                some: list[Asked] = [one for one in evaluation.asked if one.question.id in ids]
                if some:
                    value = measure(some, evaluation.judgements)[key]
                    total += len(some) * (value or 0.0)
                    count += len(some)
            cells.append(f"{total / count:.3f}" if count else "-")
    return f"| {kind} | {count} | {' | '.join(cells)} |"


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
