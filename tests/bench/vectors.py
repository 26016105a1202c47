"""What meaning costs: vectors of passages, finding the nearest, and readers who ask while vectors are made.

    python -m tests.bench.vectors passages
    python -m tests.bench.vectors nearest
    python -m tests.bench.vectors beside FOLDER INDEX

The last one asks questions of a folder of posts, in turns: with nothing beside them, and while the builder
works. It makes its index in INDEX, if there is none, and takes away the vectors that are there.
"""

from __future__ import annotations

import asyncio
import functools
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from statistics import median
from zoneinfo import ZoneInfo

import numpy as np

from bot.answers.apart import AnswererApart
from bot.app import open_running
from bot.opening import open_answerer
from bot.search.meaning.builder import Builder
from bot.search.meaning.choice import OFF, Choice
from bot.search.meaning.opening import open_embedder, open_vectors
from bot.search.meaning.quantised import nearest_rows, quantised
from bot.search.meaning.store import PREFIX
from bot.settings import Settings
from tests.bench.quantiles import quantile
from tests.bench.questions import known

QUESTION = "招商银行去年的净利润增长了多少"
SENTENCE = "本报讯记者从有关方面获悉，今年以来该公司收入保持稳定增长，董事会决定向全体股东派发现金红利。"
LENGTHS = (60, 120, 300)
SIZES = (10_000, 100_000, 1_000_000)
DIMENSIONS = 384
ASKED, ROUNDS = 15, 4  # questions of a turn; how often each is asked
ON = Choice("on")
MODES = (("words", OFF), ("words and meaning", ON))
SHANGHAI = ZoneInfo("Asia/Shanghai")


def main(arguments: Sequence[str]) -> None:
    match arguments:
        case ["passages"]:
            lines = passages()
        case ["nearest"]:
            lines = nearest()
        case ["beside", folder, index]:
            lines = iter(asyncio.run(beside(Path(folder), Path(index))))
        case _:
            raise SystemExit(__doc__)
    for line in lines:
        print(line, flush=True)


def passages() -> Iterator[str]:
    """On one thread."""
    model = open_embedder(ON)
    yield f"question of {len(QUESTION)} characters: {timed(lambda: model.questions([QUESTION]))}"
    for length in LENGTHS:
        text = (SENTENCE * 9)[:length]
        spent = timed(lambda: model.passages([text]))  # noqa: B023 — called at once
        yield f"passage of {length} characters: {spent}"


def nearest() -> Iterator[str]:
    """60 of so many random rows, as a question that brings 30 articles asks for."""
    made = np.random.default_rng(1)
    for size in SIZES:
        rows = made.integers(-127, 128, (size, DIMENSIONS), dtype=np.int8)
        scales = made.uniform(0.9, 1.1, size).astype(np.float32)
        vector = quantised(made.normal(size=(1, DIMENSIONS)).astype(np.float32))[0][0].astype(np.float32)
        spent = timed(lambda: nearest_rows(rows, scales, vector, 60))  # noqa: B023 — called at once
        yield f"nearest of {size:,}: {spent}"


def timed(work: Callable[[], object], times: int = 15) -> str:
    """Milliseconds of processor and by the clock, the medians, after one that is not counted."""
    work()
    clocks = time.process_time, time.perf_counter
    spent = []
    for _ in range(times):
        began = [clock() for clock in clocks]
        work()
        spent.append([1000 * (clock() - start) for clock, start in zip(clocks, began, strict=True)])
    processor, clock = (median(each) for each in zip(*spent, strict=True))
    return f"{processor:.1f} ms of processor, {clock:.1f} ms by the clock"


async def beside(folder: Path, index: Path) -> list[str]:
    """Words alone and with meaning, each in turns: with nothing beside the questions, and while vectors are
    made of everything."""
    texts = begun(folder, index)
    wenda = open_running(Settings(corpus_dir=(folder,), meaning="off"), index=index)
    await wenda.indexer.refresh()
    await wenda.aclose()
    builder = Builder(index, functools.partial(open_embedder, ON))
    await builder.renew()
    try:
        await begun_making(builder)
        lines = [
            line for name, choice in MODES for line in await compared(name, choice, texts, index, builder)
        ]
    finally:
        await builder.aclose()
    return [*lines, f"vectors in the end: {open_vectors(ON, index).count}"]


async def compared(
    name: str, choice: Choice, texts: Sequence[str], index: Path, builder: Builder
) -> list[str]:
    """Milliseconds of questions while the builder stands still, and while it works, in turns."""
    answerer = AnswererApart(functools.partial(open_answerer, index, Path("aliases.txt"), SHANGHAI, choice))
    spent: tuple[list[float], list[float]] = [], []
    child = builder._child  # whoever measures may stop it; nobody else needs to
    assert child is not None
    assert child.pid is not None
    try:
        await answerer.prepare()
        for turn, first in enumerate(range(0, len(texts), ASKED)):
            os.kill(child.pid, signal.SIGCONT if turn % 2 else signal.SIGSTOP)
            for text in texts[first : first + ASKED]:
                began = time.perf_counter()
                await answerer.ask(text)
                spent[turn % 2].append(1000 * (time.perf_counter() - began))
    finally:
        os.kill(child.pid, signal.SIGCONT)
        await answerer.aclose()
    return [f"{name}: {told(spent[0])}", f"{name}, while vectors are made: {told(spent[1])}"]


async def begun_making(builder: Builder) -> None:
    """Until the builder makes vectors: it has loaded its model and counted what is missing."""
    while not (builder.state.building and builder.state.building.rate):  # noqa: ASYNC110 — in another process
        await asyncio.sleep(0.1)


def begun(folder: Path, index: Path) -> list[str]:
    """Questions about the folder's posts, after the vectors of the index are taken away."""
    for old in index.glob(f"{PREFIX}*"):
        shutil.rmtree(old)
    return [one.text for one in known(iter(sorted(folder.rglob("*.md"))))] * ROUNDS


def told(spent: list[float]) -> str:
    return f"p50 {quantile(spent, 0.5):.1f} ms, p95 {quantile(spent, 0.95):.1f} ms of {len(spent)} questions"


if __name__ == "__main__":
    main(sys.argv[1:])
