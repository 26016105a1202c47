"""How a reader sees what a terminal shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.cli.texts import Texts


@dataclass(frozen=True, slots=True)
class Style:
    """In which language, on which clock, and whether colours can be had."""

    texts: Texts
    timezone: ZoneInfo
    plain: bool = False

    def moment(self, date: datetime) -> str:
        return f"{date.astimezone(self.timezone):%Y-%m-%d %H:%M}"
