"""`wenda run` with a token, as a process of its own: what stands in Telegram's way is one sentence."""

from __future__ import annotations

import os
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests.cli.botapi import TOKEN, WRONG_TOKEN
from tests.cli.running import Ran, write_corpus


@pytest.fixture(autouse=True)
def telegram(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, api: str) -> None:
    """A corpus, and a Bot API server on this machine."""
    write_corpus(tmp_path / "corpus")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TELEGRAM_API_URL", api)


def run(**settings: str) -> Ran:
    program = [sys.executable, "-m", "bot", "run"]
    ended = subprocess.run(program, env=os.environ | settings, capture_output=True, text=True, check=False)
    return Ran(ended.returncode, ended.stdout, ended.stderr)


def test_a_token_that_telegram_does_not_know(api: str) -> None:
    ran = run(BOT_TOKEN=WRONG_TOKEN)
    assert (ran.code, ran.out) == (2, "")
    assert f"wenda: BOT_TOKEN: {api} does not know it\nhint: " in ran.err
    assert "Traceback" not in ran.err


def test_a_port_that_another_program_holds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        listen = f"127.0.0.1:{held.getsockname()[1]}"
        url, secret = "https://bot.example/hook", "a-word-of-our-own"
        ran = run(BOT_TOKEN=TOKEN, WEBHOOK_URL=url, WEBHOOK_LISTEN=listen, WEBHOOK_SECRET=secret)
    assert (ran.code, ran.out) == (2, "")
    assert f"wenda: WEBHOOK_LISTEN: {listen} cannot be heard on: " in ran.err
    assert "Traceback" not in ran.err


def test_a_port_for_monitors_that_another_program_holds() -> None:
    with socket.create_server(("127.0.0.1", 0)) as held:
        listen = f"127.0.0.1:{held.getsockname()[1]}"
        ran = run(BOT_TOKEN=TOKEN, HEALTH_LISTEN=listen)
    assert (ran.code, ran.out) == (2, "")
    assert f"wenda: HEALTH_LISTEN: {listen} cannot be heard on: " in ran.err
    assert "Traceback" not in ran.err


def test_a_database_of_a_newer_version_keeps_the_bot_from_starting(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "state.sqlite")) as file, file:
        file.execute("CREATE TABLE schema_version (version INTEGER NOT NULL)")
        file.execute("INSERT INTO schema_version VALUES (999)")
    ran = run(BOT_TOKEN=TOKEN, STATE_URL=f"sqlite:///{tmp_path / 'state.sqlite'}")
    assert (ran.code, ran.out) == (1, "")
    assert "wenda: the database was written by a newer Wenda (schema 999, " in ran.err
    assert "hint: install that version again, or set STATE_URL to another database" in ran.err
    assert "Traceback" not in ran.err
