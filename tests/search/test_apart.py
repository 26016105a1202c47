from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import subprocess
import sys
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from bot.errors import CheckFailed, CorpusError, EngineError
from bot.search.apart import Apart, listen
from bot.search.engines.local import LocalEngine
from bot.search.lexicon_store import load
from bot.search.report import Progress
from tests.search.folders import SITE, indexed, loaded, write_post

pytestmark = pytest.mark.skipif(os.name != "posix", reason="ends processes the POSIX way")


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    for name in ("one", "two", "three"):
        write_post(folder, name)
    return folder


@pytest.fixture
def apart(corpus: Path, tmp_path: Path) -> Apart:
    return Apart(folders=[corpus], state=tmp_path / "state", site=SITE, workers=0, few=0)


async def test_a_child_does_what_an_indexer_does_and_stores_the_lexicon(
    apart: Apart, corpus: Path, tmp_path: Path
) -> None:
    told: list[Progress] = []
    (corpus / "_posts" / "2022-03-14-bad.md").write_bytes(b"")
    report = await apart.refresh(told.append)
    assert (report.articles, report.added, report.rebuilt) == (3, 3, "nothing has been indexed yet")
    assert [problem.path for problem in report.problems] == ["_posts/2022-03-14-bad.md"]
    assert Progress("write", 3, 3) in told
    assert await indexed(LocalEngine(tmp_path / "state")) == loaded([corpus])
    child = apart._child  # the only way to wait for what nobody else needs to wait for
    assert child is not None
    await asyncio.to_thread(child.join)
    assert child.exitcode == 0
    assert list((tmp_path / "state").rglob("lexicon*"))
    assert await apart.outdated() == ""
    write_post(corpus, "four")
    assert (await apart.outlook()).new == 1
    await apart.aclose()


async def test_a_child_goes_back_and_stays_there(apart: Apart, corpus: Path) -> None:
    await apart.refresh()
    write_post(corpus, "four")
    assert (await apart.refresh()).added == 1
    assert (await apart.rollback()).documents == 3
    assert (await apart.refresh(automatic=True)).held
    await apart.aclose()


async def test_a_few_changed_files_are_read_without_a_child_and_its_lexicon_is_made_by_one(
    apart: Apart, corpus: Path, tmp_path: Path
) -> None:
    await apart.refresh()
    near = Apart(folders=[corpus], state=tmp_path / "state", site=SITE, workers=0)
    for name in ("four", "five"):
        write_post(corpus, name)
    told: list[Progress] = []
    assert (await near.refresh(told.append)).added == 2
    child = near._child
    assert child is not None
    await asyncio.to_thread(child.join)
    assert child.exitcode == 0
    status = await LocalEngine(tmp_path / "state").status()
    assert load(tmp_path / "state", key=status.version)
    await near.aclose()
    await apart.aclose()


async def test_an_error_comes_back_as_what_it_was_with_its_hint(apart: Apart, corpus: Path) -> None:
    os.rename(corpus, corpus.with_name("elsewhere"))
    with pytest.raises(CorpusError, match="is no folder") as raised:
        await apart.refresh()
    assert "CORPUS_DIR" in raised.value.hint


async def test_a_refused_index_says_how_much_was_lost(apart: Apart, corpus: Path) -> None:
    paths = [write_post(corpus, f"more{number}") for number in range(17)]
    await apart.refresh()
    for path in paths[:11]:
        path.unlink()
    with pytest.raises(CheckFailed) as raised:
        await apart.refresh()
    assert raised.value.loss == (20, 9)


def die(pipe: Connection) -> None:
    os._exit(3)


def test_a_child_that_ends_without_an_answer_is_an_error_with_the_next_step() -> None:
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=die, args=(there,))
    child.start()
    there.close()
    with pytest.raises(EngineError, match="ended without a word \\(exit code 3\\)") as raised:
        listen(child, here, print)
    assert "next reload" in raised.value.hint


async def test_a_refresh_that_is_cancelled_ends_its_child_and_leaves_the_old_index(
    apart: Apart, corpus: Path, tmp_path: Path
) -> None:
    await apart.refresh()
    write_post(corpus, "four")
    begun = asyncio.Event()
    running = asyncio.create_task(apart.refresh(lambda progress: begun.set() if apart._child else None))
    await begun.wait()
    child = apart._child
    assert child is not None
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert not child.is_alive()
    assert len(await indexed(LocalEngine(tmp_path / "state"))) in (3, 4)
    assert (await apart.refresh()).articles == 4
    await apart.aclose()


PARENT = """
import asyncio, sys
from pathlib import Path
from bot.search import workers
from bot.search.apart import Apart, listen
from tests.search.folders import SITE

def tell(progress):
    print(apart._child.pid, flush=True)

if __name__ == "__main__":
    apart = Apart(folders=[Path(sys.argv[1])], state=Path(sys.argv[2]), site=SITE, workers=0)
    asyncio.run(apart.refresh(tell))
    asyncio.run(asyncio.sleep(60))
"""


def test_a_child_whose_parent_was_killed_ends_too(corpus: Path, tmp_path: Path) -> None:
    script = tmp_path / "parent.py"
    script.write_text(PARENT, encoding="utf-8")
    arguments = [sys.executable, str(script), str(corpus), str(tmp_path / "state")]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    with subprocess.Popen(arguments, stdout=subprocess.PIPE, env=environment) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        parent.send_signal(signal.SIGKILL)
        # The pipe's other end is the child's, too: it closes when both are gone.
        parent.stdout.read()
    assert not Path(f"/proc/{child}").exists() or "Z" in Path(f"/proc/{child}/stat").read_text().split()[2]
