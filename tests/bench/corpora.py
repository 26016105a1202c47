"""A corpus of any size: bulk news where that lies at hand, else the shipped articles' sentences anew."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.errors import UsageError
from bot.posts.folder import load
from bot.posts.site import Site
from bot.search.sentences import sentences
from tests.bench.place import POSTS, Place

OURS = Path(__file__).parent.parent.parent / "corpus"
BULK, WRITER = "bulk_news.jsonl.zst", "make_posts.py"
BULK_POSTS = 120_000  # the bulk holds a few more; larger corpora repeat it with its sentences reordered
CHARACTERS = 700
CATEGORIES = 40
START = datetime(2000, 1, 1, tzinfo=UTC)


def source_of(posts: Path) -> str:
    """What the posts are made of, in words for the report."""
    return "bulk news" if has_bulk(posts) else "the shipped articles' sentences in random order"


def has_bulk(posts: Path) -> bool:
    return (posts / BULK).is_file() and (posts / WRITER).is_file()


def make_corpus(place: Place, size: int, posts: Path) -> None:
    """Fill the corpus of a place, all or nothing; one that is there stays."""
    if place.corpus.is_dir():
        return
    unfinished = place.folder / "corpus.unfinished"
    shutil.rmtree(unfinished, ignore_errors=True)
    (unfinished / POSTS).mkdir(parents=True)
    if has_bulk(posts):
        write_bulk(unfinished, size, posts)
    else:
        write_own(unfinished / POSTS, size)
    unfinished.rename(place.corpus)


def write_bulk(folder: Path, size: int, posts: Path) -> None:
    """At least `size` posts by the bulk's own writer."""
    repeat = -(-size // BULK_POSTS)
    limit = -(-size // repeat)
    asked = [str(posts / BULK), str(folder), "--limit", str(limit), "--repeat", str(repeat)]
    done = subprocess.run(
        [sys.executable, str(posts / WRITER), *asked], capture_output=True, text=True, check=False
    )
    if done.returncode or not any((folder / POSTS).iterdir()):
        raise UsageError(
            f"{posts / WRITER} wrote no posts: {done.stderr.strip()[-300:]}",
            hint="install the program zstd, or name another folder by --posts",
        )


def write_own(folder: Path, size: int) -> None:
    """The same posts for the same size: sentences and titles are drawn with a fixed seed."""
    for number, (title, text) in enumerate(own_texts(size)):
        date = START + timedelta(minutes=number)
        head = f'---\nlayout: post\ntitle: "{title}"\ndate: {date:%Y-%m-%d %H:%M:%S} +0000\n'
        name = f"{date:%Y-%m-%d}-made{number}.md"
        body = f"categories: made{number % CATEGORIES}\n---\n\n{text}\n"
        (folder / name).write_text(head + body, encoding="utf-8")


def own_texts(size: int) -> Iterator[tuple[str, str]]:
    """Titles with texts of about 700 characters out of the shipped articles' sentences."""
    draw = random.Random(size)
    articles = load([OURS], Site(), now=datetime.now(UTC)).articles
    pool = [one.text[start:end] for one in articles for start, end in sentences(one.text)]
    for number in range(size):
        text = ""
        while len(text) < CHARACTERS:
            text += draw.choice(pool)
        yield f"{draw.choice(articles).title} {number}".replace('"', "”"), text
