"""The border of the command line: help, exit codes, and errors as sentences."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bot import __version__
from bot.cli.main import exit_code_of
from bot.errors import CorpusError, UsageError, WendaError
from tests.cli.running import Wenda

HEAVY = ("telegram", "tantivy", "rjieba", "jieba", "httpx", "numpy", "opencc", "selectolax", "environs")


def failing(error: BaseException) -> int:
    def work() -> None:
        raise error

    return exit_code_of(work, debug=False)


def test_help_comes_without_the_heavy_libraries() -> None:
    program = (
        "import sys; from bot.cli.main import main; main(['--help']); main(['ask', '--help']);"
        f"print(sorted(set({HEAVY}) & set(sys.modules)), file=sys.stderr)"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stderr == "[]\n"


def test_without_a_command_there_is_help(wenda: Wenda) -> None:
    ran = wenda()
    assert (ran.code, ran.out) == (2, "")
    assert "Commands:" in ran.err


def test_the_version_is_printed(wenda: Wenda) -> None:
    assert wenda("--version").out == f"wenda {__version__}\n"


def test_a_misspelt_command_is_wrong_use_and_corrected(wenda: Wenda) -> None:
    ran = wenda("aks", "海川股份")
    assert ran.code == 2
    assert "Did you mean 'ask'?" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "x", "--limit", "0"),
        ("ask", "x", "--now", "soon"),
        ("latest", "--limit", "many"),
        ("eval",),
    ],
)
def test_wrong_use_has_its_own_code(wenda: Wenda, arguments: tuple[str, ...]) -> None:
    ran = wenda(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err


def test_wrong_settings_are_all_named(wenda: Wenda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIMEZONE", "Mars")
    monkeypatch.setenv("ADMIN_IDS", "ann")
    ran = wenda("latest")
    assert (ran.code, ran.out) == (2, "")
    first, *names, hint = ran.err.splitlines()
    assert first.startswith("wenda: ")
    assert [name.split(":")[0] for name in names] == ["  ADMIN_IDS", "  TIMEZONE"]
    assert hint.startswith("hint: ")


@pytest.mark.parametrize(("kind", "code"), [(WendaError, 1), (CorpusError, 1), (UsageError, 2)])
def test_an_expected_error_says_what_and_what_next(
    kind: type[WendaError], code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert failing(kind("a\x1b[2J.md: got nothing", hint="write something")) == code
    assert capsys.readouterr().err == "wenda: a[2J.md: got nothing\nhint: write something\n"


def test_an_unexpected_error_is_one_sentence_without_the_token(capsys: pytest.CaptureFixture[str]) -> None:
    half = "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
    assert failing(ValueError(f"/bot123456789:{half}/getMe")) == 1
    said = capsys.readouterr().err
    assert said.startswith("wenda: unexpected ValueError: /bot***/getMe\nhint: put --debug")


def test_debug_shows_the_traceback(capsys: pytest.CaptureFixture[str]) -> None:
    def work() -> None:
        raise ValueError("deep inside")

    assert exit_code_of(work, debug=True) == 1
    assert "in work\n" in (said := capsys.readouterr().err)
    assert "ValueError: deep inside" in said


def test_an_interruption_is_quiet(capsys: pytest.CaptureFixture[str]) -> None:
    assert failing(KeyboardInterrupt()) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_a_reader_who_has_read_enough_is_no_error(option: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    ran = subprocess.run(
        [sys.executable, "-m", "bot", option],
        stdout=writing,
        stderr=subprocess.PIPE,
        env={name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"},
        text=True,
        check=False,
    )
    os.close(writing)
    assert (ran.returncode, ran.stderr) == (1, "")
