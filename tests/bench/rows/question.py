"""What a question costs in a process that runs on: `Answerer.ask`, from the text to the `Answer` with its
first five articles. Questions come one after the other; those of the warm-up are none of those that are
measured. The memory is that of a running bot, see `held`.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

from bot.app import opened, warm_up
from bot.serving import share_out_computing
from tests.bench.ledger import Values
from tests.bench.place import Place
from tests.bench.quantiles import spread
from tests.bench.questions import WARM_UP
from tests.bench.rows.wenda import answers_rightly, settings_of
from tests.bench.running import python

MOST_SECONDS = 1800.0


def main(folder: Path) -> None:
    told = asyncio.run(measured(Place(folder)))
    # Afterwards, since only then the lexicon is there, and in a process that holds nothing else.
    bot = python("tests.bench.rows.held", str(folder), limit=MOST_SECONDS).told
    print(json.dumps({**told, **bot}))


async def measured(place: Place) -> Values:
    questions = place.questions()
    warming, asked = questions[:WARM_UP], questions[WARM_UP:]
    spent, right = [], []
    async with opened(settings_of(place), index=place.index) as wenda:
        await warm_up(wenda)
        share_out_computing()
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
    return {
        **spread("ms", spent),
        "processor_ms": 1000 * busy / len(asked),
        "questions": len(asked),
        "success@1": sum(right) / len(right) if right else None,
    }


if __name__ == "__main__":
    main(Path(sys.argv[1]))
