"""The scope of a question in what an engine holds now: its newest article and its categories."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.answers.scope import Scope, scope_of
from bot.search.engine import CategoryCount, SearchEngine
from bot.search.keeper import LexiconKeeper


class Scoping:
    """Scopes for one engine. The categories are read again when the lexicon has seen the index change."""

    def __init__(self, engine: SearchEngine, lexicon: LexiconKeeper, timezone: ZoneInfo) -> None:
        self._engine = engine
        self._lexicon = lexicon
        self._timezone = timezone
        self._version: str | None = None
        self._known: Sequence[CategoryCount] = ()

    async def scope(self, text: str, now: datetime | None, *, in_category: bool) -> Scope:
        """What a question is narrowed to. now: None is the wall clock. in_category: one is chosen already."""
        moment = (now or datetime.now(self._timezone)).astimezone(self._timezone)
        known = () if in_category else await self._categories()
        scope = await asyncio.to_thread(scope_of, text, now=moment, known=known)
        if scope.time is None or not scope.time.floating:
            return scope
        newest = (await self._engine.status()).newest
        if newest is None or newest >= scope.time.time.since:
            return scope
        return scope.from_newest(newest.astimezone(self._timezone))

    async def _categories(self) -> Sequence[CategoryCount]:
        if self._version != self._lexicon.version or not self._known:
            self._version = self._lexicon.version
            self._known = await self._engine.categories()
        return self._known
