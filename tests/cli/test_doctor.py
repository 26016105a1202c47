"""The doctor names what is wrong and what to do next."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

import pytest

from bot.search.engines.local import LocalEngine
from tests.cli.botapi import TOKEN, WRONG_TOKEN
from tests.cli.running import Ran, Wenda, write_corpus, write_post


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
        "aliases": "ok",
        "index": "warn",
        "meaning": "ok",
        "state": "ok",
        "token": "warn",
        "admins": "ok",
        "updates": "ok",
    }


@pytest.mark.usefixtures("corpus")
def test_a_database_that_cannot_be_used_fails_without_its_password(
    wenda: Wenda, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("STATE_URL", "postgresql://me:pass-word@127.0.0.1:1/wenda")
    ran = wenda("doctor", "--json")
    assert (ran.code, states(ran)["state"]) == (1, "fail")
    assert "127.0.0.1:1" in ran.out
    assert "pass-word" not in ran.out + ran.err
    monkeypatch.setenv("STATE_URL", f"sqlite:///{tmp_path / 'state.sqlite'}")
    assert "none in" in wenda("doctor").out
    (tmp_path / "state.sqlite").touch()
    assert states(wenda("doctor", "--json"))["state"] == "ok"


@pytest.mark.usefixtures("corpus")
def test_a_line_of_the_alias_file_that_is_wrong_is_named(wenda: Wenda, tmp_path: Path) -> None:
    (tmp_path / "aliases.txt").write_text("降准 = 下调存款准备金率\n降准\n", encoding="utf-8")
    ran = wenda("doctor", "--json")
    assert states(ran)["aliases"] == "warn"
    assert "aliases.txt:2: got '降准'" in ran.out
    checked = wenda("check")
    assert checked.code == 1
    assert "aliases.txt:2: got '降准'" in checked.out


@pytest.mark.usefixtures("corpus")
def test_an_alias_file_that_was_named_must_be_there(wenda: Wenda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIASES", "elsewhere.txt")
    assert states(wenda("doctor", "--json"))["aliases"] == "warn"
    assert "elsewhere.txt:1: cannot be read" in wenda("check").out


@pytest.mark.usefixtures("corpus")
def test_an_index_that_an_admin_went_back_to_is_a_warning(wenda: Wenda, tmp_path: Path) -> None:
    wenda("index", "--index", "state")
    write_post(tmp_path / "corpus", "2026-03-07-new", "新文章", "新的正文。", date="2026-03-07 09:30")
    wenda("index", "--index", "state")
    asyncio.run(LocalEngine(tmp_path / "state").rollback())
    ran = wenda("doctor", "--index", "state")
    assert "an admin went back to gen-1" in ran.out
    assert "/reload or wenda index" in ran.out


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
    monkeypatch.setenv("BOT_TOKEN", WRONG_TOKEN)
    monkeypatch.setenv("TELEGRAM_API_URL", api)
    ran = wenda("doctor", "--json")
    assert (ran.code, states(ran)["token"], states(ran)["admins"]) == (1, "fail", "warn")
    assert "does not know it" in ran.out


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
