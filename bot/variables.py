"""The text of a variable → its value, or a `ValueError` that says what was got and what is expected.

Pure; blank texts arrive as "" and mean that nothing is set. Secrets never stand in a message.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


class Secret:
    """A value that shows itself as `***` wherever it is printed; `reveal` gives it away."""

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value = value

    def reveal(self) -> str:
        return self._value

    def __repr__(self) -> str:
        return "Secret('***')"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash(self._value)


@dataclass(frozen=True, slots=True)
class Address:
    host: str
    port: int


def refused(got: str, expected: str) -> ValueError:
    return ValueError(f"got {got[:80]!r}, expected {expected}")


def token(text: str) -> Secret | None:
    if text and not re.fullmatch(r"[0-9]{5,20}:[A-Za-z0-9_-]{20,100}", text):
        raise ValueError(
            f"got {len(text)} characters that are no token, expected digits, a colon and"
            " 35 letters or digits, as @BotFather shows it"
        )
    return Secret(text) if text else None


def secret(text: str) -> Secret | None:
    if text and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", text):
        raise ValueError(f"got {len(text)} characters, expected 1 to 256 of A-Z, a-z, 0-9, _ and -")
    return Secret(text) if text else None


def key(text: str) -> Secret | None:
    if text and not re.fullmatch(r"[!-~]{1,1000}", text):
        raise ValueError(f"got {len(text)} characters, expected 1 to 1000 of ASCII without blanks")
    return Secret(text) if text else None


def ids(text: str) -> frozenset[int]:
    """`1, 2 3` → {1, 2, 3}."""
    parts = re.findall(r"[^,;\s]+", text)
    for part in parts:
        if not re.fullmatch(r"[0-9]{1,16}", part) or int(part) == 0:
            raise refused(part, "numeric ids of users, separated by commas (@userinfobot tells yours)")
    return frozenset(map(int, parts))


def folders(text: str) -> tuple[Path, ...]:
    """`a,b` → (Path("a"), Path("b")), each once, in their order."""
    parts = (part.strip() for piece in text.split(os.pathsep) for part in piece.split(","))
    found = tuple(dict.fromkeys(folder(part) for part in parts if part))
    if not found:
        raise refused(text, f"one or several folders, separated by a comma or {os.pathsep!r}")
    return found


def folder(text: str) -> Path:
    try:
        return Path(text).expanduser()
    except RuntimeError:  # `~someone` who is not known here
        raise refused(text, "a path; after ~ the name of a user of this machine, or nothing") from None


def url(text: str) -> str:
    """The address without a slash at its end; "" stays ""."""
    if text and not _is_url(text):
        raise refused(text, "an address such as https://example.com")
    return text.rstrip("/")


def _is_url(text: str) -> bool:
    try:
        parts = urlsplit(text)
        port = parts.port  # raises when it is no number below 65536
    except ValueError:
        return False
    return (
        parts.scheme in ("http", "https")
        and bool(parts.hostname)
        and port != 0
        and not re.search(r"\s", text)
    )


def api_root(text: str) -> str:
    """The root of a Bot API server; the `/bot` that some programs want behind it is taken off."""
    return url(text).removesuffix("/bot")


def database(text: str) -> Secret | None:
    """`sqlite:///a/file` or `postgresql://user:password@host/database`, which may hold a password."""
    if text and not re.fullmatch(r"sqlite://(/.*\S)?|postgres(ql)?://\S+/\S+", text):
        raise ValueError(
            f"got {len(text)} characters, expected sqlite:///path/to/state.sqlite or"
            " postgresql://user:password@host/database"
        )
    return Secret(text) if text else None


def zone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise refused(text, "a time zone such as Asia/Shanghai or UTC") from None


def listen(text: str) -> Address | None:
    """`127.0.0.1:8080` → Address("127.0.0.1", 8080); IPv6 in brackets."""
    if not text:
        return None
    host, _, port = text.rpartition(":")
    if not host or not re.fullmatch(r"[0-9]{1,5}", port) or not 0 < int(port) < 65536:
        raise refused(text, "host:port such as 127.0.0.1:8080")
    return Address(host.strip("[]"), int(port))


def switch(text: str) -> bool:
    """`1`, `true`, `yes`, `on` → True; `0`, `false`, `no`, `off` and "" → False."""
    if text.lower() in ("1", "true", "yes", "on"):
        return True
    if text.lower() in ("0", "false", "no", "off", ""):
        return False
    raise refused(text, "1 or 0")


def rate(text: str) -> int:
    """`30` → 30 a second."""
    if not re.fullmatch(r"[0-9]{1,4}", text) or int(text) == 0:
        raise refused(text, "a whole number from 1 to 9999")
    return int(text)


def days(text: str) -> int:
    """`30` → 30; `0` is none."""
    if not re.fullmatch(r"[0-9]{1,4}", text):
        raise refused(text, "a whole number of days from 0 to 9999")
    return int(text)


def choice(*choices: str) -> Callable[[str], Any]:
    """A reader that takes one of the choices in any case."""

    def read(text: str) -> str:
        if text.lower() not in choices:
            raise refused(text, "one of " + ", ".join(choices))
        return text.lower()

    return read
