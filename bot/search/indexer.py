"""Bringing the index up to date with the corpus: only changed files are read again.

1. scan: all files are listed; size and time tell which may have changed.
2. read: those are read and parsed; a hash of the text tells which really say something new.
3. write: the articles that these files belong to are merged anew from all their files and given to
   the engine in one step. It makes a new generation of the index; that is checked, its manifest is
   laid beside it, and only then it answers.

A run that dies leaves the old or the new generation with its manifest, and the next run converges.
Another corpus, another analysis of texts or a lost manifest means that everything is built anew; the
report says why.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path

from bot.errors import EngineError, IndexBusy
from bot.posts.post import Problem
from bot.posts.site import Site
from bot.posts.walking import PostFile, walk
from bot.search.alone import alone
from bot.search.engine import SearchEngine, Status
from bot.search.fingerprint import difference, fingerprint, same_corpus
from bot.search.finishing import Changes, Finishing
from bot.search.manifest_files import Manifests
from bot.search.reading import Difference, Reading, difference_of
from bot.search.report import IndexReport, OnProgress, silent
from bot.search.teller import Teller

ASKED_FOR = "it was asked for"


class Indexer:
    """Keeps the index of `engine` true to `folders`; its own notes lie in the folder `state`."""

    def __init__(self, engine: SearchEngine, *, folders: Sequence[Path], state: Path, site: Site) -> None:
        self._engine = engine
        self._folders = tuple(dict.fromkeys(folders))
        self._state = state
        self._site = site
        self._manifests = Manifests(state)

    async def refresh(
        self, on_progress: OnProgress = silent, *, rebuild: bool = False, automatic: bool = False
    ) -> IndexReport:
        """Index what was added, changed and removed since the last time, or everything with `rebuild`.

        automatic: nobody asked for it; after a rollback it changes nothing as long as the index can
        answer. on_progress is called in the event loop's thread, at most ten times a second and at
        the end of a phase. Raises CorpusError where a folder is gone, IndexBusy where a refresh is
        running, and CheckFailed where the new index is not good enough, say since most articles are
        gone, on which `rebuild` insists; then, as after any other error, the old index answers on.
        """
        started = time.monotonic()
        teller = Teller(asyncio.get_running_loop(), on_progress)
        with alone(self._state):
            status, why = await self._standing()
            why = ASKED_FOR if rebuild else why
            comparable = same_corpus(status.fingerprint, self._fingerprint) and not rebuild
            passed_by: tuple[Problem, ...] = ()
            if held := automatic and status.held and not why:
                changes = Changes(status.documents)
            else:
                walked = await asyncio.to_thread(walk, self._folders)
                passed_by = walked.problems
                teller.of("scan")(len(walked.files), len(walked.files))
                write = self._build_anew if why else self._write_changes
                before = status.documents if comparable else 0
                changes = await write(status.version, walked.files, teller, before)
            problems = await self._tidied()
        return IndexReport(
            articles=changes.articles,
            added=changes.added,
            changed=changes.changed,
            removed=changes.removed,
            problems=tuple(sorted((*passed_by, *problems), key=attrgetter("path", "line"))),
            seconds=time.monotonic() - started,
            rebuilt=why,
            held=held,
        )

    async def rollback(self) -> Status:
        """Let the generation before answer again, and keep it so until a refresh that is asked for.

        Raises EngineError where there is none before, and IndexBusy where a refresh is running.
        """
        with alone(self._state):
            status = await self._engine.rollback()
            await self._tidied()
        return status

    async def outdated(self) -> str:
        """Why the next refresh would change something, or "". Reads no post and changes nothing.

        Raises IndexMissing where nothing has been indexed yet, and CorpusError where a folder is gone.
        """
        status = await self._engine.status()
        if why := await self._why_anew(status):
            return why
        walked = await asyncio.to_thread(walk, self._folders)
        behind = len(await asyncio.to_thread(self._difference, status.version, walked.files))
        return f"{behind} files are new, changed or gone" if behind else ""

    async def _standing(self) -> tuple[Status, str]:
        """The index as it is, and why everything must be built anew, or ""."""
        try:
            status = await self._engine.status()
        except IndexBusy:
            raise
        except EngineError as error:
            return Status(0, None, ""), str(error)
        return status, await self._why_anew(status)

    async def _why_anew(self, status: Status) -> str:
        return difference(status.fingerprint, self._fingerprint) or await asyncio.to_thread(
            self._manifests.trouble, status.version, status.documents
        )

    async def _build_anew(
        self, version: str, files: Sequence[PostFile], teller: Teller, before: int
    ) -> Changes:
        async with self._manifests.working() as manifest:
            reading = Reading(manifest, files, self._site)
            await asyncio.to_thread(reading.read_all, teller.of("read"))
            groups = await asyncio.to_thread(manifest.affected)
            finishing = Finishing(self._manifests, manifest, before=before, old=None)
            documents = reading.documents(groups, teller.of("write"))
            await self._engine.rebuild(documents, fingerprint=self._fingerprint, check=finishing)
        return finishing.changes

    async def _write_changes(
        self, version: str, files: Sequence[PostFile], teller: Teller, before: int
    ) -> Changes:
        different = await asyncio.to_thread(self._difference, version, files)
        if not different:
            return Changes(await self._engine.update(()))  # which ends a hold and tidies up
        async with self._manifests.working(version) as manifest:
            reading = Reading(manifest, files, self._site)
            await asyncio.to_thread(reading.read_changed, different, teller.of("read"))
            groups = await asyncio.to_thread(manifest.affected)
            old = manifest.replaced().union(*(twins.articles for twins in groups))
            finishing = Finishing(self._manifests, manifest, before=before, old=old)
            documents = reading.documents(groups, teller.of("write"))
            await self._engine.update(documents, removed=old, check=finishing)
            await finishing.without_generation(version)
        return finishing.changes

    def _difference(self, version: str, files: Sequence[PostFile]) -> Difference:
        return difference_of(self._manifests.known(version), files)

    async def _tidied(self) -> list[Problem]:
        """The problems of all posts, after the manifests of vanished generations were removed."""
        status = await self._engine.status()
        await asyncio.to_thread(self._manifests.clean, (status.version, status.previous))
        return await asyncio.to_thread(self._manifests.problems, status.version)

    @property
    def _fingerprint(self) -> str:
        return fingerprint(self._folders, self._site)
