"""A message before it is sent: the only thing that views return and `send` accepts."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Button:
    """A label with one of three: callback data (at most 64 bytes), an address to open, or the payload of
    a link into the private chat with the bot, opened, or offered to be sent on beside the text `share`."""

    label: str
    data: str = ""
    url: str = ""
    start: str = ""
    share: str = ""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file by its name."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Reply:
    """Telegram HTML (escaped, at most 4,000 UTF-16 units of text), rows of buttons, and the one
    address that may show a preview ("" for none).

    picture: PNG or JPEG that stands above the text, of which then at most 1,000 units fit; b"" for none.
    file: the same of a file; it is sent, and never edited.
    """

    html: str
    rows: tuple[tuple[Button, ...], ...] = ()
    preview: str = ""
    picture: bytes = b""
    file: Attached | None = None


@dataclass(frozen=True, slots=True)
class InlineResult:
    """A message to choose for another chat. id: at most 64 bytes, the same for an article in every answer;
    title and description are plain text."""

    id: str
    title: str
    description: str
    message: Reply


@dataclass(frozen=True, slots=True)
class InlineResults:
    """An answer to an inline query, at most 50 results. button: above them, opens the bot."""

    results: tuple[InlineResult, ...]
    button: Button | None = None
