"""The buttons of broadcasts as values, and their part of a button's data; for admins alone.

The text stands in the admin's message that the preview answers; the button holds a digest of it, so that
nothing else is sent than what was shown.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256


@dataclass(frozen=True, slots=True)
class SendOut:
    """Send it to the readers. text: the digest of what was shown."""

    text: str


@dataclass(frozen=True, slots=True)
class CallOff:
    """Do not."""


@dataclass(frozen=True, slots=True)
class Halt:
    """Send it to nobody else."""

    broadcast: int


BroadcastPress = SendOut | CallOff | Halt


def digest_of(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def encode_broadcast(press: BroadcastPress) -> str:
    match press:
        case SendOut(text):
            return f"ws{text}"
        case CallOff():
            return "wc"
        case Halt(broadcast):
            return f"wx{broadcast}"


def decode_broadcast(rest: str) -> BroadcastPress | None:
    """None for what `encode_broadcast` does not make."""
    if found := re.fullmatch("ws([0-9a-f]{16})", rest):
        return SendOut(found[1])
    if found := re.fullmatch("wx([1-9][0-9]{0,17})", rest):
        return Halt(int(found[1]))
    return CallOff() if rest == "wc" else None
