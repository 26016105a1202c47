"""How long a running bot takes from "ten files have changed" until readers find what is new.

The files get a sentence with a word that no other post has. A reader asks for that word all the time, and
the reload counts as visible when the answer holds it.
"""

from __future__ import annotations

import asyncio
import json
import random
import sys
import time
from pathlib import Path

from bot.answers.answer import Found
from bot.app import RunningWenda
from tests.bench.place import Place
from tests.bench.rows.wenda import running

FILES = 10
PAUSE = 0.02


def main(folder: Path, turn: int) -> None:
    print(json.dumps(asyncio.run(measured(Place(folder), turn))))


async def measured(place: Place, turn: int) -> dict[str, float]:
    """The second of two reloads: the first one loads what is loaded only once."""
    async with running(place) as wenda:
        await wenda.indexer.refresh()
        for part in ("first", "second"):
            word = f"wq{time.time_ns()}"
            change(place, word, random.Random(f"{turn} {part}"))
            told = await reloaded(wenda, word)
    return told


async def reloaded(wenda: RunningWenda, word: str) -> dict[str, float]:
    began = time.perf_counter()
    work = asyncio.create_task(wenda.indexer.refresh())
    while not await finds(wenda, word):
        if work.done():
            work.result()
        await asyncio.sleep(PAUSE)
    visible = time.perf_counter() - began
    report = await work
    done = time.perf_counter() - began
    return {"visible_seconds": visible, "done_seconds": done, "changed": report.changed}


async def finds(wenda: RunningWenda, word: str) -> bool:
    answer = await wenda.answerer.ask(word)
    return isinstance(answer, Found) and word in answer.cards[0].article.text


def change(place: Place, word: str, draw: random.Random, number: int = FILES) -> None:
    """A sentence more at the end of so many posts."""
    for file in draw.sample(list(place.posts()), number):
        file.write_text(f"{file.read_text(encoding='utf-8')}\n\n更新编号{word}。\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
