"""A process of its own that makes the vectors an index lacks, beside whatever answers readers.

    parent: Builder.renew ──starts──> child: serve, with the lowest priority and a model
            state         <──pipe──   Building, again and again; errors; Done

The child ends with its parent. It may be killed at any time: what it made is kept, and another one goes on.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import threading
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from pathlib import Path

from bot.errors import EngineError, IndexBusy, WendaError
from bot.search.meaning.builder_child import Done, Open, Task, serve
from bot.search.meaning.progress import Building, OnBuilding

SECONDS_TO_DIE = 5.0


@dataclass(frozen=True, slots=True)
class BuilderState:
    """building: how far it is, None before it began. trouble: what keeps it from going on, else "".
    version: of the generation whose vectors are all there, "" before."""

    building: Building | None = None
    trouble: str = ""
    version: str = ""


class Builder:
    """Bound to no event loop."""

    def __init__(self, state: Path, opening: Open) -> None:
        """state: the folder of the index. opening: gives the child its model; picklable."""
        self._task = Task(state, opening, patient=True)
        self._turn = threading.Lock()
        self._child: SpawnProcess | None = None
        self._following = threading.Thread()
        self._state = BuilderState()

    @property
    def state(self) -> BuilderState:
        return self._state

    async def renew(self) -> None:
        """Begin with the newest articles of the index as it is now, and return."""
        await asyncio.to_thread(self._renew)

    async def aclose(self) -> None:
        await asyncio.to_thread(self._end)

    def _renew(self) -> None:
        with self._turn:
            self._end_child()
            self._child, pipe = start(self._task)
            self._following = threading.Thread(target=self._follow, args=(pipe, self._child), daemon=True)
            self._following.start()

    def _end(self) -> None:
        with self._turn:
            self._end_child()

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child:
            end(child)

    def _follow(self, pipe: Connection, child: SpawnProcess) -> None:
        """Note what the child tells, until it ends or another one takes its place."""
        with pipe:
            while True:
                try:
                    said = pipe.recv()
                except (EOFError, OSError):
                    break
                if self._child is child:
                    self._note(said)
        child.join(SECONDS_TO_DIE)
        if self._child is child and child.exitcode:
            self._note(ended(child))

    def _note(self, said: object) -> None:
        match said:
            case Building():
                self._state = replace(self._state, building=said, trouble="")
            case Done(building, version):
                self._state = BuilderState(building, "", version)
            case IndexBusy():
                return  # another process makes them, which is as well
            case WendaError():
                self._state = replace(self._state, trouble=str(said))


async def build_now(state: Path, opening: Open, tell: OnBuilding) -> Building | None:
    """For who waits for it: the same in a child without patience. None where there is no index yet.

    Raises what the child tells. Cancelled, it ends the child, which leaves what was made.
    """
    child, pipe = start(Task(state, opening, patient=False))
    try:
        return await asyncio.to_thread(listen, child, pipe, tell)
    finally:
        end(child)


def start(task: Task) -> tuple[SpawnProcess, Connection]:
    """The child, and the end of the pipe that it writes to. Started afresh, since there are threads."""
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=serve, args=(there, task), name="wenda-meaning")
    child.start()
    there.close()
    return child, here


def listen(child: SpawnProcess, pipe: Connection, tell: OnBuilding) -> Building | None:
    with pipe:
        while True:
            try:
                said = pipe.recv()
            except EOFError:
                child.join(SECONDS_TO_DIE)
                if child.exitcode == 0:
                    return None
                raise ended(child) from None
            match said:
                case Building():
                    tell(said)
                case Done(building):
                    return building
                case WendaError():
                    raise said


def ended(child: SpawnProcess) -> EngineError:
    return EngineError(
        f"the process that makes vectors ended without a word (exit code {child.exitcode})",
        hint="perhaps memory ran out; the next run goes on where this one stopped",
    )


def end(child: SpawnProcess) -> None:
    """Killing does no harm: what it writes counts only when it is complete."""
    child.kill()
    child.join(SECONDS_TO_DIE)
