"""Whoever watches the bot asks over HTTP, and hears numbers and states, never words of readers."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from bot.chat.health import Health, HealthOptions
from bot.chat.reloads import Reloads
from bot.chat.vitals import SILENT, Vitals, memory_of_processes
from bot.errors import SettingsError
from bot.search.engines.memory import MemoryEngine
from bot.state.state import open_state
from tests.chat.people import House, Person
from tests.chat.wire import Refused


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as held:
        port: int = held.getsockname()[1]
        return port


def vitals_of(house: House) -> Vitals:
    clock = house.time.clock()
    return Vitals(house.tally, house.engine, open_state(clock=clock).recorder, Reloads(house.indexer, clock))


@pytest.fixture
async def monitor() -> AsyncIterator[tuple[House, httpx.AsyncClient]]:
    """A bot that is watched, and whoever watches it."""
    house = House(health=HealthOptions("127.0.0.1", free_port()))
    await house.open()
    await house.prepare()
    assert house.health
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{house.health.port}") as client:
        yield house, client
    await house.close()


async def test_it_is_alive_and_ready_once_telegram_was_heard_of(
    monitor: tuple[House, httpx.AsyncClient],
) -> None:
    house, client = monitor
    assert (await client.get("/healthz")).text == "ok\n"
    before = await client.get("/readyz")
    assert (before.status_code, before.text) == (503, "Telegram has brought no updates, not even none\n")
    house.tally.contacted()
    assert ((await client.get("/readyz")).status_code) == 200
    house.time.elapsed += SILENT + 1
    silent = await client.get("/readyz")
    assert (silent.status_code, silent.text) == (503, "Telegram is silent\n")


async def test_without_an_index_it_is_not_ready(house: House) -> None:
    house.tally.contacted()
    vitals = replace(vitals_of(house), engine=MemoryEngine(), listening=True)
    assert await vitals.missing() == ("no index that can answer yet",)


async def test_its_numbers_are_prometheus_and_have_no_text_of_readers(
    monitor: tuple[House, httpx.AsyncClient],
) -> None:
    house, client = monitor
    ann = Person(house, 700123456)
    house.wire.fail("sendMessage", Refused(403, "Forbidden: bot was blocked by the user"))
    for text in ("海川股份分红多少", "海川股份分红多少", "火星移民政策", '/nonsense"} 1\nwenda_evil 2'):
        await ann.say(text)
    house.tally.failed("RuntimeError")
    told = await client.get("/metrics")
    assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
    lines = told.text.splitlines()
    for line in (
        'wenda_updates_total{kind="question",outcome="found"} 2.0',
        'wenda_calls_total{method="sendMessage",result="forbidden"} 1.0',
        'wenda_errors_total{kind="RuntimeError"} 1.0',
        'wenda_reloads_total{result="failed"} 0.0',
        'wenda_answer_seconds_bucket{le="0.025"} 3.0',
        'wenda_answer_seconds_bucket{le="+Inf"} 3.0',
        "wenda_answer_seconds_count 3.0",
        "wenda_updates_under_way 0.0",
        "wenda_readers_today 1.0",
        "wenda_index_documents 10.0",
        'wenda_info{version="1.2.3"} 1.0',
    ):
        assert line in lines, told.text
    assert re.search(r'^wenda_memory_bytes\{processes="conversing"\} [1-9]', told.text, re.MULTILINE)
    assert not re.search("海川|火星|nonsense|evil|700123456", told.text)


async def test_other_paths_and_methods_are_refused(monitor: tuple[House, httpx.AsyncClient]) -> None:
    _, client = monitor
    for path in ("/", "/metrics/x", "/../etc/passwd", "/healthz%0a"):
        assert (await client.get(path)).status_code == 404
    assert (await client.post("/metrics", content=b"x")).status_code == 405
    assert (await client.head("/healthz")).status_code == 200


async def test_a_port_that_is_taken_is_told_with_the_variable(house: House) -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        options = HealthOptions("127.0.0.1", held.getsockname()[1])
        with pytest.raises(SettingsError, match=r"HEALTH_LISTEN: 127\.0\.0\.1:.* cannot be heard on"):
            await Health(options, vitals_of(house), "1").start()


def test_memory_is_that_of_this_process_at_least() -> None:
    own, *others = memory_of_processes()
    assert own > 10_000_000
    assert others == sorted(others, reverse=True)


def test_nothing_of_it_is_loaded_where_nobody_watches() -> None:
    program = "import sys, bot.chat.application; print({'prometheus_client', 'psutil'} & set(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "set()\n"
