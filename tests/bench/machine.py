"""What the figures were measured on and with, in one paragraph."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path

from tests.bench.memory import PROC
from tests.bench.options import Options
from tests.bench.peers.known import KINDS

OURS = ("tantivy", "rjieba", "python-telegram-bot")


def described(options: Options, source: str) -> str:
    """Processor, memory, versions and what the posts are made of."""
    parts = [
        f"{os.cpu_count()} cores of {processor()}",
        f"{memory()} of memory",
        f"{platform.system()}, Python {platform.python_version()}",
        ", ".join(versions()),
    ]
    return f"Measured on {'; '.join(parts)}. The posts are {source}."


def versions() -> Iterator[str]:
    for name in OURS:
        yield f"{name} {version(name)}"
    for kind in KINDS.values():
        if told := kind.version():
            yield f"{kind.package or 'SQLite'} {told}"


def processor() -> str:
    for line in lines(PROC / "cpuinfo"):
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.processor() or platform.machine()


def memory() -> str:
    for line in lines(PROC / "meminfo"):
        if line.startswith("MemTotal"):
            return f"{int(line.split()[1]) / 2**20:.0f} GB"
    return "an unknown amount"


def lines(file: Path) -> Sequence[str]:
    try:
        return file.read_text(encoding="utf-8").splitlines()
    except OSError:
        return ()
