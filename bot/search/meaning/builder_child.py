"""What the child of `builder` does: it makes the vectors that are missing, with the lowest priority."""

from __future__ import annotations

import asyncio
import os
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import EmbedderError, EngineError, IndexBusy, IndexMissing, IndexStale, WendaError
from bot.search.engines.opening import open_engine
from bot.search.meaning.progress import Building, OnBuilding
from bot.search.workers import serve_parent

if TYPE_CHECKING:  # the parent need not load what computes
    from bot.search.meaning.embedder import Embedder

Open = Callable[[], "Embedder"]

LOWEST_PRIORITY = 19
FIRST_PAUSE = 30.0  # seconds before another try, doubled after each
LONGEST_PAUSE = 600.0


@dataclass(frozen=True, slots=True)
class Task:
    """state: the folder of the index. patient: what may pass by itself is told and waited for, else it ends
    the work."""

    state: Path
    opening: Open
    patient: bool


@dataclass(frozen=True, slots=True)
class Done:
    """Every article of this generation has its vectors."""

    building: Building
    version: str


def serve(pipe: Connection, task: Task) -> None:
    """Tells by the pipe of `Building`, of errors, and at the end `Done`."""
    serve_parent()
    step_aside(for_all=task.patient)
    pause = FIRST_PAUSE
    with pipe:
        while error := attempted(pipe, task):
            pipe.send(error)
            if not task.patient or not isinstance(error, EmbedderError | IndexBusy):
                return
            time.sleep(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def attempted(pipe: Connection, task: Task) -> WendaError | None:
    """What went wrong, None where all was made, or there is nothing yet to make it of."""
    try:
        pipe.send(asyncio.run(built(task, pipe.send)))
    except (IndexMissing, IndexStale):
        return None
    except WendaError as error:
        return error
    except Exception as error:  # the border of the process: the parent has no other way to hear of it
        traceback.print_exc()
        return EngineError(
            f"making vectors failed: {type(error).__name__}: {error}",
            hint="the traceback is in the log; tell the authors of Wenda",
        )
    return None


async def built(task: Task, tell: OnBuilding) -> Done:
    from bot.search.meaning.building import build

    engine = open_engine("local", task.state)
    try:
        await engine.status()  # before a model is loaded for nothing
        embedder = task.opening()
        return await engine.look(lambda view: Done(build(view, task.state, embedder, tell), view.version))
    finally:
        await engine.aclose()


def step_aside(*, for_all: bool) -> None:
    """Let others on this machine go first. for_all: take only what nobody else wants of the processor."""
    if hasattr(os, "nice"):
        os.nice(LOWEST_PRIORITY)
    if for_all and hasattr(os, "sched_setscheduler"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_IDLE, os.sched_param(0))
