"""What the child of `apart` does: one job, then it ends."""

from __future__ import annotations

import asyncio
import os
import traceback
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

from bot.errors import EngineError, WendaError
from bot.posts.site import Site
from bot.search.engine import SearchEngine
from bot.search.engines.opening import open_engine
from bot.search.indexer import Indexer
from bot.search.keeper import LexiconKeeper
from bot.search.report import OnProgress
from bot.search.workers import serve_parent

Task = Literal["refresh", "rollback", "outdated"]

LOWEST_PRIORITY = 19


@dataclass(frozen=True, slots=True)
class Job:
    """What to do, and for which indexer."""

    folders: tuple[Path, ...]
    state: Path
    site: Site
    workers: int | None
    task: Task = "outdated"
    rebuild: bool = False
    automatic: bool = False

    def to(self, task: Task, *, rebuild: bool = False, automatic: bool = False) -> Job:
        return replace(self, task=task, rebuild=rebuild, automatic=automatic)


@dataclass(frozen=True, slots=True)
class Answer:
    value: object


def serve(pipe: Connection, job: Job) -> None:
    """Do the job, and tell by the pipe of progress, answer or error."""
    serve_parent()
    if hasattr(os, "nice"):
        os.nice(LOWEST_PRIORITY)
    engine = open_engine("local", job.state)
    with pipe:
        try:
            pipe.send(Answer(asyncio.run(do(job, engine, pipe.send))))
        except WendaError as error:
            pipe.send(error)
            return
        except Exception as error:  # the border of the process: the parent has no other way to hear of it
            traceback.print_exc()
            pipe.send(
                EngineError(
                    f"reading the posts failed: {type(error).__name__}: {error}",
                    hint="the traceback is in the log; tell the authors of Wenda",
                )
            )
            return
    if job.task != "outdated":  # nobody waits for this
        asyncio.run(LexiconKeeper(engine, folder=job.state).renew())


async def do(job: Job, engine: SearchEngine, tell: OnProgress) -> object:
    indexer = Indexer(engine, folders=job.folders, state=job.state, site=job.site, workers=job.workers)
    if job.task == "refresh":
        return await indexer.refresh(tell, rebuild=job.rebuild, automatic=job.automatic)
    return await (indexer.rollback() if job.task == "rollback" else indexer.outdated())
