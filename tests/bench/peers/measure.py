"""One half of a peer's measurement, in a process of its own: building its index, or asking it.

usage: python -m tests.bench.peers.measure build|ask PEER FOLDER [SECONDS]

Asking ends after all questions or after SECONDS; how many were asked is told along.
"""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path

from tests.bench import memory
from tests.bench.peers.known import KINDS
from tests.bench.peers.peer import Peer, texts_of
from tests.bench.place import Place
from tests.bench.quantiles import spread
from tests.bench.questions import WARM_UP, same

FEW = 5  # are enough to load what is loaded only once, and slow peers have no time for more


def build(peer: Peer, place: Place, index: Path) -> dict[str, float | None]:
    peer.build(texts_of(place), index)
    return {"index_mb": sum(file.stat().st_size for file in index.rglob("*") if file.is_file()) / 2**20}


def ask(peer: Peer, place: Place, index: Path, seconds: float) -> dict[str, float | None]:
    began = time.perf_counter()
    peer.open(index)
    opened = time.perf_counter() - began
    questions = place.questions()
    for question in questions[:FEW]:
        peer.best(question.text)
    spent, right = [], []
    until = time.perf_counter() + seconds
    for question in questions[WARM_UP:]:
        began = time.perf_counter()
        best = peer.best(question.text)
        spent.append(1000 * (time.perf_counter() - began))
        if question.right:
            right.append(bool(best) and same(best[0], question.right))
        if time.perf_counter() > until:
            break
    held = memory.of_this_process()
    return {
        **spread("ms", spent),
        "questions": len(spent),
        "success@1": sum(right) / len(right) if right else None,
        "open_seconds": opened,
        "memory_mb": held.anonymous if held else None,
    }


def main(half: str, name: str, folder: Path, seconds: float) -> None:
    place, index = Place(folder), folder / f"peer-{name}"
    peer = KINDS[name].make()
    told = build(peer, place, index) if half == "build" else ask(peer, place, index, seconds)
    print(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]), float([*sys.argv, "60"][4]))
