"""How long the whole path of a question takes: by words, by words and meaning, and where its vector is known.

    python -m tests.bench.path FOLDER INDEX

Asks questions of a folder of posts, whose index is made in INDEX if there is none. Random vectors, written in
the order in which real ones are, stand in for those of the articles, which would take hours; what they
bring is nonsense, and takes as long.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from bot.app import open_running
from bot.opening import open_answerer
from bot.search.engine import View
from bot.search.engines.opening import open_engine
from bot.search.meaning.building import passages_of
from bot.search.meaning.choice import OFF, Choice
from bot.search.meaning.opening import fingerprint_of, open_sense
from bot.search.meaning.store import Head, folder_of
from bot.search.meaning.walking import newest_first
from bot.search.meaning.writing import writing
from bot.settings import Settings
from tests.bench.questions import known
from tests.bench.vectors import DIMENSIONS, SHANGHAI, told

ON = Choice("on")
WARM, ASKED = 40, 200
ALIKE, APART = 0.8, 0.6  # cosines of e5 lie close together


def questions(folder: Path) -> list[str]:
    return [one.text for one in islice(known(iter(sorted(folder.rglob("*.md")))), WARM + ASKED)]


async def measured(folder: Path, index: Path, texts: Sequence[str]) -> list[str]:
    wenda = open_running(Settings(corpus_dir=(folder,), meaning="off"), index=index)
    await wenda.indexer.refresh()
    await wenda.aclose()
    engine = open_engine("local", index)
    by_words = open_answerer(index, Path("aliases.txt"), SHANGHAI, OFF)
    with TemporaryDirectory() as state:
        count = await engine.look(lambda view: stand_in(view, Path(state)))
        sense = open_sense(ON, Path(state), patience=60.0)
        by_both = by_words.by(sense)
        await by_words.prepare()
        ways = {"words": by_words, "both": by_both, "both, its vector known": by_both}
        spent: dict[str, list[float]] = {name: [] for name in ways}
        for text in texts:
            for name, answerer in ways.items():
                began = time.perf_counter()
                await answerer.ask(text)
                spent[name].append(1000 * (time.perf_counter() - began))
    await engine.aclose()
    lines = [f"{name}: {told(times[WARM:])}" for name, times in spent.items()]
    return [f"{count:,} vectors", *lines]


def stand_in(view: View, state: Path) -> int:
    """Random vectors of all passages, first those of the beginnings; tells how many."""
    made = np.random.default_rng(1)
    common = unit(made.standard_normal((1, DIMENSIONS), np.float32))
    fingerprint = fingerprint_of(ON)
    with writing(folder_of(state, fingerprint), Head(fingerprint, DIMENSIONS)) as writer:
        for part in (slice(0, 1), slice(1, None)):
            for articles in newest_first(view):
                entries = [one.entry for article in articles for one in passages_of(article)[part]]
                own = unit(made.standard_normal((len(entries), DIMENSIONS), np.float32))
                if entries:
                    writer.append(entries, unit(ALIKE * common + APART * own))
        return writer.reader.count


def unit(
    rows: np.ndarray[tuple[int, int], np.dtype[np.float32]],
) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / lengths, np.float32)


def main(arguments: Sequence[str]) -> None:
    if len(arguments) != 2:
        raise SystemExit(__doc__)
    folder, index = map(Path, arguments)
    for line in asyncio.run(measured(folder, index, questions(folder))):
        print(line, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
