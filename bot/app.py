"""The wiring: settings → engine → indexer and answerer → a Wenda that answers, here or in Telegram.

Each piece is imported where it is made, so that a command pays only for what it uses.
"""

from __future__ import annotations

import asyncio
import functools
import hashlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot.errors import CorpusError, IndexMissing, IndexStale, SettingsError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer
    from bot.answers.apart import AnswererApart
    from bot.answers.meaning import RunningMeaning
    from bot.posts.pulling import Pull
    from bot.posts.site import Site
    from bot.search.apart import Apart
    from bot.search.engine import SearchEngine
    from bot.search.indexer import Indexer
    from bot.search.meaning.choice import Choice
    from bot.search.meaning.renewing import Renewing
    from bot.search.meaning.sensing import VectorSense

PATIENCE_AT_A_TERMINAL = 5.0  # seconds for a question's vector, since a command loads the model for its first


@dataclass(frozen=True, slots=True)
class Wenda:
    """folder: where its index lies. sense: None where meaning is off."""

    engine: SearchEngine
    indexer: Indexer
    answerer: Answerer
    folder: Path
    sense: VectorSense | None = None

    async def aclose(self) -> None:
        if self.sense:
            await asyncio.to_thread(self.sense.close)
        await self.engine.aclose()


@dataclass(frozen=True, slots=True)
class RunningWenda:
    """The same for a bot that converses: processes of their own answer, and bring the index up to date.

    Two of them compute at once, which threads of one interpreter do not, and none holds up the event
    loop. What the engine is asked here is little: an article by its name, the categories, the status.
    state_url: of the database with what readers and groups leave behind. meaning: how it stands with it, None
    where it is off.
    """

    engine: SearchEngine
    indexer: Apart | Renewing
    answerer: AnswererApart
    folder: Path
    state_url: str
    meaning: RunningMeaning | None = None

    async def aclose(self) -> None:
        await self.indexer.aclose()
        await self.answerer.aclose()
        await self.engine.aclose()


def open_wenda(settings: Settings, *, index: Path | None = None) -> Wenda:
    """A Wenda over the settings' corpus, as its index stands; `opened` closes it again.

    The index lies in exactly the folder `index`, else in the subfolder of INDEX_DIR that belongs to
    this corpus. Nothing is bound to an event loop.
    """
    from bot.answers.answerer import Answerer
    from bot.search.alias_files import load_aliases
    from bot.search.engines.opening import open_engine
    from bot.search.indexer import Indexer
    from bot.search.keeper import LexiconKeeper
    from bot.search.meaning.opening import open_sense

    folder = index or index_folder(settings)
    engine = open_engine("local", folder)
    lexicon = LexiconKeeper(engine, aliases=load_aliases(settings.aliases), folder=folder)
    sense = open_sense(meaning_of(settings), folder, patience=PATIENCE_AT_A_TERMINAL)
    answerer = Answerer(engine, timezone=settings.timezone, lexicon=lexicon, sense=sense)
    indexer = Indexer(engine, folders=_folders(settings), state=folder, site=site_of(settings))
    return Wenda(engine, indexer, answerer, folder, sense)


def open_running(settings: Settings, *, index: Path | None = None) -> RunningWenda:
    """A Wenda for a bot, over the same index. Its answering process starts at once, so close it."""
    from bot.answers.apart import AnswererApart
    from bot.opening import open_answerer, try_golden
    from bot.search.apart import Apart
    from bot.search.engines.opening import open_engine

    folder = index or index_folder(settings)
    choice = meaning_of(settings)
    opening = functools.partial(open_answerer, folder, settings.aliases, settings.timezone, choice)
    answerer = AnswererApart(opening)
    trial = functools.partial(try_golden, aliases=settings.aliases, timezone=settings.timezone, folder=folder)
    indexer = Apart(folders=_folders(settings), state=folder, site=site_of(settings), trial=trial)
    wenda = RunningWenda(
        open_engine("local", folder), indexer, answerer, folder, state_url(settings, index=index)
    )
    return _understanding(wenda, indexer, choice) if choice.is_on else wenda


def _understanding(wenda: RunningWenda, indexer: Apart, choice: Choice) -> RunningWenda:
    """The same with a process that makes vectors after every refresh."""
    from bot.answers.meaning import RunningMeaning
    from bot.search.meaning.builder import Builder
    from bot.search.meaning.opening import name_of, open_embedder
    from bot.search.meaning.renewing import Renewing

    builder = Builder(wenda.folder, functools.partial(open_embedder, choice))
    meaning = RunningMeaning(name_of(choice), choice.host, wenda.answerer, builder)
    return replace(wenda, indexer=Renewing(indexer, builder), meaning=meaning)


def meaning_of(settings: Settings) -> Choice:
    """Raises SettingsError where meaning is wanted and no model is at hand."""
    from bot.search.meaning.choice import INSTALL, Choice, is_installed

    key = settings.embeddings_key.reveal() if settings.embeddings_key else ""
    choice = Choice(settings.meaning, settings.embeddings_url, settings.embeddings_model, key)
    if choice.is_on and not choice.url and not is_installed():
        hint = f"{INSTALL}, or set EMBEDDINGS_URL and EMBEDDINGS_MODEL"
        raise SettingsError("MEANING is on, but there is no model", hint=hint)
    return choice


def _folders(settings: Settings) -> list[Path]:
    return [one.resolve() for one in settings.corpus_dir]  # `corpus` and `./corpus` are one corpus


@asynccontextmanager
async def opened(settings: Settings, *, index: Path | None = None) -> AsyncIterator[Wenda]:
    """`open_wenda`, closed at the end."""
    wenda = open_wenda(settings, index=index)
    try:
        yield wenda
    finally:
        await wenda.aclose()


def index_folder(settings: Settings) -> Path:
    """`.index/corpus-1f2e3d4c`: every set of corpus folders has its own, so that none pushes another out."""
    return settings.index_dir / _corpus_name(settings.corpus_dir)


def state_url(settings: Settings, *, index: Path | None = None) -> str:
    """Where the state lies. One for all corpora, in a folder beside that of the indexes, unless it is set."""
    from bot.state.place import beside

    return settings.state_url.reveal() if settings.state_url else beside(index or settings.index_dir)


def _corpus_name(folders: Sequence[Path]) -> str:
    places = sorted({str(folder.resolve()) for folder in folders})
    digest = hashlib.sha256("\n".join(places).encode("utf-8", "surrogateescape")).hexdigest()
    return f"{Path(places[0]).name}-{digest[:8]}"


def site_of(settings: Settings) -> Site:
    """What the posts are read for: the site's address and its time zone."""
    from bot.posts.site import Site

    return Site(url=settings.site_url, timezone=settings.timezone)


async def warm_up(wenda: Wenda | RunningWenda) -> None:
    """Loads lexicon and dictionaries, and asks for the newest title: the first reader waits for none."""
    await wenda.answerer.prepare()
    greeting = await wenda.answerer.help()
    for title in greeting.examples[:1]:
        await wenda.answerer.ask(title)


async def pull(settings: Settings) -> tuple[Pull, ...]:
    """What `git pull` brought to the corpus folders; nothing unless GIT_PULL is set."""
    from bot.posts.pulling import pull_all

    return await pull_all(settings.corpus_dir) if settings.git_pull else ()


async def is_ready(settings: Settings, wenda: Wenda | RunningWenda) -> bool:
    """Whether the index can answer as it stands; then everything is loaded that answering needs.

    Raises CorpusError where it cannot, and there is no corpus either to build it from.
    """
    try:
        await wenda.engine.status()
    except (IndexMissing, IndexStale):
        for folder in settings.corpus_dir:
            if not folder.is_dir():
                hint = "set CORPUS_DIR to the folder that holds the posts"
                raise CorpusError(f"{folder} is no folder", hint=hint) from None
        return False
    await warm_up(wenda)
    return True
