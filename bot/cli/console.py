"""The two streams of every command: data goes to stdout, talk to stderr."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console, RenderableType

from bot.cli.layout import printable


def prepare_streams() -> None:
    """Nothing that is read or printed may fail: pipes and files are UTF-8, a terminal what it can show."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def stdout() -> Console:
    return Console(highlight=False, markup=False, emoji=False)


def stderr() -> Console:
    return Console(stderr=True, highlight=False, markup=False, emoji=False)


def is_plain(console: Console) -> bool:
    """Whether matched words need marks because colours are not to be had."""
    return console.color_system is None


def show(renderable: RenderableType) -> None:
    """Data for people: wrapped and coloured on a terminal, one line a paragraph in a pipe."""
    console = stdout()
    console.print(renderable, soft_wrap=not console.is_terminal, crop=False)


def print_json(value: Any) -> None:
    """Data for programs: one JSON document and a line end."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, allow_nan=False) + "\n")


def say(text: str) -> None:
    """Talk, line by line."""
    for line in text.splitlines():
        indent = line[: len(line) - len(line.lstrip(" "))]
        stderr().print(indent + printable(line.lstrip(" ")), soft_wrap=True)


def complain(what: str, hint: str) -> None:
    """An error as every command shows it: what, then the next step."""
    say(f"wenda: {what}")
    if hint:
        say(f"hint: {hint}")
