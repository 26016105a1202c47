"""How many questions a second the real `wenda run` answers through a Bot API server on this machine.

The third argument is a folder with a `client.py` that has `Rig`: a server without flood limits and people who
write to the bot. Fifty questions are always under way, of four hundred readers in turn. A bot that answers a
constant text is measured the same way: python-telegram-bot itself cannot do more here. A second run of Wenda
is looked at by py-spy, to see where the time goes.
"""

from __future__ import annotations

import asyncio
import importlib
import json
import os
import sys
import time
from collections import deque
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from tests.bench.ledger import Values
from tests.bench.memory import PROC, tree
from tests.bench.place import Place
from tests.bench.quantiles import spread
from tests.bench.stacks import shares

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
UNDER_WAY, PEOPLE = 50, 400
WARM_UP_SECONDS, SECONDS = 5.0, 30.0
PATIENCE = 60.0
START = 600.0
UNPACED = {"MESSAGES_PER_SECOND": "9999"}  # the server has no limits, so that the bot needs none
RATE = "100"  # samples of the stacks a second


@dataclass(frozen=True, slots=True)
class Bot:
    """A running bot, and the people who write to it."""

    process: Any
    people: Sequence[Any]


def main(folder: Path, rig: Path) -> None:
    sys.path.insert(0, str(rig))
    print(json.dumps(asyncio.run(measured(Place(folder), importlib.import_module("client").Rig))))


async def measured(place: Place, rig: Any) -> Values:
    texts = [question.text for question in place.questions()]
    wenda = ("-m", "bot", "run", "--index", str(place.index))
    async with running(rig, *wenda, CORPUS_DIR=str(place.corpus)) as bot:
        await load(bot, texts, WARM_UP_SECONDS)
        values = await load(bot, texts, SECONDS)
        stages = await looked_into(bot, texts)
    async with running(rig, "-m", "tests.bench.rows.constant_bot") as bot:
        await load(bot, texts, WARM_UP_SECONDS)
        constant = await load(bot, texts, SECONDS)
    return values | {f"constant_{name}": value for name, value in constant.items()} | stages


@asynccontextmanager
async def running(rig: Any, *arguments: str, **settings: str) -> AsyncIterator[Bot]:
    async with rig(flood=False) as server:
        server.bot(TOKEN, "wenda_bench_bot")
        people = [server.user(f"Reader{number}", lang="zh-hans") for number in range(PEOPLE)]
        root = server.base_url.removesuffix("/bot")
        environ = {
            "BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": root,
            "LOG_LEVEL": "warning",
            **UNPACED,
            **settings,
        }
        process = await server.launch(sys.executable, *arguments, timeout=START, **environ)
        await people[0].send("？")
        await people[0].reply(timeout=START)
        yield Bot(process, people)
        process.terminate()
        await process.wait()


async def load(bot: Bot, texts: Sequence[str], seconds: float) -> Values:
    """Questions under way for so many seconds; the rate counts those that were answered."""
    free, spent, missing = deque(bot.people), [], 0
    until = time.perf_counter() + seconds

    async def asker(number: int) -> None:
        nonlocal missing
        while time.perf_counter() < until:
            reader = free.popleft()
            began, number = time.perf_counter(), number + 1
            await reader.send(texts[number % len(texts)])
            try:
                await reader.reply(timeout=PATIENCE)
            except TimeoutError:
                missing += 1
            spent.append(1000 * (time.perf_counter() - began))
            free.append(reader)

    began, before, own = time.perf_counter(), processor(bot.process.pid), time.process_time()
    await asyncio.gather(*(asker(number * len(texts) // UNDER_WAY) for number in range(UNDER_WAY)))
    took = time.perf_counter() - began
    return {
        "questions_per_second": len(spent) / took,
        "processor_ms": 1000 * (processor(bot.process.pid) - before) / len(spent),
        "server_processor_ms": 1000 * (time.process_time() - own) / len(spent),
        **spread("ms", spent),
        "missing": missing,
    }


def processor(root: int) -> float:
    """Seconds of processor time that a process and those that it started have used, all threads together."""
    return sum(ticks(number) for number in tree(root)) / os.sysconf("SC_CLK_TCK")


def ticks(number: int) -> int:
    after = (PROC / str(number) / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(after[11]) + int(after[12])


async def looked_into(bot: Bot, texts: Sequence[str]) -> Values:
    """Stage -> its share of the time on a processor, "" where py-spy is missing or may not look."""
    program = Path(sys.executable).with_name("py-spy")
    with TemporaryDirectory() as folder:
        file = Path(folder, "stacks")
        duration = ("--duration", str(int(SECONDS)), "--rate", RATE, "--subprocesses")
        asked = ("record", "--pid", str(bot.process.pid), *duration)
        quiet = asyncio.subprocess.DEVNULL
        try:
            spy = await asyncio.create_subprocess_exec(
                str(program), *asked, "--format", "raw", "--output", str(file), stdout=quiet, stderr=quiet
            )
        except OSError:
            return {}
        await load(bot, texts, SECONDS)
        await spy.wait()
        return await asyncio.to_thread(stages_in, file)


def stages_in(file: Path) -> Values:
    lines = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    return {f"stage {stage}": share for stage, share in shares(lines).items()}


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[3]))
