"""The doctor names what is wrong and what to do next."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from tests.cli.running import Ran, Wenda, write_corpus

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Wenda", "username": "wenda_test_bot"}


class BotApi(BaseHTTPRequestHandler):
    """Knows one token, and one method."""

    def do_POST(self) -> None:
        known = self.path == f"/bot{TOKEN}/getMe"
        wrong = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        body = json.dumps({"ok": True, "result": BOT} if known else wrong).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  — the base class names it
        """Says nothing."""


@pytest.fixture
def api() -> Iterator[str]:
    """The root of a Bot API server on this machine."""
    server = HTTPServer(("127.0.0.1", 0), BotApi)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def states(ran: Ran) -> dict[str, str]:
    findings = json.loads(ran.out)["findings"]
    assert all(one["hint"] for one in findings if one["state"] != "ok")
    return {one["name"]: one["state"] for one in findings}


@pytest.fixture
def corpus(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus")


@pytest.mark.usefixtures("corpus")
def test_all_is_well_with_token_admins_and_index(
    wenda: Wenda, monkeypatch: pytest.MonkeyPatch, api: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    monkeypatch.setenv("ADMIN_IDS", "1")
    monkeypatch.setenv("TELEGRAM_API_URL", api)
    wenda("index")
    ran = wenda("doctor", "--json")
    assert ran.code == 0
    assert set(states(ran).values()) == {"ok"}
    assert "@wenda_test_bot" in ran.out
    assert TOKEN not in ran.out + ran.err


@pytest.mark.usefixtures("corpus")
def test_what_is_missing_for_telegram_is_a_warning(wenda: Wenda) -> None:
    ran = wenda("doctor", "--json")
    assert ran.code == 0
    assert states(ran) == {
        "settings": "ok",
        "corpus": "ok",
        "segmenter": "ok",
        "index": "warn",
        "token": "warn",
        "admins": "ok",
        "updates": "ok",
    }


@pytest.mark.usefixtures("corpus")
def test_an_index_that_is_older_than_its_posts_is_a_warning(wenda: Wenda, tmp_path: Path) -> None:
    wenda("index")
    assert states(wenda("doctor", "--json"))["index"] == "ok"
    next((tmp_path / "corpus" / "_posts").iterdir()).unlink()
    assert states(wenda("doctor", "--json"))["index"] == "warn"


@pytest.mark.usefixtures("corpus")
def test_a_token_that_telegram_does_not_know_fails(
    wenda: Wenda, monkeypatch: pytest.MonkeyPatch, api: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN.replace("Ab", "Zz"))
    monkeypatch.setenv("TELEGRAM_API_URL", api)
    ran = wenda("doctor", "--json")
    assert (ran.code, states(ran)["token"], states(ran)["admins"]) == (1, "fail", "warn")
    assert "does not know it" in ran.out


@pytest.mark.usefixtures("corpus")
def test_run_ends_with_a_sentence_when_telegram_does_not_know_the_token(
    wenda: Wenda, monkeypatch: pytest.MonkeyPatch, api: str
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN.replace("Ab", "Zz"))
    monkeypatch.setenv("TELEGRAM_API_URL", api)
    ran = wenda("run")
    assert (ran.code, ran.out) == (2, "")
    assert "wenda: BOT_TOKEN: Telegram does not know this token\nhint: " in ran.err


@pytest.mark.usefixtures("corpus")
def test_a_server_that_does_not_answer_fails_without_the_token(
    wenda: Wenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", TOKEN)
    ran = wenda("doctor")  # Telegram's own, which a test cannot reach
    assert ran.code == 1
    assert "fail  token" in ran.out
    assert "TELEGRAM_API_URL" in ran.out
    assert TOKEN.partition(":")[2] not in ran.out + ran.err


def test_a_corpus_without_posts_fails(wenda: Wenda, tmp_path: Path) -> None:
    assert states(wenda("doctor", "--json"))["corpus"] == "fail"
    (tmp_path / "corpus").mkdir()
    assert states(wenda("doctor", "--json"))["corpus"] == "fail"


def test_wrong_settings_are_findings_too(wenda: Wenda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEZONE", "Mars")
    ran = wenda("doctor", "--json")
    assert ran.code == 1
    assert states(ran) == {"settings": "fail"}
    assert "TIMEZONE: got 'Mars'" in ran.out
