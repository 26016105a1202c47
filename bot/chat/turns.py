"""One after the other within a chat, in the order of arrival; side by side over all chats."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(slots=True)
class Line:
    """Those of one chat who wait or are served."""

    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    length: int = 0


class Turns:
    """A chat that asks a hundred times holds up nobody but itself."""

    def __init__(self) -> None:
        self._lines: dict[int, Line] = {}

    @asynccontextmanager
    async def of(self, chat: int) -> AsyncIterator[None]:
        line = self._lines.setdefault(chat, Line())
        line.length += 1
        try:
            async with line.lock:
                yield
        finally:
            line.length -= 1
            if not line.length:
                del self._lines[chat]

    def __len__(self) -> int:
        """How many chats are served or wait."""
        return len(self._lines)
