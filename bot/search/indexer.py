"""Bringing the index up to date with the corpus: only changed files are read again.

1. scan: all files are listed; size and time tell which may have changed.
2. read: those are read and parsed; a hash of the text tells which really say something new.
3. write: the articles that these files belong to are merged anew from all their files and given to
   the engine in one step. It makes a new generation of the index; that is checked, its manifest is
   laid beside it, and only then it answers.

Much work is shared by several processes (see `running`). A run that dies leaves the old or the new
generation with its manifest, and the next one goes on with what it had read and written.
Another corpus, another analysis of texts or a lost manifest means that everything is built anew; the
report says why.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from pathlib import Path

from bot.errors import EngineError, GoldenFell, IndexBusy
from bot.posts.post import Problem
from bot.posts.site import Site
from bot.search.alone import alone
from bot.search.engine import Reader as Generation
from bot.search.engine import SearchEngine, Status
from bot.search.fingerprint import difference, fingerprint, same_corpus
from bot.search.finishing import Changes, Finishing
from bot.search.manifest import unpacked
from bot.search.manifest_files import Manifests
from bot.search.reading import Reader
from bot.search.report import IndexReport, OnProgress, Outlook, silent
from bot.search.running import Run, running
from bot.search.teller import Teller
from bot.search.trial import Golden, Trial, Tried
from bot.search.workers import cores

Try = Callable[[Generation], Awaitable[Tried]]

ASKED_FOR = "it was asked for"
LOOKED_INTO = 500  # files of an outlook: a second or so


class TooMany(EngineError):
    """There is more to do than whoever asked wants to have done here."""


@dataclass(frozen=True, slots=True)
class Made:
    """What a run has changed; resumed: how many files an interrupted run had read for it."""

    changes: Changes
    resumed: int = 0
    tried: Tried | None = None


class Indexer:
    """Keeps the index of `engine` true to `folders`; its own notes lie in the folder `state`."""

    def __init__(
        self,
        engine: SearchEngine,
        *,
        folders: Sequence[Path],
        state: Path,
        site: Site,
        workers: int | None = None,
        trial: Trial | None = None,
    ) -> None:
        """workers: how many processes share a larger piece of work, by default one for each processor. trial:
        tries a new generation by the questions that a refresh is given."""
        self._trial = trial
        self._engine = engine
        self._folders = tuple(dict.fromkeys(folders))
        self._state = state
        self._site = site
        self._workers = cores() if workers is None else workers
        self._manifests = Manifests(state)

    async def refresh(
        self,
        on_progress: OnProgress = silent,
        *,
        rebuild: bool = False,
        automatic: bool = False,
        most: int | None = None,
        golden: tuple[Golden, ...] = (),
    ) -> IndexReport:
        """Index what was added, changed and removed since the last time, or everything with `rebuild`.

        automatic: nobody asked for it; after a rollback it changes nothing as long as the index can
        answer. on_progress is called in the event loop's thread, at most ten times a second and at
        the end of a phase. Raises CorpusError where a folder is gone, IndexBusy where a refresh is
        running, and CheckFailed where the new index is not good enough, say since most articles are
        gone, on which `rebuild` insists; then, as after any other error, the old index answers on.
        golden: questions of editors; GoldenFell is raised where fewer get the right article than before.
        most: raises TooMany, before anything is read, where more files than this came, changed or went.
        """
        started = time.monotonic()
        teller = Teller(asyncio.get_running_loop(), on_progress)
        passed_by: list[Problem] = []
        with alone(self._state):
            status, why = await self._standing()
            why = ASKED_FOR if rebuild else why
            if held := automatic and status.held and not why:
                made = Made(Changes(status.documents))
            else:
                made = await self._made(status, why, teller, passed_by, most, self._trying(golden))
            problems = await self._tidied()
        return IndexReport(
            articles=made.changes.articles,
            added=made.changes.added,
            changed=made.changes.changed,
            removed=made.changes.removed,
            problems=tuple(sorted((*passed_by, *problems), key=attrgetter("path", "line"))),
            seconds=time.monotonic() - started,
            rebuilt=why,
            held=held,
            resumed=made.resumed,
            tried=made.tried,
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
        behind = await asyncio.to_thread(
            lambda: self._manifests.behind(status.version, self._reader().listed([]))
        )
        return f"{behind} files are new, changed or gone" if behind else ""

    async def outlook(self) -> Outlook:
        """What the next refresh would find. Reads changed files, and changes nothing.

        Raises CorpusError where a folder is gone.
        """
        status, why = await self._standing()
        if why:
            return Outlook(anew=why)
        return await asyncio.to_thread(self._ahead, status.version)

    def _ahead(self, version: str) -> Outlook:
        reader, passed_by = self._reader(), list[Problem]()
        rows, count, gone = self._manifests.ahead(version, reader.listed(passed_by), most=LOOKED_INTO)
        fresh, touched = reader.read(rows)
        known = {row[0] for row in rows if row[3] is not None}
        new = sum(one.place not in known for one in fresh)
        problems = [*passed_by, *(problem for one in fresh for problem in unpacked(one.problems))]
        return Outlook(
            new=new,
            changed=count - len(touched) - new,
            gone=gone,
            problems=tuple(sorted(problems, key=attrgetter("path", "line"))),
            unread=count - len(rows),
        )

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

    def _trying(self, golden: tuple[Golden, ...]) -> Try | None:
        """What tries a generation by these questions."""
        trial = self._trial
        if trial is None or not golden:
            return None

        async def attempt(made: Generation) -> Tried:
            tried = await trial(golden, made, self._engine)
            if tried.fell:
                raise fallen(tried)
            return tried

        return attempt

    async def _made(
        self,
        status: Status,
        why: str,
        teller: Teller,
        passed_by: list[Problem],
        most: int | None,
        attempt: Try | None,
    ) -> Made:
        known = None if why else self._manifests.of(status.version)
        purpose = f"{self._fingerprint} {why if why == ASKED_FOR else ''} {'' if why else status.version}"
        async with running(self._state, known, purpose, self._reader(), teller, self._workers) as run:
            compared = await run.compare(passed_by)
            behind = compared.changed + compared.gone
            if most is not None and behind > most:
                raise TooMany(f"{behind} files are new, changed or gone")
            if known and not behind:
                documents = await self._engine.update(())  # which ends a hold and tidies up
                return Made(Changes(documents))
            await run.read(compared)
            guarded = why != ASKED_FOR and same_corpus(status.fingerprint, self._fingerprint)
            write = self._write_changes if known else self._build_anew
            finished = await write(run, status, guarded, attempt)
            return Made(finished.changes, resumed=compared.kept, tried=finished.tried)

    async def _build_anew(self, run: Run, status: Status, guarded: bool, attempt: Try | None) -> Finishing:
        finishing = Finishing(
            self._manifests, run.notes, before=status.documents, guarded=guarded, trial=attempt
        )
        begun = min(await self._engine.begun(run.notes.grouping), run.notes.count_assigned())
        await self._engine.rebuild(
            run.documents(after=begun),
            fingerprint=self._fingerprint,
            check=finishing,
            draft=run.notes.grouping,
        )
        return finishing

    async def _write_changes(self, run: Run, status: Status, guarded: bool, attempt: Try | None) -> Finishing:
        old = await asyncio.to_thread(run.notes.replaced)
        known = self._manifests.of(status.version)
        finishing = Finishing(
            self._manifests,
            run.notes,
            before=status.documents,
            guarded=guarded,
            known=known,
            old=old,
            trial=attempt,
        )
        await self._engine.update(run.documents(), removed=old, check=finishing)
        await finishing.without_generation(status.version)
        return finishing

    def _reader(self) -> Reader:
        return Reader(self._folders, self._site, datetime.now(UTC))

    async def _tidied(self) -> list[Problem]:
        """The problems of all posts, after the manifests of vanished generations were removed."""
        status = await self._engine.status()
        await asyncio.to_thread(self._manifests.clean, (status.version, status.previous))
        return await asyncio.to_thread(self._manifests.problems, status.version)

    @property
    def _fingerprint(self) -> str:
        return fingerprint(self._folders, self._site)


def fallen(tried: Tried) -> GoldenFell:
    before, after, total = counts = tried.before or 0, tried.after, tried.total
    what = f"{after} of {total} questions of editors get the right article first, and {before} did before"
    return GoldenFell(what, hint="look at what has changed in the posts", counts=counts, lost=tried.lost)
