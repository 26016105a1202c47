"""The options of `python -m tests.bench`."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
SHARED: Final = ROOT.parent / "shared"
WORK: Final = Path(gettempdir()) / "wenda-bench"

HELP: Final = """\
Measures Wenda on corpora of several sizes, and beside it what one could use instead.

Every figure comes from a fresh process after a warm-up, and from several rounds their median. Results are
kept in the work folder as soon as a round is done: a stopped run goes on where it was, and --again measures
one row anew. Without --work that is the folder wenda-bench for temporary files. Let nothing
else run on the machine: a busy one says nothing about speed.
"""

EXAMPLES: Final = """\
rows:
{rows}

examples:
  python -m tests.bench                                     10,000 and 100,000 posts, everything
  python -m tests.bench --sizes 1000 --only build question  a first look, two minutes
  python -m tests.bench --sizes 10000 100000 1000000        some hours and 20 GB on the disk
  python -m tests.bench --again question                    one row anew, at each of the sizes
  python -m tests.bench --again build@100000                one row anew, at one size
  python -m tests.bench --tell --write docs                 put what was measured into docs/measurements.md

Peers come by `pip install --constraint constraints.txt --group bench`; one that is missing is named and left
out. Without bulk news (--posts) the posts are made of the shipped articles' sentences: many say the same, so
that "right first" tells little.
"""


@dataclass(frozen=True, slots=True)
class Options:
    """sizes: rising. only and again: names of rows; again may name one size of a row: "build@10000".
    tell: measure nothing. limit: seconds that one process may take. write: the docs folder to write into."""

    sizes: tuple[int, ...]
    work: Path
    posts: Path
    questions: Path
    rig: Path
    only: tuple[str, ...]
    again: tuple[str, ...]
    tell: bool
    limit: float
    as_json: bool
    write: Path | None


def read(arguments: Sequence[str] | None, rows: Sequence[tuple[str, str]]) -> Options:
    """The options as they were typed; ends the program with 2 where they are wrong, 0 for --help."""
    parser = parser_of(rows)
    given = parser.parse_args(arguments)
    known = [name for name, _ in rows]
    for name in (*given.only, *(one.partition("@")[0] for one in given.again)):
        if name not in known:
            parser.error(f"there is no row {name!r}; the rows are {', '.join(known)}")
    if min(given.sizes) < 100:
        parser.error(f"a size of {min(given.sizes)} posts tells nothing; take 100 or more")
    return Options(
        sizes=tuple(sorted(set(given.sizes))),
        work=given.work.resolve(),
        posts=given.posts.resolve(),
        questions=given.questions.resolve(),
        rig=given.rig.resolve(),
        only=tuple(given.only),
        again=tuple(given.again),
        tell=given.tell,
        limit=given.limit,
        as_json=given.json,
        write=given.write,
    )


def parser_of(rows: Sequence[tuple[str, str]]) -> argparse.ArgumentParser:
    listed = "\n".join(f"  {name:<11} {about}" for name, about in rows)
    parser = argparse.ArgumentParser(
        prog="python -m tests.bench",
        description=HELP,
        epilog=EXAMPLES.format(rows=listed),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("--sizes", type=int, nargs="+", default=[10_000, 100_000], metavar="N", help="how many posts")
    add("--work", type=Path, default=WORK, metavar="FOLDER", help="keeps corpora, indexes, results")
    add(
        "--posts",
        type=Path,
        default=SHARED / "eval",
        metavar="FOLDER",
        help="has bulk_news.jsonl.zst and make_posts.py",
    )
    add("--questions", type=Path, default=SHARED / "eval" / "dev", metavar="FOLDER", help="has labelled sets")
    add("--rig", type=Path, default=SHARED / "rig", metavar="FOLDER", help="has a Bot API server: client.py")
    add("--only", nargs="+", default=[], metavar="ROW", help="these rows alone")
    add("--again", nargs="+", default=[], metavar="ROW", help="forget these rows' results first")
    add("--tell", action="store_true", help="only show what was measured before")
    add("--limit", type=float, default=5400.0, metavar="SECONDS", help="what one process may take (5400)")
    add("--json", action="store_true", help="print every result as JSON")
    add("--write", type=Path, metavar="FOLDER", help="write the table and the picture into this docs folder")
    return parser
