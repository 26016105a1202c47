"""The end of a refresh: the new generation is checked and gets its manifest, before it answers."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from bot.search.engine import Reader
from bot.search.manifest import Manifest
from bot.search.manifest_files import Manifests
from bot.search.selfcheck import SAMPLE, Expected, check


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles there are, and how many came, changed and went."""

    articles: int
    added: int = 0
    changed: int = 0
    removed: int = 0


class Finishing:
    """What an engine asks with a run's new generation.

    before: how many articles the old one holds, 0 where it does not matter how many are lost;
    old: ids of those that the run may change or remove, None where it writes everything anew.
    """

    def __init__(
        self, manifests: Manifests, manifest: Manifest, *, before: int, old: frozenset[str] | None
    ) -> None:
        self._manifests = manifests
        self._manifest = manifest
        self._before = before
        self._old = old
        self._kept = False
        self.changes = Changes(before)

    async def __call__(self, reader: Reader) -> None:
        await check(reader, await asyncio.to_thread(self._finish))
        await self._keep((await reader.status()).version)

    async def without_generation(self, version: str) -> None:
        """Keep the manifest for the generation that answers already, if the engine made no other."""
        if not self._kept:
            await asyncio.to_thread(self._finish)
            await self._keep(version)

    async def _keep(self, version: str) -> None:
        await asyncio.to_thread(self._manifests.keep, self._manifest, version)
        self._kept = True

    def _finish(self) -> Expected:
        self._manifest.finish()
        articles, sample = self._manifest.articles(), self._manifest.sample(SAMPLE)
        if self._old is None:
            self.changes = Changes(articles, added=articles)
            return Expected(articles, self._before, sample, ())
        old, new = self._old, self._manifest.made()
        self.changes = Changes(articles, len(new - old), len(new & old), len(old - new))
        present = {*sample, *sorted(new)[:SAMPLE]}
        return Expected(articles, self._before, present, sorted(old - new)[:SAMPLE])
