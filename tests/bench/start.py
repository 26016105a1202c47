"""How long a corpus takes to build, and to start with when nothing changed; every run a fresh process.

usage: python -m tests.bench.start [POSTS]

Writes POSTS posts (10,000 unless told) of about 700 characters, made of the shipped articles' sentences in
random order, and prints a Markdown table. Times are medians of five runs after one that warms up.
"""

from __future__ import annotations

import json
import random
import resource
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from bot.posts.folder import load
from bot.posts.site import Site
from bot.search.sentences import sentences

CORPUS = Path(__file__).parent.parent.parent / "corpus"
ROUNDS = 5
CHARACTERS = 700
QUESTION = "澜柏新能上半年净利润多少"
START = datetime(2022, 1, 1, tzinfo=UTC)


def main(posts: int) -> None:
    with TemporaryDirectory() as folder:
        corpus, index = Path(folder, "_posts"), Path(folder, "index")
        corpus.mkdir()
        write_posts(corpus, posts)
        places = ("--corpus", folder, "--index", str(index))
        build, report = timed("index", *places, "--json")
        built = json.loads(report)
        # ru_maxrss is in KiB on Linux; of all child processes so far the build was the largest.
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        unchanged = repeated("index", *places, "--json")
        reading = median(json.loads(timed("index", *places, "--json")[1])["seconds"] for _ in range(ROUNDS))
        asked = repeated("ask", QUESTION, *places, "--json")
    print("| what | measured |\n| --- | --- |")
    print(f"| posts | {posts:,} |")
    rate = built["articles"] / built["seconds"]
    print(f"| first build | {build:.1f} s, {rate:,.0f} posts/s, peak {peak:.0f} MB |")
    print(f"| unchanged: scan and compare | {reading:.2f} s |")
    print(f"| unchanged: whole `wenda index`, with starting Python | {unchanged:.2f} s |")
    print(f"| unchanged: whole `wenda ask`, to the first answer | {asked:.2f} s |")


def write_posts(folder: Path, posts: int) -> None:
    """The same posts for the same number: the order of sentences is drawn with a fixed seed."""
    draw = random.Random(posts)
    articles = load([CORPUS], Site(), now=datetime.now(UTC)).articles
    pool = [one.text[start:end] for one in articles for start, end in sentences(one.text)]
    for number in range(posts):
        date = START + timedelta(minutes=number)
        text = ""
        while len(text) < CHARACTERS:
            text += draw.choice(pool)
        title = draw.choice(articles).title.replace('"', "”")
        head = f'---\nlayout: post\ntitle: "{title} {number}"\ndate: {date:%Y-%m-%d %H:%M:%S} +0000\n'
        name = f"{date:%Y-%m-%d}-made{number}.md"
        (folder / name).write_text(f"{head}categories: made{number % 40}\n---\n\n{text}\n", encoding="utf-8")


def timed(*arguments: str) -> tuple[float, str]:
    """Seconds and standard output of one `wenda` process."""
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "bot", *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode == 2:
        sys.exit(done.stderr)
    return time.perf_counter() - began, done.stdout


def repeated(*arguments: str) -> float:
    timed(*arguments)
    return median(timed(*arguments)[0] for _ in range(ROUNDS))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
