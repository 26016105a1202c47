"""Wenda measured at several sizes, beside its peers: `python -m tests.bench --help`."""

from __future__ import annotations

import json
import signal
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict

from bot.errors import WendaError
from tests.bench.corpora import make_corpus, source_of
from tests.bench.ledger import Entry, Ledger, Values, complete
from tests.bench.machine import described
from tests.bench.options import Options, read
from tests.bench.place import Place, place_of
from tests.bench.plan import ROWS, Row, steps
from tests.bench.questions import make_questions
from tests.bench.report import markdown
from tests.bench.rows.build import bring_up_to_date
from tests.bench.running import RowFailed, RowTooSlow
from tests.bench.writing import write_docs


def main(arguments: Sequence[str] | None = None) -> int:
    options = read(arguments, [(row.name, row.about) for row in ROWS])
    ledger = Ledger(options.work / "results")
    forget(options, ledger)
    try:
        entries = [done(row, size, options, ledger) for row, size in steps(ROWS, options)]
    except WendaError as error:
        say(f"{error}\nhint: {error.hint}")
        return 2
    except KeyboardInterrupt:
        say("stopped; the same command goes on from here")
        return 130
    about = described(options, source_of(options.posts))
    if options.write:
        write_docs(options.write, entries, about)
    if options.as_json:
        print(json.dumps([asdict(one) for one in entries], ensure_ascii=False, indent=1))
    else:
        print(markdown(entries, about))
    return 0


def forget(options: Options, ledger: Ledger) -> None:
    for one in options.again:
        name, _, size = one.partition("@")
        for each in [int(size)] if size else options.sizes:
            ledger.forget(name, each)


def done(row: Row, size: int, options: Options, ledger: Ledger) -> Entry:
    """A row with all its rounds; what is written down is not measured again."""
    if (why := row.hinder(size, options)) and not ledger.entry(row.name, size).rounds:
        say(f"{row.name}, {size:,} posts: {why}")
        return Entry(row.name, size, skipped=why)
    if options.tell:
        return ledger.entry(row.name, size)
    place = place_of(options.work, size)

    def measure(turn: int) -> Values:
        if turn == len(ledger.entry(row.name, size).rounds):
            prepare(row, place, size, options)
        began = time.perf_counter()
        say(f"{row.name}, {size:,} posts, round {turn + 1} of {row.rounds}", end=" … ")
        values = row.measure(place, options, turn)
        say(f"{time.perf_counter() - began:.1f} s")
        return values

    try:
        return complete(ledger, row.name, size, row.rounds, measure)
    except RowFailed as error:
        say(f"failed: {error}")
        entry = Entry(row.name, size, failed=str(error))
        if isinstance(error, RowTooSlow):  # another error may be gone next time, and costs less to try
            ledger.write(entry)
        return entry


def prepare(row: Row, place: Place, size: int, options: Options) -> None:
    """The corpus, its questions and, for rows that need it, its index; what is there already stays."""
    place.folder.mkdir(parents=True, exist_ok=True)
    make_corpus(place, size, options.posts)
    make_questions(place, options.questions)
    if row.indexed:
        bring_up_to_date(place, options.limit)


def say(text: str, *, end: str = "\n") -> None:
    print(text, file=sys.stderr, end=end, flush=True)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # what was started is stopped either way
    sys.exit(main())
