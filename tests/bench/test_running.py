"""A row is a process of its own: what it tells, how it fails, and what it holds."""

from __future__ import annotations

import os
import subprocess
import sys
from subprocess import PIPE

import pytest

from tests.bench.memory import PROC, Watch, fields_of, of_process, of_this_process, of_tree, tree
from tests.bench.running import RowFailed, RowTooSlow, run

LINUX = pytest.mark.skipif(
    not (PROC / "self" / "smaps_rollup").exists(), reason="memory is told by Linux only"
)


def program(text: str) -> list[str]:
    return [sys.executable, "-c", text]


def test_what_a_process_tells_is_the_json_of_its_last_line() -> None:
    ran = run(program("print('talk'); print('{\"ms\": 4.5}')"), limit=60)
    assert ran.told == {"ms": 4.5}
    assert ran.seconds > 0


def test_a_process_that_fails_says_what_it_printed_last() -> None:
    with pytest.raises(RowFailed, match="it ended with 3: no such corpus"):
        run(program("import sys; print('no such corpus', file=sys.stderr); sys.exit(3)"), limit=60)


def test_a_process_that_takes_too_long_is_stopped_with_all_that_it_started() -> None:
    text = "import subprocess, sys\nsubprocess.run([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
    with pytest.raises(RowTooSlow, match=r"longer than 0 s"):
        run(program(text), limit=0.4)


def test_settings_of_whoever_measures_do_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CORPUS_DIR", "elsewhere")
    ran = run(program("import json, os; print(json.dumps({'set': 'CORPUS_DIR' in os.environ}))"), limit=60)
    assert ran.told == {"set": False}


@LINUX
def test_the_peak_is_that_of_all_processes_together() -> None:
    text = "held = bytearray(40 << 20); print('ready', flush=True); input()"
    both = [subprocess.Popen(program(text), stdin=PIPE, stdout=PIPE, text=True) for _ in range(2)]
    for one in both:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    own = of_process(os.getpid())
    with Watch(os.getpid()) as watch:
        pass
    for one in both:
        one.communicate("go\n")
    assert own is not None
    assert watch.peak is not None
    assert watch.peak.anonymous > own.anonymous + 80


@LINUX
def test_memory_of_this_process_is_told_in_megabytes() -> None:
    before = of_this_process()
    held = bytearray(os.urandom(1)) * (32 << 20)
    after = of_this_process()
    assert before is not None
    assert after is not None
    assert 30 < after.anonymous - before.anonymous < 40
    assert len(held) == 32 << 20


@LINUX
def test_a_tree_begins_with_its_root() -> None:
    assert next(tree(os.getpid())) == os.getpid()
    assert of_tree(os.getpid()) is not None
    assert of_tree(2**30) is None


def test_only_lines_in_kilobytes_are_read() -> None:
    assert fields_of("Name:\tpython kB\nRssAnon:\t   120 kB\nThreads:\t3\n") == {"RssAnon": 120}
