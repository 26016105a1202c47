"""The end of a refresh: the new generation is checked and gets its manifest, before it answers."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from bot.search.engine import Reader
from bot.search.manifest_files import Manifests
from bot.search.selfcheck import SAMPLE, Expected, check
from bot.search.trial import Tried
from bot.search.unfinished import Unfinished


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles there are, and how many came, changed and went."""

    articles: int
    added: int = 0
    changed: int = 0
    removed: int = 0


class Finishing:
    """What an engine asks with a run's new generation.

    before: how many articles the old one holds; guarded: whether it matters how many are lost;
    known: the manifest it starts from, None where it writes everything anew; old: ids of those that the
    run may change or remove; trial: tries the new generation, and raises where it is not good enough.
    """

    def __init__(
        self,
        manifests: Manifests,
        run: Unfinished,
        *,
        before: int,
        guarded: bool,
        known: Path | None = None,
        old: frozenset[str] = frozenset(),
        trial: Callable[[Reader], Awaitable[Tried]] | None = None,
    ) -> None:
        self._manifests = manifests
        self._run = run
        self._before = before
        self._guarded = guarded
        self._known = known
        self._old = old
        self._kept = False
        self._trial = trial
        self.tried: Tried | None = None
        self.changes = Changes(before)

    async def __call__(self, reader: Reader) -> None:
        try:
            await check(reader, await asyncio.to_thread(self._finish))
            self.tried = await self._trial(reader) if self._trial else None
        except BaseException:
            await asyncio.to_thread(self._manifests.discard)
            raise
        await self._keep((await reader.status()).version)

    async def without_generation(self, version: str) -> None:
        """Keep the manifest for the generation that answers already, if the engine made no other."""
        if not self._kept:
            await asyncio.to_thread(self._finish)
            await self._keep(version)

    async def _keep(self, version: str) -> None:
        await asyncio.to_thread(self._manifests.keep, version)
        self._kept = True

    def _finish(self) -> Expected:
        if self._known is None:
            made = self._run.count_articles()
            self.changes = Changes(made, added=made)
        else:
            old, new = self._old, self._run.made()
            articles = self._before - len(old) + len(new)
            self.changes = Changes(articles, len(new - old), len(new & old), len(old - new))
        return self._expected()

    def _expected(self) -> Expected:
        articles = self.changes.articles
        sample = self._manifests.make(self._run, self._known, articles=articles, most=SAMPLE)
        before = self._before if self._guarded else 0
        if self._known is None:
            return Expected(articles, before, sample, ())
        new = self._run.made()
        return Expected(articles, before, {*sample, *sorted(new)[:SAMPLE]}, sorted(self._old - new)[:SAMPLE])
