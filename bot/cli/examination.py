"""What one look of the doctor found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

State = Literal["ok", "warn", "fail"]


@dataclass(frozen=True, slots=True)
class Finding:
    """name: what was looked at; found: what there is; hint: the next step, "" when all is well."""

    name: str
    state: State
    found: str
    hint: str = ""


def fine(name: str, found: str) -> Finding:
    return Finding(name, "ok", found)


def warn(name: str, found: str, hint: str) -> Finding:
    return Finding(name, "warn", found, hint)


def fail(name: str, found: str, hint: str) -> Finding:
    return Finding(name, "fail", found, hint)
