"""How good the ranking is on labelled questions.

- the measures of `measures`, each the mean over the questions;
- answer_in_summary@1, answer_in_sentence@1: whether the first article's summary or answering sentence
  holds one of the question's answers, both normalised and without blanks; over the questions that
  have answers, None where there are none;
- p50_ms, p95_ms, p99_ms: the time of one question, understanding, both stages and the first card.

Questions without a relevant article in the judgements are left out; `queries` counts the others. A
judged article that was merged into another counts as that one (`Answerer.stand_ins`).
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil

from bot.answers.answerer import Answerer
from bot.answers.compose import Ranking
from bot.answers.labelled import QRELS_HINT, Judgements, Labelled
from bot.answers.measures import mean, scores
from bot.answers.runs import RunRow
from bot.errors import UsageError
from bot.search.text import normalise

OnQuestion = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """measures: by name, in a fixed order; None where there was nothing to measure. asked: what they
    are of, with the judgements that counted."""

    measures: Mapping[str, float | None]
    asked: tuple[Asked, ...]
    judgements: Judgements

    @property
    def run(self) -> tuple[RunRow, ...]:
        return tuple(_rows(self.asked))

    @property
    def ranked(self) -> dict[str, list[str]]:
        """Question id -> article ids, best first."""
        return {one.question.id: [name for name, _ in one.ranking.articles] for one in self.asked}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one question brought, and in how many milliseconds."""

    question: Labelled
    ranking: Ranking
    milliseconds: float


def unwatched(done: int, total: int) -> None:
    """The progress of an evaluation that nobody watches."""


async def evaluate(
    answerer: Answerer,
    questions: Sequence[Labelled],
    judgements: Judgements,
    *,
    limit: int = 100,
    by_meaning: bool = False,
    on_question: OnQuestion = unwatched,
) -> Evaluation:
    """Ask every judged question and measure; `limit` articles are ranked for each.

    by_meaning: what is nearest in meaning is ranked, whatever the words.
    """
    rank = answerer.nearest if by_meaning else answerer.ranking
    judged = [question for question in questions if any(judgements.get(question.id, {}).values())]
    if not judged:
        raise UsageError("no question has a relevant article in the judgements", hint=QRELS_HINT)
    named = {article for question in judged for article in judgements[question.id]}
    judgements = _renamed(judgements, await answerer.stand_ins(named))
    asked = []
    for done, question in enumerate(judged, start=1):
        began = time.perf_counter()
        ranking = await rank(question.text, limit=limit)
        asked.append(Asked(question, ranking, 1000 * (time.perf_counter() - began)))
        on_question(done, len(judged))
    return Evaluation(measure(asked, judgements), tuple(asked), judgements)


def measure(asked: Sequence[Asked], judgements: Judgements) -> dict[str, float | None]:
    """All measures of what was asked, at least one question, by name."""
    run = {one.question.id: [article for article, _ in one.ranking.articles] for one in asked}
    times = sorted(one.milliseconds for one in asked)
    return {
        "queries": len(asked),
        **{name: mean(values.values()) for name, values in scores(run, judgements).items()},
        "answer_in_summary@1": _share_answered(asked, in_sentence=False),
        "answer_in_sentence@1": _share_answered(asked, in_sentence=True),
        **{f"p{share}_ms": times[ceil(share / 100 * len(times)) - 1] for share in (50, 95, 99)},
    }


def _share_answered(asked: Sequence[Asked], *, in_sentence: bool) -> float | None:
    return mean(float(_answered(one, in_sentence)) for one in asked if one.question.answers)


def _answered(asked: Asked, in_sentence: bool) -> bool:
    card = asked.ranking.first
    if card is None:
        return False
    text = _bare(card.sentence.text if in_sentence else card.summary)
    return any(bare in text for answer in asked.question.answers if (bare := _bare(answer)))


def _bare(text: str) -> str:
    return normalise(text).replace(" ", "")


def _renamed(judgements: Judgements, stand_ins: Mapping[str, str]) -> dict[str, dict[str, int]]:
    renamed: dict[str, dict[str, int]] = {}
    for question, articles in judgements.items():
        grades = renamed.setdefault(question, {})
        for article, grade in articles.items():
            name = stand_ins.get(article, article)
            grades[name] = max(grade, grades.get(name, 0))
    return renamed


def _rows(asked: Sequence[Asked]) -> Iterable[RunRow]:
    for one in asked:
        for rank, (article, score) in enumerate(one.ranking.articles, start=1):
            yield RunRow(one.question.id, article, rank, score)
