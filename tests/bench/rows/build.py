"""The first build of an index by `wenda index`: its rate, its memory, and what lies on the disk after it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

from tests.bench.ledger import Values
from tests.bench.place import Place
from tests.bench.running import python


def measured(place: Place, limit: float) -> Values:
    """The rate counts the whole process from starting Python, the peak all processes together."""
    shutil.rmtree(place.index, ignore_errors=True)
    corpus, index = str(place.corpus), str(place.index)
    ran = python("bot", "index", "--corpus", corpus, "--index", index, "--json", limit=limit)
    posts, text = sum(1 for _ in place.posts()), place.text_bytes()
    return {
        "posts": posts,
        "articles": ran.told["articles"],
        "seconds": ran.seconds,
        "posts_per_second": posts / ran.seconds,
        "peak_mb": ran.peak.anonymous if ran.peak else None,
        "peak_files_mb": ran.peak.files if ran.peak else None,
        "text_mb": text / 2**20,
    }


def bring_up_to_date(place: Place, limit: float) -> None:
    """An index of what the corpus holds now, whatever an earlier run left."""
    corpus, index = str(place.corpus), str(place.index)
    python("bot", "index", "--corpus", corpus, "--index", index, "--json", limit=limit)


def on_disk(place: Place) -> Values:
    """What the index takes, whole and by parts, once a bot has run over it."""
    text, parts = place.text_bytes(), dict(sorted(parts_of(place.index)))
    return {
        "index_multiple": sum(parts.values()) / text,
        "index_mb": sum(parts.values()) / 2**20,
        **{f"{name}_mb": size / 2**20 for name, size in parts.items()},
    }


def parts_of(index: Path) -> Iterator[tuple[str, int]]:
    """Bytes on the disk by what they are for; a file with two names counts once."""
    sizes: dict[str, int] = {}
    seen = set()
    for folder, _, names in os.walk(index):
        for file in (Path(folder, name) for name in names):
            told = file.stat()
            if told.st_ino not in seen:
                seen.add(told.st_ino)
                part = part_of(file.relative_to(index))
                sizes[part] = sizes.get(part, 0) + told.st_size
    yield from sizes.items()


def part_of(file: Path) -> str:
    """gen-7/x.store -> stored_articles; manifest-gen-7.sqlite -> manifest."""
    if len(file.parts) > 1:
        return "stored_articles" if file.suffix == ".store" else "search_index"
    return "manifest" if file.name.startswith("manifest") else "lexicon_and_rest"
