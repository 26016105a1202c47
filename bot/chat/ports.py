"""What this room needs of the rooms to its left, as far as it needs it."""

from __future__ import annotations

from typing import Protocol

from bot.answers.answer import Categories, Found, Help, Latest, Nothing
from bot.search.report import IndexReport, OnProgress


class Answers(Protocol):
    """A page that does not exist, say after a reload, is answered with the nearest that does."""

    async def ask(self, text: str, *, page: int = 1) -> Found | Latest | Nothing | Help: ...

    async def latest(self, category: str | None = None, *, page: int = 1) -> Latest | Nothing: ...

    async def categories(self, *, page: int = 1, size: int | None = None) -> Categories: ...

    async def help(self) -> Help: ...


class Refreshes(Protocol):
    async def refresh(self, on_progress: OnProgress) -> IndexReport:
        """Bring the index up to date; `IndexBusy` while another refresh runs."""
