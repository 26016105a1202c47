"""What readers and the event loop feel while the index is brought up to date: all in the bot's own wiring.

Twenty readers ask without a pause, in four phases: nobody asks (the loop alone), readers alone, a reload of
changed files, and a reload of everything. Lag is how much later than asked a sleep of two milliseconds ends.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from bot.answers.answer import Nothing
from bot.app import RunningWenda
from bot.errors import WendaError
from tests.bench.ledger import Values
from tests.bench.place import Place, Question
from tests.bench.quantiles import quantile, spread
from tests.bench.rows.reload import change
from tests.bench.rows.wenda import running

READERS = 20
NAP = 0.002
QUIET_SECONDS, ASKING_SECONDS = 5.0, 20.0
CHANGED = 0.01  # of all files


@dataclass
class Felt:
    """By phase, in milliseconds: the lags of the loop, the readers' answers, and how many of them failed."""

    phase: str = "quiet"
    lags: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    failures: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def main(folder: Path, turn: int) -> None:
    print(json.dumps(asyncio.run(measured(Place(folder), turn))))


async def measured(place: Place, turn: int) -> Values:
    felt, questions = Felt(), place.questions()
    # Listed here and not while readers ask: it would hold up the loop for most of a second.
    number = max(10, round(CHANGED * sum(1 for _ in place.posts())))
    seconds = {}
    async with running(place) as wenda, beside(sample(felt)):
        await asyncio.sleep(QUIET_SECONDS)
        felt.phase = "asking"
        async with beside(*(read(wenda, questions[start::READERS], felt) for start in range(READERS))):
            await asyncio.sleep(ASKING_SECONDS)
            await asyncio.to_thread(change, place, f"wq{time.time_ns()}", random.Random(turn), number)
            seconds["changed"] = await reloaded(wenda, felt, "changed", rebuild=False)
            seconds["full"] = await reloaded(wenda, felt, "full", rebuild=True)
    return told(felt, seconds)


async def reloaded(wenda: RunningWenda, felt: Felt, phase: str, *, rebuild: bool) -> float:
    began, felt.phase = time.perf_counter(), phase
    await wenda.indexer.refresh(rebuild=rebuild)
    felt.phase = "asking"
    return time.perf_counter() - began


@asynccontextmanager
async def beside(*work: object) -> AsyncIterator[None]:
    """The coroutines run as long as the block does; one that fails ends everything."""
    tasks = [asyncio.ensure_future(one) for one in work]  # type: ignore[call-overload]  # coroutines all
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
    for error in ended:
        if isinstance(error, BaseException) and not isinstance(error, asyncio.CancelledError):
            raise error


async def sample(felt: Felt) -> None:
    while True:
        phase, began = felt.phase, time.perf_counter()
        await asyncio.sleep(NAP)
        felt.lags[phase].append(max(0.0, 1000 * (time.perf_counter() - began - NAP)))


async def read(wenda: RunningWenda, questions: list[Question], felt: Felt) -> None:
    """A reader; an answer belongs to the phase in which it was asked for."""
    while True:
        for question in questions:
            phase, began = felt.phase, time.perf_counter()
            try:
                answer = await wenda.answerer.ask(question.text)
                failed = isinstance(answer, Nothing) and answer.reason == "no_articles"
            except WendaError:
                failed = True
            felt.failures[phase] += failed
            felt.answers[phase].append(1000 * (time.perf_counter() - began))


def told(felt: Felt, seconds: dict[str, float]) -> Values:
    values: Values = {f"{phase}_seconds": took for phase, took in seconds.items()}
    for phase, lags in felt.lags.items():
        values |= spread(f"{phase}_lag_ms", lags, (50, 99))
        values[f"{phase}_lag_ms_max"] = max(lags)
        values[f"{phase}_lags_over_5_ms"] = sum(lag > 5 for lag in lags)
        values[f"{phase}_lags"] = len(lags)
    for phase, answers in felt.answers.items():
        values |= spread(f"{phase}_ms", answers)
        values[f"{phase}_answers"] = len(answers)
        values[f"{phase}_failures"] = felt.failures[phase]
    idle = quantile(felt.answers["asking"], 0.95)
    for phase in seconds:
        during = quantile(felt.answers[phase], 0.95)
        values[f"{phase}_p95_ratio"] = during / idle if during and idle else None
    return values


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
