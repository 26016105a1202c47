"""A message before it is sent: the only thing that views return and `send` accepts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A label with either callback data (at most 64 bytes) or an address to open."""

    label: str
    data: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Reply:
    """Telegram HTML (escaped, at most 4,000 UTF-16 units of text), rows of buttons, and the one
    address that may show a preview ("" for none)."""

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    preview: str = ""
