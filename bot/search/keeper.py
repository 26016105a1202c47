"""The lexicon of what an engine holds now: made beside the answering, and never waited for."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from pathlib import Path

from bot.errors import IndexMissing, WendaError
from bot.search import lexicon_store
from bot.search.aliases import Aliases
from bot.search.engine import Reader, Status
from bot.search.lexicon import EMPTY_LEXICON, Lexicon, Tables, tables_of
from bot.search.names import names_of
from bot.search.text import normalise

logger = logging.getLogger(__name__)

NO_ALIASES = Aliases({})


class LexiconKeeper:
    """The lexicon for an engine's words and an editor's aliases. Bound to no event loop.

    folder: where its tables are stored for the next start; None keeps them in memory only. makes: False
    where another process makes and stores them; until it has, the lexicon before is kept.
    """

    def __init__(
        self,
        engine: Reader,
        *,
        aliases: Aliases = NO_ALIASES,
        folder: Path | None = None,
        makes: bool = True,
    ) -> None:
        self._engine = engine
        self._aliases = aliases
        self._folder = folder
        self._makes = makes
        self._version = ""
        self._task: asyncio.Task[None] | None = None
        self.current: Lexicon = EMPTY_LEXICON

    @property
    def version(self) -> str:
        """The state of the index that the lexicon was made for, "" before there was one."""
        return self._version

    def use(self, aliases: Aliases) -> None:
        """From now on these, instead of those before."""
        self._aliases = aliases
        if self.current is not EMPTY_LEXICON:
            self.current = replace(self.current, aliases=aliases)

    def renew_soon(self) -> asyncio.Task[None]:
        """Look, beside the caller, whether the index has changed, and if so make a new lexicon.

        The task never fails; nobody needs to wait for it.
        """
        if self._task is None or self._task.done():
            self._task = asyncio.get_running_loop().create_task(self._renew_quietly(), name="lexicon")
        return self._task

    async def renew(self) -> None:
        """Have the lexicon of the index as it is now; an empty one without an index."""
        try:
            status = await self._engine.status()
        except IndexMissing:
            self.current = EMPTY_LEXICON
            return
        if status.version != self._version or not status.version:
            tables = await self._stored(status.version)
            if tables or self._makes:
                self.current = await self._made(status, tables)
                self._version = status.version

    async def _renew_quietly(self) -> None:
        try:
            await self.renew()
        except WendaError as error:
            logger.warning("no new lexicon: %s", error)

    async def _stored(self, version: str) -> Tables | None:
        if self._folder is None:
            return None
        return await asyncio.to_thread(lexicon_store.load, self._folder, key=version)

    async def _made(self, status: Status, tables: Tables | None) -> Lexicon:
        entities, categories = await self._engine.entities(), await self._engine.categories()
        names = await asyncio.to_thread(names_of, entities)
        proper = {normalise(one.category.name): one.count for one in categories} | dict(names.counts)
        if tables is None:
            words, pairs = await self._engine.vocabulary(), await self._engine.vocabulary("bigrams")
            tables = await asyncio.to_thread(tables_of, words, pairs, proper)
            if self._folder:
                await asyncio.to_thread(self._store, tables, self._folder, status.version)
                tables = await self._stored(status.version) or tables  # which takes less memory
        return Lexicon(tables, names, self._aliases, frozenset(proper), status.documents)

    def _store(self, tables: Tables, folder: Path, version: str) -> None:
        try:
            lexicon_store.save(tables, folder, key=version)
        except OSError as error:  # then it is made again at the next start
            logger.warning("the lexicon cannot be stored: %s", error)
