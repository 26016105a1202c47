"""What a question costs in a process that runs on, and how much memory that process then holds.

Measured is `Answerer.ask`: from the text to the `Answer` with its first five articles. Questions come one
after the other; those of the warm-up are none of those that are measured.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from tests.bench import memory
from tests.bench.place import Place
from tests.bench.quantiles import spread
from tests.bench.questions import WARM_UP
from tests.bench.rows.wenda import answers_rightly, running


def main(folder: Path) -> None:
    print(json.dumps(asyncio.run(measured(Place(folder)))))


async def measured(place: Place) -> dict[str, float | None]:
    questions = place.questions()
    warming, asked = questions[:WARM_UP], questions[WARM_UP:]
    spent, right = [], []
    async with running(place) as wenda:
        for question in warming:
            await wenda.answerer.ask(question.text)
        busy = time.process_time()
        for question in asked:
            began = time.perf_counter()
            answer = await wenda.answerer.ask(question.text)
            spent.append(1000 * (time.perf_counter() - began))
            if question.right:
                right.append(answers_rightly(question, answer))
        busy = time.process_time() - busy
        held = memory.of_this_process()
    return {
        **spread("ms", spent),
        "processor_ms": 1000 * busy / len(asked),
        "questions": len(asked),
        "success@1": sum(right) / len(right) if right else None,
        "memory_mb": held.anonymous if held else None,
        "file_cache_mb": held.files if held else None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
