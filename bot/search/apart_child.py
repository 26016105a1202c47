"""What the child of `apart` does: one job, then it ends."""

from __future__ import annotations

import asyncio
import os
import traceback
from multiprocessing.connection import Connection

from bot.errors import EngineError, WendaError
from bot.search.apart_job import Answer, Job
from bot.search.engine import SearchEngine
from bot.search.engines.opening import open_engine
from bot.search.indexer import Indexer
from bot.search.keeper import LexiconKeeper
from bot.search.report import OnProgress
from bot.search.workers import serve_parent

LOWEST_PRIORITY = 19


def serve(pipe: Connection, job: Job) -> None:
    """Do the job, and tell by the pipe of progress, answer or error."""
    serve_parent()
    if hasattr(os, "nice"):
        os.nice(LOWEST_PRIORITY)
    engine = open_engine("local", job.state)
    with pipe:
        if job.task != "lexicon" and not answered(pipe, job, engine):
            return
    if job.task != "outdated":  # nobody waits for this
        asyncio.run(LexiconKeeper(engine, folder=job.state).renew())


def answered(pipe: Connection, job: Job, engine: SearchEngine) -> bool:
    """Whether the job could be done; else the error was told."""
    try:
        pipe.send(Answer(asyncio.run(do(job, engine, pipe.send))))
    except WendaError as error:
        pipe.send(error)
    except Exception as error:  # the border of the process: the parent has no other way to hear of it
        traceback.print_exc()
        pipe.send(
            EngineError(
                f"reading the posts failed: {type(error).__name__}: {error}",
                hint="the traceback is in the log; tell the authors of Wenda",
            )
        )
    else:
        return True
    return False


async def do(job: Job, engine: SearchEngine, tell: OnProgress) -> object:
    indexer = Indexer(
        engine,
        folders=job.folders,
        state=job.state,
        site=job.site,
        workers=job.workers,
        trial=job.trial,
    )
    if job.task == "refresh":
        return await indexer.refresh(tell, rebuild=job.rebuild, automatic=job.automatic, golden=job.golden)
    if job.task == "rollback":
        return await indexer.rollback()
    if job.task == "outlook":
        return await indexer.outlook()
    return await indexer.outdated()
