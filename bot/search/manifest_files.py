"""The manifests beside an index: one for each generation, and the one that a refresh works on.

manifest-gen-8.sqlite    what went into gen-8; written before gen-8 answers, and never without it
manifest-new.sqlite      a refresh works on it, or died while it did
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sqlite3
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.posts.post import Problem
from bot.search.durable import make_durable, sync_folder
from bot.search.manifest import Known, Manifest

WORKING = "manifest-new.sqlite"


class Manifests:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._working = folder / WORKING

    def of(self, version: str) -> Path:
        """Where the manifest of a generation lies."""
        return self._folder / f"manifest-{version}.sqlite"

    def trouble(self, version: str, documents: int) -> str:
        """Why a refresh cannot go on from this generation, which holds so many documents, or ""."""
        path = self.of(version)
        if not path.is_file():
            return "the list of indexed files is missing"
        try:
            with closing(Manifest(path)) as manifest:
                listed = manifest.articles()
        except sqlite3.DatabaseError as error:
            return f"the list of indexed files could not be read: {error}"
        return "" if listed == documents else "the list of indexed files does not belong to this index"

    def known(self, version: str) -> dict[bytes, Known]:
        with closing(Manifest(self.of(version))) as manifest:
            return manifest.known()

    def problems(self, version: str) -> list[Problem]:
        with closing(Manifest(self.of(version))) as manifest:
            return manifest.problems()

    @asynccontextmanager
    async def working(self, version: str = "") -> AsyncIterator[Manifest]:
        """A manifest to work on, empty or a copy; it is thrown away unless it was kept meanwhile."""
        manifest = await asyncio.to_thread(self._start, version)
        try:
            yield manifest
        finally:
            manifest.close()
            self._sweep()

    def _start(self, version: str) -> Manifest:
        self._sweep()
        if version:
            shutil.copyfile(self.of(version), self._working)
        return Manifest(self._working, new=not version, lasting=False)

    def keep(self, manifest: Manifest, version: str) -> None:
        """Let the finished working manifest be the one of this generation, also after a power cut."""
        manifest.close()
        make_durable(self._working)
        os.replace(self._working, self.of(version))
        sync_folder(self._folder)

    def clean(self, versions: Collection[str]) -> None:
        """Remove all manifests but those of these generations."""
        kept = {self.of(version).name for version in versions}
        for path in self._folder.glob("manifest*.sqlite*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)

    def _sweep(self) -> None:
        for path in self._folder.glob(f"{WORKING}*"):
            path.unlink(missing_ok=True)
