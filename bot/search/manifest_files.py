"""The manifests beside an index, one for each generation.

manifest-gen-8.sqlite    what went into gen-8; written before gen-8 answers, and never without it
manifest-new.sqlite      one that is being made, or whose maker died
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Collection, Iterable
from contextlib import closing
from pathlib import Path

from bot.posts.post import Problem
from bot.search.comparing import Listed, different
from bot.search.durable import make_durable, sync_folder
from bot.search.manifest import Known, Manifest
from bot.search.unfinished import Unfinished

NEW = "manifest-new.sqlite"


class Manifests:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._new = folder / NEW

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

    def problems(self, version: str) -> list[Problem]:
        with closing(Manifest(self.of(version))) as manifest:
            return manifest.problems()

    def ahead(self, version: str, listed: Iterable[Listed], *, most: int) -> tuple[list[Known], int, int]:
        """The first `most` of the listed files that are new or different, how many there are of them, and how
        many are gone."""
        with closing(Manifest(self.of(version))) as manifest:
            gone: list[tuple[bytes]] = []
            first: list[Known] = []
            count = 0
            for count, one in enumerate(different(listed, manifest.known(), gone), start=1):
                if count <= most:
                    first.append(one)
            return first, count, len(gone)

    def behind(self, version: str, listed: Iterable[Listed]) -> int:
        """How many of the listed files are new, changed or gone."""
        with closing(Manifest(self.of(version))) as manifest:
            gone: list[tuple[bytes]] = []
            return sum(1 for _ in different(listed, manifest.known(), gone)) + len(gone)

    def make(self, run: Unfinished, known: Path | None, *, articles: int, most: int) -> list[str]:
        """A manifest of what the run has found, to be kept; at most so many ids of its articles."""
        self.discard()
        if known:
            shutil.copyfile(known, self._new)
        run.finish(self._new, articles=articles)
        with closing(Manifest(self._new)) as manifest:
            return manifest.sample(most)

    def keep(self, version: str) -> None:
        """Let the manifest that was made be the one of this generation, also after a power cut."""
        make_durable(self._new)
        os.replace(self._new, self.of(version))
        sync_folder(self._folder)

    def discard(self) -> None:
        """Remove the manifest that was made and is not kept."""
        self._new.unlink(missing_ok=True)

    def clean(self, versions: Collection[str]) -> None:
        """Remove all manifests but those of these generations."""
        kept = {self.of(version).name for version in versions}
        for path in self._folder.glob("manifest*.sqlite*"):
            if path.name not in kept:
                path.unlink(missing_ok=True)
