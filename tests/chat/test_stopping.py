"""A bot that is told to stop finishes what it began; told again, it ends at once."""

from __future__ import annotations

import asyncio
import logging
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from bot.chat.clock import SYSTEM
from bot.chat.stopping import LOOK_EVERY, PATIENCE, Stopping
from bot.chat.tally import Tally

BOT = """
import asyncio, logging, sys
from bot.chat.clock import SYSTEM
from bot.chat.stopping import Stopping
from bot.chat.tally import Tally

logging.basicConfig(level=logging.INFO, stream=sys.stdout, format="%(message)s")
loop = asyncio.new_event_loop()
tally = Tally(SYSTEM)
stopping = Stopping(tally)

async def answer():
    with tally.task():
        print("asked", flush=True)
        print("answered", await asyncio.to_thread(sys.stdin.readline), flush=True)

async def start():
    stopping.listen()
    return loop.create_task(answer())

task = loop.run_until_complete(start())
try:
    loop.run_forever()
except SystemExit:
    loop.run_until_complete(task)
stopping.tell()
"""


@pytest.fixture
def bot() -> Iterator[subprocess.Popen[str]]:
    pipe, program = subprocess.PIPE, [sys.executable, "-c", BOT]
    with subprocess.Popen(program, text=True, stdin=pipe, stdout=pipe) as process:
        yield process
        process.kill()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
@pytest.mark.parametrize("sent", [signal.SIGTERM, signal.SIGINT])
def test_what_was_begun_is_finished(bot: subprocess.Popen[str], sent: signal.Signals) -> None:
    assert line_of(bot) == "asked\n"
    bot.send_signal(sent)
    assert line_of(bot).startswith("stopping: 1 answers under way are finished first")
    out, _ = bot.communicate("in time\n")
    assert out.startswith("answered in time\n\nstopped after ")
    assert out.endswith(" s, 0 answers were given up\n")
    assert bot.returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends no such signals")
def test_told_again_it_ends_at_once(bot: subprocess.Popen[str]) -> None:
    assert line_of(bot) == "asked\n"
    bot.send_signal(signal.SIGTERM)
    assert line_of(bot).startswith("stopping:")
    bot.send_signal(signal.SIGTERM)
    assert bot.wait() == 128 + signal.SIGTERM
    assert line_of(bot) == ""


class Loop:
    """Keeps what is to be done later, instead of doing it."""

    def __init__(self) -> None:
        self.later: list[tuple[float, Callable[..., None], Any]] = []

    def call_later(self, seconds: float, work: Callable[..., None], *arguments: Any) -> None:
        self.later.append((seconds, work, arguments))


async def test_what_takes_too_long_is_given_up_also_what_begins_then(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    tally, loop = Tally(SYSTEM), Loop()
    stopping = Stopping(tally)

    async def answer() -> None:
        with tally.task():
            await asyncio.Event().wait()

    stopping.begin(loop)  # type: ignore[arg-type]  # as much of a loop as it needs
    for after in (PATIENCE, LOOK_EVERY):
        slow = asyncio.ensure_future(answer())
        await asyncio.sleep(0)
        seconds, work, arguments = loop.later.pop()
        assert seconds == after
        work(*arguments)
        await asyncio.wait({slow}, timeout=0)
        await asyncio.sleep(0)
        assert slow.cancelled()
    stopping.tell()
    assert "2 answers were given up" in caplog.text
