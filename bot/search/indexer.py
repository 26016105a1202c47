"""Bringing the index up to date with the corpus: only changed files are read again.

1. scan: all files are listed; size and time tell which may have changed.
2. read: those are read and parsed; a hash of the text tells which really say something new.
3. write: the articles that these files belong to are merged anew from all their files and given to
   the engine in one step; then the manifest is brought up to date.

A run that dies leaves the old or the new index, and the next run converges. Another corpus, another
analysis of texts or a lost manifest means that everything is built anew; the report says why.
"""

from __future__ import annotations

import asyncio
import sqlite3
import time
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from filelock import FileLock, Timeout

from bot.errors import EngineError, IndexBusy
from bot.posts.folder import walk
from bot.posts.site import Site
from bot.search.engine import SearchEngine
from bot.search.fingerprint import difference, fingerprint
from bot.search.manifest import Manifest
from bot.search.reading import Reading, all_problems, count_changed, note_touched
from bot.search.report import IndexReport, OnProgress, silent
from bot.search.teller import Teller

MANIFEST = "manifest.sqlite"


@dataclass(frozen=True, slots=True)
class Changes:
    """How many articles there are, and how many came, changed and went."""

    articles: int
    added: int = 0
    changed: int = 0
    removed: int = 0


class Indexer:
    """Keeps the index of `engine` true to `folders`; its own notes lie in the folder `state`."""

    def __init__(self, engine: SearchEngine, *, folders: Sequence[Path], state: Path, site: Site) -> None:
        self._engine = engine
        self._folders = tuple(dict.fromkeys(folders))
        self._state = state
        self._site = site

    async def refresh(self, on_progress: OnProgress = silent, *, rebuild: bool = False) -> IndexReport:
        """Index what was added, changed and removed since the last time, or everything with `rebuild`.

        on_progress is called in the event loop's thread, at most ten times a second and at the end of
        a phase. Raises CorpusError where a folder is gone and IndexBusy where a refresh is running;
        then, as after any other error, the old index answers on.
        """
        started = time.monotonic()
        teller = Teller(asyncio.get_running_loop(), on_progress)
        with self._alone():
            walked = await asyncio.to_thread(walk, self._folders)
            teller.of("scan")(len(walked.files), len(walked.files))
            manifest, unreadable = await asyncio.to_thread(open_manifest, self._state / MANIFEST)
            try:
                why = "it was asked for" if rebuild else unreadable or await self._why_anew(manifest)
                write = self._build_anew if why else self._write_changes
                changes = await write(manifest, Reading(manifest, walked.files, self._site), teller)
                problems = await asyncio.to_thread(all_problems, walked, manifest)
            finally:
                manifest.close()
        return IndexReport(
            articles=changes.articles,
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
            problems=problems,
            seconds=time.monotonic() - started,
            rebuilt=why,
        )

    async def outdated(self) -> str:
        """Why the next refresh would change something, or "". Reads no post and changes nothing.

        Raises IndexMissing where nothing has been indexed yet, and CorpusError where a folder is gone.
        """
        status = await self._engine.status()
        return await asyncio.to_thread(self._outdated, status.fingerprint)

    def _outdated(self, built: str) -> str:
        if not (self._state / MANIFEST).is_file():
            return "the list of indexed files is missing"
        try:
            manifest = Manifest(self._state / MANIFEST)
        except sqlite3.DatabaseError as error:
            return f"the list of indexed files cannot be read: {error}"
        try:
            behind = count_changed(manifest.known(), walk(self._folders).files)
            return difference(built, self._fingerprint(manifest.build)) or (
                f"{behind} files are new, changed or gone" if behind else ""
            )
        finally:
            manifest.close()

    async def _why_anew(self, manifest: Manifest) -> str:
        try:
            status = await self._engine.status()
        except IndexBusy:
            raise
        except EngineError as error:
            return str(error)
        return difference(status.fingerprint, self._fingerprint(manifest.build))

    async def _build_anew(self, manifest: Manifest, reading: Reading, teller: Teller) -> Changes:
        build = uuid.uuid4().hex
        await asyncio.to_thread(reading.read_all, teller.of("read"))
        groups = await asyncio.to_thread(manifest.affected)
        documents = reading.documents(groups, teller.of("write"))
        size = await self._engine.rebuild(documents, fingerprint=self._fingerprint(build))
        await asyncio.to_thread(manifest.finish, build=build)
        return Changes(size, added=size)

    async def _write_changes(self, manifest: Manifest, reading: Reading, teller: Teller) -> Changes:
        await asyncio.to_thread(reading.read_changed, teller.of("read"))
        touched = await asyncio.to_thread(note_touched, manifest)
        if touched.groups or touched.doubtful:
            documents = reading.documents(touched.groups, teller.of("write"))
            size = await self._engine.update(documents, removed=touched.doubtful)
        else:
            size = (await self._engine.status()).documents
        old, new = touched.articles, await asyncio.to_thread(manifest.made)
        await asyncio.to_thread(manifest.finish, build=manifest.build)
        return Changes(size, added=len(new - old), changed=len(new & old), removed=len(old - new))

    def _fingerprint(self, build: str) -> str:
        return fingerprint(self._folders, self._site, build=build)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Keep out every other refresh, of this and of any other process."""
        lock = FileLock(self._state / "refresh.lock", timeout=0, thread_local=False)
        try:
            self._state.mkdir(parents=True, exist_ok=True)
            lock.acquire()
        except Timeout as error:
            raise IndexBusy(
                "the index is being brought up to date", hint="wait until that is done"
            ) from error
        except OSError as error:
            raise EngineError(
                f"the folder {self._state} cannot be written: {error}", hint="set INDEX_DIR to one that can"
            ) from error
        try:
            yield
        except sqlite3.Error as error:
            path = self._state / MANIFEST
            raise EngineError(
                f"the list of indexed files {path} failed: {error}",
                hint=f"delete {path}, then run `wenda index`",
            ) from error
        finally:
            lock.release()


def open_manifest(path: Path) -> tuple[Manifest, str]:
    """The manifest, and why it had to be made anew, or ""."""
    try:
        return Manifest(path), ""
    except sqlite3.DatabaseError as error:
        for leftover in path.parent.glob(f"{path.name}*"):
            leftover.unlink()
        return Manifest(path), f"the list of indexed files could not be read: {error}"
