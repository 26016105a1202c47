"""Settings are read once, typed, and every problem is named at once."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.errors import SettingsError
from bot.settings import DEFAULTS, Settings, load_settings
from bot.variables import Address, Secret

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
NO_FILE = Path("no", "such", ".env")


def load(**environ: str) -> Settings:
    return load_settings(environ, NO_FILE)


def complaint(**environ: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load(**environ)
    assert caught.value.exit_code == 2
    return str(caught.value)


def test_nothing_set_gives_the_defaults() -> None:
    assert load() == Settings()


def test_blank_values_count_as_not_set() -> None:
    assert load(**dict.fromkeys(DEFAULTS, "  ")) == Settings()


def test_every_variable_reaches_its_field() -> None:
    settings = load(
        BOT_TOKEN=TOKEN,
        ADMIN_IDS="12, 34 56",
        CORPUS_DIR=f"posts,more{os.pathsep}posts",
        INDEX_DIR="elsewhere",
        STATE_URL="postgresql://me:word@db/wenda",
        KEEP_DAYS="0",
        ALIASES="lists/same.txt",
        MEANING="On",
        EMBEDDINGS_URL="http://localhost:11434/",
        EMBEDDINGS_MODEL="bge-m3",
        EMBEDDINGS_KEY="sk-a.b",
        WATCH="1",
        GIT_PULL="Yes",
        SITE_URL="https://example.com/",
        TIMEZONE="UTC",
        LANGUAGE="ZH",
        TELEGRAM_API_URL="http://127.0.0.1:8081/bot",
        MESSAGES_PER_SECOND="100",
        WEBHOOK_URL="https://example.com:8443/hook",
        WEBHOOK_LISTEN="[::1]:8080",
        WEBHOOK_SECRET="a-word",
        LOG_LEVEL="Warning",
        LOG_FORMAT="json",
    )
    assert settings == Settings(
        bot_token=Secret(TOKEN),
        admin_ids=frozenset({12, 34, 56}),
        corpus_dir=(Path("posts"), Path("more")),
        index_dir=Path("elsewhere"),
        state_url=Secret("postgresql://me:word@db/wenda"),
        keep_days=0,
        aliases=Path("lists/same.txt"),
        meaning="on",
        embeddings_url="http://localhost:11434",
        embeddings_model="bge-m3",
        embeddings_key=Secret("sk-a.b"),
        watch=True,
        git_pull=True,
        site_url="https://example.com",
        timezone=ZoneInfo("UTC"),
        language="zh",
        telegram_api_url="http://127.0.0.1:8081",
        messages_per_second=100,
        webhook_url="https://example.com:8443/hook",
        webhook_listen=Address("::1", 8080),
        webhook_secret=Secret("a-word"),
        log_level="warning",
        log_format="json",
    )


def test_all_problems_are_reported_at_once_by_name() -> None:
    wrong = {
        "BOT_TOKEN": "secret-but-wrong",
        "ADMIN_IDS": "@ann",
        "CORPUS_DIR": ",",
        "STATE_URL": "mysql://localhost/wenda",
        "KEEP_DAYS": "-1",
        "MEANING": "perhaps",
        "EMBEDDINGS_URL": "localhost",
        "EMBEDDINGS_MODEL": "",
        "EMBEDDINGS_KEY": "two words",
        "WATCH": "2",
        "GIT_PULL": "perhaps",
        "SITE_URL": "example.com",
        "TIMEZONE": "Mars/Olympus",
        "LANGUAGE": "fr",
        "TELEGRAM_API_URL": "ftp://example.com",
        "MESSAGES_PER_SECOND": "0",
        "WEBHOOK_URL": "http://[broken",
        "WEBHOOK_LISTEN": "8080",
        "WEBHOOK_SECRET": "two words",
        "LOG_LEVEL": "loud",
        "LOG_FORMAT": "xml",
    }
    said = complaint(**wrong).splitlines()[1:]
    assert [line.split(":")[0].strip() for line in said] == sorted(wrong)
    assert all("got" in line and "expected" in line for line in said)


def test_neither_token_nor_secret_stand_in_a_complaint_or_a_printed_settings() -> None:
    assert "not-a-token" not in complaint(BOT_TOKEN="not-a-token")
    assert "two words" not in complaint(WEBHOOK_SECRET="two words")
    assert "two words" not in complaint(EMBEDDINGS_KEY="two words")
    assert "pass-word" not in complaint(STATE_URL="postgres:me:pass-word@db")
    shown = f"{load(BOT_TOKEN=TOKEN)} {load(BOT_TOKEN=TOKEN)!r} {load(BOT_TOKEN=TOKEN).bot_token}"
    assert TOKEN.partition(":")[2] not in shown
    assert "***" in shown


@pytest.mark.parametrize("text", ["0", "-5", "1.5", "12 x", "9" * 17])
def test_an_id_is_a_positive_number_of_telegrams_size(text: str) -> None:
    assert "ADMIN_IDS" in complaint(ADMIN_IDS=text)


@pytest.mark.parametrize("variable", ["ALIASES", "INDEX_DIR", "CORPUS_DIR"])
def test_a_home_of_nobody_is_refused(variable: str) -> None:
    assert f"{variable}: got '~no-such-user/x'" in complaint(**{variable: "~no-such-user/x"})


@pytest.mark.parametrize("text", ["", "/etc/passwd", "../UTC", "Asia", "\x00"])
def test_a_time_zone_that_is_none_is_refused_or_the_default(text: str) -> None:
    if text:
        assert "TIMEZONE" in complaint(TIMEZONE=text)
    else:
        assert load(TIMEZONE=text).timezone == ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "text", ["https://", "https://a b", "https://a:0", "https://a:99999", "//a", "http://["]
)
def test_an_address_that_cannot_be_one_is_refused(text: str) -> None:
    assert "SITE_URL" in complaint(SITE_URL=text)


@pytest.mark.parametrize("text", [":80", "host", "host:", "host:0", "host:65536", "host:x"])
def test_a_place_to_listen_needs_host_and_port(text: str) -> None:
    said = complaint(WEBHOOK_LISTEN=text, WEBHOOK_URL="https://a.example", WEBHOOK_SECRET="x")
    assert "WEBHOOK_LISTEN: got" in said


def test_a_webhook_is_complete_or_absent() -> None:
    said = complaint(WEBHOOK_URL="https://example.com")
    assert "WEBHOOK_LISTEN: got nothing" in said
    assert "WEBHOOK_SECRET: got nothing" in said


@pytest.mark.parametrize("address", ["http://example.com", "https://example.com:8080"])
def test_telegram_itself_calls_only_https_on_four_ports(address: str) -> None:
    others = {"WEBHOOK_LISTEN": "127.0.0.1:8080", "WEBHOOK_SECRET": "word"}
    assert "WEBHOOK_URL" in complaint(WEBHOOK_URL=address, **others)
    assert "WEBHOOK_URL" in complaint(
        WEBHOOK_URL=address, TELEGRAM_API_URL="https://api.telegram.org/", **others
    )
    own = load(WEBHOOK_URL=address, TELEGRAM_API_URL="http://localhost:8081", **others)
    assert own.webhook_url == address


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("LANGUAGE=zh\nLOG_LEVEL='error' # why\nexport INDEX_DIR=built\n", encoding="utf-8")
    settings = load_settings({"LANGUAGE": "en"}, dotenv)
    assert (settings.language, settings.log_level, settings.index_dir) == ("en", "error", Path("built"))


def test_reading_the_file_leaves_the_process_environment_alone(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("LANGUAGE=zh\n", encoding="utf-8")
    load_settings(None, dotenv)
    assert "LANGUAGE" not in os.environ


def test_an_unknown_name_in_the_file_is_noted_with_what_was_meant(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("BOT_TOKN=1\nQQ=1\n", encoding="utf-8")
    first, second = load_settings({}, dotenv).notes
    assert first.endswith("BOT_TOKN, which Wenda does not know; did you mean BOT_TOKEN?")
    assert second.endswith("QQ, which Wenda does not know")


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes(b"BOT_TOKEN=\xff\xfe\x00")
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        load_settings({}, dotenv)


@given(st.dictionaries(st.sampled_from(sorted(DEFAULTS)), st.text(max_size=60)))
def test_any_text_gives_settings_or_a_settings_error(environ: dict[str, str]) -> None:
    try:
        load_settings(environ, NO_FILE)
    except SettingsError as error:
        named = {line.split(":")[0].strip() for line in str(error).splitlines()[1:]}
        assert named & set(DEFAULTS)


def test_importing_the_settings_reads_nothing() -> None:
    program = "import bot.settings, sys; sys.exit('dotenv.main' not in sys.modules)"
    environ = {"BOT_TOKEN": "wrong", "TIMEZONE": "wrong", "PATH": os.environ["PATH"]}
    assert subprocess.run([sys.executable, "-c", program], env=environ, check=False).returncode == 0
