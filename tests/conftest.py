"""What every test may rely on: no settings from outside, and no network beyond this machine."""

from __future__ import annotations

import ipaddress
import socket
from typing import Any

import pytest
from hypothesis import settings

from bot.settings import DEFAULTS

# How long an example takes says more about the machine than about the code.
settings.register_profile("anywhere", deadline=None)
settings.load_profile("anywhere")


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """None of our variables is set, and output is as wide and as plain everywhere. Meaning is off, also where
    a model is installed: the tests that want it say so."""
    for variable in (*DEFAULTS, "FORCE_COLOR", "NO_COLOR", "CLICOLOR_FORCE", "WENDA_DEBUG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("MEANING", "off")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.setenv("TERM", "xterm")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to anything but loopback fails at once, and no name is looked up."""
    connect, look_up = socket.socket.connect, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse_unless_loopback(address[0])
        connect(self, address)

    def guarded_look_up(host: Any, *args: Any, **options: Any) -> Any:
        refuse_unless_loopback(host)
        return look_up(host, *args, **options)

    monkeypatch.setattr(socket.socket, "connect", guarded_connect)
    monkeypatch.setattr(socket, "getaddrinfo", guarded_look_up)


def refuse_unless_loopback(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        inside = ipaddress.ip_address(name).is_loopback or ipaddress.ip_address(name).is_unspecified
    except ValueError:
        inside = False
    if not inside:
        raise OSError(f"tests may not reach {name!r}")
