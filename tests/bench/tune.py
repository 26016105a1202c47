"""Fits the weights of the second stage on labelled sets, and shows what each of its parts earns.

usage: python -m tests.bench.tune FOLDER [SET ...]

The parts of every candidate of every question are worked out once and kept in the temporary folder until
the code changes. Every set is also asked as "several": five articles in one, as a post with several topics.
A set weighs the same however many questions it has, and its slips count as much as its clean questions.

The weights minimise the cross entropy between the softmax of the scores (times 10) and the right articles of
a page, by Adam, none below 0, their sum 1. Prints Markdown tables of nDCG@10: with the shipped weights, with
fitted ones, with each part left out and the others fitted anew, and with each set left out of the fitting.
"""

from __future__ import annotations

import asyncio
import pickle
import sys
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from math import log2
from pathlib import Path
from tempfile import gettempdir
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from bot.answers.answerer import Answerer
from bot.answers.compose import wanted
from bot.answers.labelled import Labelled
from bot.search.matcher import match
from bot.search.parts import WEIGHTS
from tests.bench.sets import LabelledSet, answering, read_sets

Numbers = NDArray[np.float64]

PAGE = 50
MOST = 600
TOPICS = 5
STEEP, DECAY, ROUNDS, STEP = 10.0, 1e-3, 200, 0.02
NAMES = tuple(WEIGHTS)
DISCOUNT = 1 / np.log2(np.arange(10) + 2)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One file of questions: parts [question, candidate, part], gains and presence [question, candidate],
    and the ideal DCG of each question. All gains are 0 where no right article is among the candidates."""

    set: str
    file: str
    parts: Numbers
    gains: Numbers
    present: NDArray[np.bool_]
    ideal: Numbers

    def ndcg(self, weights: Numbers) -> float:
        scores = np.where(self.present, self.parts @ weights, -np.inf)
        best = np.argsort(-scores, axis=1, kind="stable")[:, :10]
        return float(np.mean((np.take_along_axis(self.gains, best, 1) * DISCOUNT).sum(1) / self.ideal))

    def gradient(self, weights: Numbers) -> Numbers:
        """That of the cross entropy, over the questions with a right candidate."""
        askable = self.gains.sum(1) > 0
        parts, gains = self.parts[askable], self.gains[askable]
        scores = np.where(self.present[askable], STEEP * (parts @ weights), -np.inf)
        chances = np.exp(scores - scores.max(1, keepdims=True))
        wrong = chances / chances.sum(1, keepdims=True) - gains / gains.sum(1, keepdims=True)
        down: Numbers = np.einsum("qc,qcp->p", wrong, parts)
        return down / len(parts)


def main(folder: Path, names: Sequence[str]) -> None:
    sheets = [sheet for one in read_sets(folder) if not names or one.name in names for sheet in kept(one)]
    shipped = np.array([WEIGHTS[name] for name in NAMES])
    columns = [f"{one.set} {one.file}".strip() for one in sheets]
    print("| weights | mean | " + " | ".join(columns) + " |\n|" + " --- |" * (2 + len(sheets)))
    print(row("engine alone", sheets, np.eye(len(NAMES))[NAMES.index("engine")]))
    print(row("as shipped", sheets, shipped))
    fitted = fit(sheets, range(len(NAMES)))
    print(row("fitted anew", sheets, fitted))
    for part, name in enumerate(NAMES):
        print(row(f"without {name}", sheets, fit(sheets, [one for one in range(len(NAMES)) if one != part])))
    print(row("fitted on the other sets", sheets, *left_out(sheets)))
    print("\n| part | shipped | fitted anew |\n| --- | --- | --- |")
    for name, old, new in zip(NAMES, shipped, fitted, strict=True):
        print(f"| {name} | {old:.2f} | {new:.2f} |")


def row(name: str, sheets: Sequence[Sheet], *weights: Numbers) -> str:
    """One line of the table; one set of weights for all sheets or one for each."""
    each = weights * len(sheets) if len(weights) == 1 else weights
    values = [sheet.ndcg(one) for sheet, one in zip(sheets, each, strict=True)]
    mean = float(np.average(values, weights=shares(sheets)))
    return f"| {name} | {mean:.4f} | " + " | ".join(f"{value:.3f}" for value in values) + " |"


def shares(sheets: Sequence[Sheet]) -> list[float]:
    """How much each sheet counts: every set the same, every file of a set the same."""
    names = [sheet.set for sheet in sheets]
    return [1 / len(set(names)) / names.count(name) for name in names]


def left_out(sheets: Sequence[Sheet]) -> Iterator[Numbers]:
    """For each sheet the weights fitted without its corpus."""
    found = {}
    for name in {family(sheet) for sheet in sheets}:
        others = [sheet for sheet in sheets if family(sheet) != name]
        found[name] = fit(others or sheets, range(len(NAMES)))
    for sheet in sheets:
        yield found[family(sheet)]


def family(sheet: Sheet) -> str:
    return sheet.set.split()[0]


def fit(sheets: Sequence[Sheet], parts: Collection[int]) -> Numbers:
    """The weights of the parts that are used, the others 0; see the module."""
    used = np.isin(np.arange(len(NAMES)), list(parts))
    weights = np.where(used, 1 / len(NAMES), 0.0)
    mean, square = np.zeros(len(NAMES)), np.zeros(len(NAMES))
    for turn in range(1, ROUNDS + 1):
        down = DECAY * weights
        for sheet, share in zip(sheets, shares(sheets), strict=True):
            down = down + share * sheet.gradient(weights)
        mean, square = 0.9 * mean + 0.1 * down, 0.99 * square + 0.01 * down**2
        step = mean / (1 - 0.9**turn) / (np.sqrt(square / (1 - 0.99**turn)) + 1e-8)
        weights = np.where(used, np.maximum(0.0, weights - STEP * step), 0.0)
    shared: Numbers = weights / weights.sum()
    return shared


def kept(one: LabelledSet) -> list[Sheet]:
    """The sheets of a set, and of it with several articles in one, from the temporary folder if there."""
    place = Path(gettempdir()) / "wenda-tune" / code()[:16] / f"{one.name}.pickle"
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        sheets = [sheet for made in (one, several(one)) for sheet in asyncio.run(sheets_of(made))]
        place.write_bytes(pickle.dumps(sheets))
    return list(pickle.loads(place.read_bytes()))


def code() -> str:
    """A digest of the program: parts worked out by another are no use."""
    files = sorted((Path(__file__).parent.parent.parent / "bot").rglob("*.py"))
    return sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


def several(one: LabelledSet) -> LabelledSet:
    """The set with five articles at a time made one, under a title that says nothing."""
    shuffled = sorted(one.articles, key=lambda article: crc32(article.id.encode()))
    groups = [shuffled[place : place + TOPICS] for place in range(0, len(shuffled), TOPICS)]
    made = [
        replace(group[0], title=f"要闻{place}", text="\n\n".join(part.text for part in group))
        for place, group in enumerate(groups)
    ]
    home = {part.id: group[0].id for group in groups for part in group}
    judgements: dict[str, dict[str, int]] = {}
    for question, judged in one.judgements.items():
        grades = judgements.setdefault(question, {})
        for article, grade in judged.items():
            grades[home[article]] = max(grade, grades.get(home[article], 0))
    return replace(one, name=f"{one.name} several", articles=tuple(made), judgements=judgements)


async def sheets_of(one: LabelledSet) -> list[Sheet]:
    async with answering(one.articles) as answerer:
        return [await sheet_of(answerer, one, file) for file in one.questions]


async def sheet_of(answerer: Answerer, one: LabelledSet, file: str) -> Sheet:
    rows = []
    for question in one.questions[file][:MOST]:
        grades = one.judgements.get(question.id, {})
        found = await looked_at(answerer, question) if any(grades.values()) else {}
        if found:
            rows.append((found, grades))
    parts = np.zeros((len(rows), PAGE, len(NAMES)))
    gains, present = np.zeros((len(rows), PAGE)), np.zeros((len(rows), PAGE), dtype=np.bool_)
    for place, (found, grades) in enumerate(rows):
        parts[place, : len(found)] = list(found.values())
        gains[place, : len(found)] = [2 ** grades.get(article, 0) - 1 for article in found]
        present[place, : len(found)] = True
    ideal = np.array([ideal_of(grades) for _, grades in rows])
    return Sheet(one.name, file.removeprefix("queries").strip("."), parts, gains, present, ideal)


async def looked_at(answerer: Answerer, question: Labelled) -> dict[str, tuple[float, ...]]:
    """The candidates of a question with their parts."""
    found = await answerer.candidates(question.text, limit=PAGE)
    matches = match(found.question.text, wanted(found.question, found.frequencies), found.hits)
    return {one.article.id: tuple(getattr(one.parts, name) for name in NAMES) for one in matches}


def ideal_of(grades: Mapping[str, int]) -> float:
    best = sorted(grades.values(), reverse=True)[:10]
    return float(sum((2**grade - 1) / log2(rank + 2) for rank, grade in enumerate(best)))


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(Path(sys.argv[1]), sys.argv[2:])
