"""A peer at a size: built in one process, asked in another, its index removed afterwards."""

from __future__ import annotations

import shutil

from tests.bench.ledger import Values
from tests.bench.place import Place
from tests.bench.running import python

ASKING = 120.0  # seconds: slow peers are asked fewer questions


def measured(name: str, place: Place, limit: float) -> Values:
    index = place.folder / f"peer-{name}"
    shutil.rmtree(index, ignore_errors=True)
    index.mkdir()
    try:
        module, folder = "tests.bench.peers.measure", str(place.folder)
        built = python(module, "build", name, folder, limit=limit)
        asked = python(module, "ask", name, folder, str(ASKING), limit=limit)
    finally:
        shutil.rmtree(index, ignore_errors=True)
    posts = sum(1 for _ in place.posts())
    return {
        "posts": posts,
        "seconds": built.seconds,
        "posts_per_second": posts / built.seconds,
        "peak_mb": built.peak.anonymous if built.peak else None,
        **built.told,
        **asked.told,
    }
