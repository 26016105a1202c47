from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import EngineError, PostError
from bot.search.workers import AHEAD, Workers


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    made = Workers(2)
    yield made
    made.close()


def slower_first(number: int) -> int:
    return sum(range(2_000_000 // number**3)) * 0 + number


def refuse(number: int) -> int:
    if number == 3:
        raise PostError(f"{number} is odd", line=7, hint="take an even one")
    return number


def pid(number: int) -> int:
    return os.getpid()


def die(number: int) -> int:
    os._exit(1)


def test_results_come_in_the_order_of_the_tasks(workers: Workers) -> None:
    assert list(workers.map(slower_first, range(1, 30))) == list(range(1, 30))


def test_tasks_are_taken_only_a_few_ahead_of_the_results(workers: Workers) -> None:
    taken: list[int] = []

    def tasks() -> Iterator[int]:
        for number in range(1, 100):
            taken.append(number)
            yield number

    results = workers.map(slower_first, tasks())
    next(results)
    assert len(taken) <= 2 * AHEAD
    results.close()  # type: ignore[attr-defined]  # it is a generator


@pytest.mark.parametrize("count", [0, 2])
def test_an_error_is_raised_where_its_result_would_stand(workers: Workers, count: int) -> None:
    results = (workers if count else Workers(0)).map(refuse, range(1, 9))
    assert [next(results), next(results)] == [1, 2]
    with pytest.raises(PostError, match="3 is odd") as raised:
        next(results)
    assert (raised.value.line, raised.value.hint) == (7, "take an even one")


def test_the_work_is_done_elsewhere_and_others_take_over_after_a_while() -> None:
    workers = Workers(1, life=2)
    pids = list(workers.map(pid, range(1, 6)))
    workers.close()
    assert os.getpid() not in pids
    assert pids[0] == pids[1] != pids[2] == pids[3] != pids[4]


def test_a_worker_that_is_killed_is_an_error_with_the_next_step() -> None:
    workers = Workers(1)
    with pytest.raises(EngineError, match="was killed") as raised:
        list(workers.map(die, [1]))
    assert "goes on where this stopped" in raised.value.hint
    workers.close()


PARENT = """
import os, sys
from bot.search.workers import Workers
from tests.search.test_workers import pid

if __name__ == "__main__":
    results = Workers(2).map(pid, range(1, 1000))
    print(next(results), flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(os.name != "posix", reason="kills processes the POSIX way")
def test_workers_whose_parent_was_killed_end_too(tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, env=environment) as parent:
        # The pipe is the workers', too: reading ends when all of them have ended.
        output, _ = parent.communicate()
    assert int(output) != parent.pid
