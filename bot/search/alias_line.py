"""What is told of a line in the editor's alias file."""

from __future__ import annotations

from dataclasses import dataclass

from bot.errors import WendaError


class AliasRefused(WendaError):
    """The file cannot be read or written, or the line cannot be used."""


class AliasMalformed(AliasRefused):
    """The line is none."""


@dataclass(frozen=True, slots=True)
class AliasLine:
    """text: as it stands in the file. key: by which it is found again. known: it was there before."""

    text: str
    key: str
    known: bool = False
