"""The log: one form for people, one for programs, and no secret in either."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest

from bot.logs import setup_logging
from bot.settings import Settings
from bot.variables import Secret

HALF = "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
TOKEN = f"123456789:{HALF}"


@pytest.fixture(autouse=True)
def root_logger_as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)


def fail() -> None:
    try:
        raise ValueError(f"https://api.example/bot{TOKEN}/getMe")
    except ValueError as error:
        raise RuntimeError("call failed") from error


@pytest.mark.parametrize("form", ["text", "json"])
def test_the_token_is_masked_in_messages_addresses_and_tracebacks(
    form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    setup_logging(Settings(bot_token=Secret(TOKEN), webhook_secret=Secret("hook-word"), log_format=form))  # type: ignore[arg-type]  # parameters are plain strings
    logger = logging.getLogger("bot.test")
    logger.info("at %s and %s", f"/bot{TOKEN}/x", TOKEN.replace(":", "%3A"))
    logger.info("hook-word")
    try:
        fail()
    except RuntimeError:
        logger.exception("it broke")
    said = capsys.readouterr().err
    assert HALF not in said
    assert "hook-word" not in said
    assert "ValueError: https://api.example/bot***/getMe" in said
    assert "RuntimeError: call failed" in said


def test_the_password_of_the_database_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(state_url=Secret("postgresql://me:pass-word@db/wenda")))
    logging.getLogger("bot").warning("refused for me:pass-word@db")
    assert "pass-word" not in capsys.readouterr().err


def test_the_key_of_the_embeddings_is_masked(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(embeddings_key=Secret("sk-of-the-owner")))
    logging.getLogger("bot").warning("wrong key sk-of-the-owner")
    assert "sk-of" not in capsys.readouterr().err


def test_another_bots_token_is_masked_too(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings())
    logging.getLogger("bot.test").warning("got %s in /bot%s/getMe", TOKEN, TOKEN)
    assert capsys.readouterr().err.endswith("got *** in /bot***/getMe\n")


def test_json_lines_are_one_object_each(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(log_format="json"))
    logging.getLogger("bot.test").warning("第一行\nsecond")
    (line,) = capsys.readouterr().err.splitlines()
    found = json.loads(line)
    assert found.pop("time").endswith("+00:00")
    assert found == {"level": "warning", "logger": "bot.test", "message": "第一行\nsecond"}
    assert "第一行" in line


@pytest.mark.parametrize("name", ["httpx", "httpcore.http11", "apscheduler.scheduler", "jieba"])
def test_talkative_libraries_are_quiet(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(log_level="debug"))
    logging.getLogger(name).info("HTTP Request: POST …")
    assert capsys.readouterr().err == ""


def test_who_asked_what_is_not_logged_even_at_debug(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(log_level="debug"))
    logging.getLogger("telegram.ext.ExtBot").debug("Ann asked …")
    logging.getLogger("telegram.ext.ExtBot").info("started")
    assert "Ann" not in (said := capsys.readouterr().err)
    assert "started" in said


def test_a_passing_502_writes_no_traceback_of_the_library(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(log_level="debug"))
    logging.getLogger("telegram.request.BaseRequest").error("Can not load invalid JSON data")
    logging.getLogger("telegram.ext.Updater").error("polling failed")
    assert "JSON" not in (said := capsys.readouterr().err)
    assert "polling failed" in said


def test_a_quiet_command_logs_only_what_is_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    setup_logging(Settings(), quiet=True)
    logging.getLogger("bot.test").info("fine")
    logging.getLogger("bot.test").warning("odd")
    assert "fine" not in (said := capsys.readouterr().err)
    assert "odd" in said
    setup_logging(Settings(log_level="debug"), quiet=True)
    logging.getLogger("bot.test").debug("everything")
    assert "everything" in capsys.readouterr().err
