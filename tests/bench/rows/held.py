"""How much memory all processes of a running bot hold after some hundreds of questions, and how long one
of these takes from the process that converses to the one that answers and back."""

from __future__ import annotations

import asyncio
import json
import os
import sys
import time
from pathlib import Path

from tests.bench import memory
from tests.bench.place import Place
from tests.bench.quantiles import spread
from tests.bench.questions import WARM_UP
from tests.bench.rows.wenda import running


def main(folder: Path) -> None:
    print(json.dumps(asyncio.run(measured(Place(folder)))))


async def measured(place: Place) -> dict[str, float | None]:
    spent = []
    async with running(place) as wenda:
        for question in place.questions():
            began = time.perf_counter()
            await wenda.answerer.ask(question.text)
            spent.append(1000 * (time.perf_counter() - began))
        held = memory.of_tree(os.getpid())
    return {
        **spread("bot_ms", spent[WARM_UP:]),
        "memory_mb": held.anonymous if held else None,
        "file_cache_mb": held.files if held else None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
