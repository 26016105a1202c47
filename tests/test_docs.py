"""README, `.env.example`, `--help` and the code say the same."""

from __future__ import annotations

import re
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest
import typer

from bot.cli.main import app, main
from bot.settings import DEFAULTS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
HelpOf = Callable[..., str]
COMMANDS = ("run", "chat", "ask", "latest", "categories", "trend", "index", "check", "eval", "doctor")


def block(name: str) -> str:
    """What README says between `<!-- name -->` and `<!-- /name -->`."""
    found = re.search(rf"<!-- {name} -->\n(.*?)<!-- /{name} -->", README, re.DOTALL)
    assert found, f"README has no block {name}"
    return found[1].strip()


@pytest.fixture
def help_of(capsys: pytest.CaptureFixture[str]) -> HelpOf:
    """What `wenda COMMAND --help` prints."""

    def run(*command: str) -> str:
        assert main([*command, "--help"]) == 0
        return capsys.readouterr().out.strip()

    return run


def test_the_example_file_sets_every_variable_to_its_default() -> None:
    text = (ROOT / ".env.example").read_text(encoding="utf-8")
    assert dict(re.findall(r"^([A-Z_]+)=(.*)$", text, re.MULTILINE)) == DEFAULTS
    for variable in DEFAULTS:
        assert re.search(rf"^#.*\n{variable}=", text, re.MULTILINE), f"{variable} has no comment above it"


def test_the_readme_table_holds_every_variable_with_its_default() -> None:
    head, rule, *rows = block("settings").splitlines()
    assert head == "| variable | default | meaning |"
    assert set(rule) <= set("|- ")
    cells = [[cell.strip(" `") for cell in row.strip("|").split("|")] for row in rows]
    assert {variable: default for variable, default, _ in cells} == DEFAULTS
    assert [variable for variable, _, meaning in cells if len(meaning) < 10] == []


def test_the_readme_shows_the_help_as_it_is(help_of: HelpOf) -> None:
    assert block("commands") == f"```text\n{help_of()}\n```"


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_teaches_with_an_example(command: str, help_of: HelpOf) -> None:
    text = help_of(command)
    assert f"\n  Examples:\n    wenda {command}" in text
    described = typer.main.get_command(app).commands[command]  # type: ignore[attr-defined]  # typer's own class of commands is private
    assert [one.name for one in described.params if not getattr(one, "help", "")] == []


def test_there_are_the_commands_that_are_promised() -> None:
    assert tuple(typer.main.get_command(app).commands) == COMMANDS  # type: ignore[attr-defined]  # as above


def readme_lines() -> list[str]:
    """Every call of wenda in a block of README, without what a shell does around it."""
    fenced = re.findall(r"```(?:bash|sh|console|shell)\n(.*?)```", README, re.DOTALL)
    lines = [line.strip().removeprefix("$ ") for part in fenced for line in part.splitlines()]
    return [re.split(r"[|>#;]", line)[0].strip() for line in lines if line.startswith("wenda ")]


@pytest.mark.parametrize("line", readme_lines())
def test_a_command_line_of_the_readme_has_a_command_and_its_options(line: str, help_of: HelpOf) -> None:
    words = shlex.split(line)[1:]
    command = next((word for word in words if not word.startswith("-")), "")
    options = [word.partition("=")[0] for word in words if word.startswith("--")]
    text = help_of(command) if command else help_of()
    assert [option for option in options if option not in text] == []
