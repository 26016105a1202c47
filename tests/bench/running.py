"""One fresh process: started, watched, stopped when its time is over; what it tells is its last line."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import gettempdir
from typing import Any

from bot.settings import DEFAULTS
from tests.bench.memory import Held, Watch
from tests.bench.options import ROOT

ELSEWHERE = Path(gettempdir())  # no `.env` of whoever measures lies there


class RowFailed(Exception):
    """A process that ended badly; says what it printed last."""


class RowTooSlow(RowFailed):
    """A process that was stopped when its time was over."""


@dataclass(frozen=True, slots=True)
class Ran:
    """out: its standard output; seconds: on the wall clock, with starting Python; peak: of all its
    processes together."""

    out: str
    seconds: float
    peak: Held | None

    @property
    def told(self) -> dict[str, Any]:
        """The JSON of its last line."""
        lines = self.out.strip().splitlines()
        if not lines:
            raise RowFailed("it printed nothing")
        told: dict[str, Any] = json.loads(lines[-1])
        return told


def python(module: str, *arguments: str, limit: float, environ: Mapping[str, str] | None = None) -> Ran:
    """`python -m module arguments` in a process of its own; raises RowFailed."""
    return run([sys.executable, "-m", module, *arguments], limit=limit, environ=environ)


def run(
    command: Sequence[str],
    *,
    limit: float,
    environ: Mapping[str, str] | None = None,
    folder: Path = ELSEWHERE,
) -> Ran:
    began = time.perf_counter()
    process = subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        errors="replace",
        env=clean_environment() | dict(environ or {}),
        cwd=folder,
        start_new_session=True,
    )
    with Watch(process.pid) as watch:
        try:
            out, talk = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired as error:
            end(process)
            raise RowTooSlow(f"it took longer than {limit:.0f} s and was stopped") from error
        except BaseException:  # the bench itself is being stopped, and takes what it started along
            end(process)
            raise
        seconds = time.perf_counter() - began
    if process.returncode:
        last = " ".join(talk.strip().splitlines()[-3:])
        raise RowFailed(f"it ended with {process.returncode}: {last or out.strip()[-300:]}")
    return Ran(out, seconds, watch.peak)


def end(process: subprocess.Popen[str]) -> None:
    """Kill the process and all that it started: they are a session of their own."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def clean_environment() -> dict[str, str]:
    """The environment without settings of Wenda, so that they are the same for everybody."""
    kept = {name: value for name, value in os.environ.items() if name not in DEFAULTS}
    return kept | {"PYTHONPATH": str(ROOT)}
