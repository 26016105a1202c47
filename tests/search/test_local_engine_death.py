"""What a process leaves behind that dies between writing a commit's files and naming them."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

from bot.search.engines.local import LocalEngine
from bot.search.tokens import document
from tests.search.articles import an_article


async def test_files_of_a_commit_that_died_do_not_stop_the_next(tmp_path: Path) -> None:
    articles = [an_article(f"a{number:02}") for number in range(40)]
    died, finished = tmp_path / "died", tmp_path / "finished"
    await LocalEngine(died).rebuild(map(document, articles), fingerprint="one")
    shutil.copytree(died, finished)
    change = [document(replace(articles[7], title="另一个标题"))]
    await LocalEngine(finished).update(change)
    left = [*finished.glob("gen-1/*.del"), finished / "gen-1" / ".managed.json"]
    assert len(left) > 1
    for file in left:
        shutil.copy(file, died / "gen-1")
    engine = LocalEngine(died)
    assert await engine.update(change) == 40
    assert [one.title for one in await engine.get(["a07"])] == ["另一个标题"]
