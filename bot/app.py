"""The wiring: settings → engine → indexer and answerer → a Wenda that answers, here or in Telegram.

Each piece is imported where it is made, so that a command pays only for what it uses.
"""

from __future__ import annotations

import asyncio
import functools
import gc
import hashlib
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from bot import __version__
from bot.errors import CorpusError, IndexMissing, IndexStale, SettingsError, WendaError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer
    from bot.answers.apart import AnswererApart
    from bot.answers.meaning import RunningMeaning
    from bot.chat.application import WebhookOptions
    from bot.chat.health import HealthOptions
    from bot.chat.upkeep import Changes
    from bot.posts.pulling import Pull
    from bot.posts.site import Site
    from bot.search.apart import Apart
    from bot.search.engine import SearchEngine
    from bot.search.indexer import Indexer
    from bot.search.meaning.choice import Choice
    from bot.search.meaning.renewing import Renewing
    from bot.search.meaning.sensing import VectorSense
    from bot.state.state import State

TIMEOUT_SECONDS = 5.0
SWITCH_SECONDS = 0.0005
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


async def prepare_state(wenda: RunningWenda) -> None:
    """Brings the database up to date before anybody needs it. Raises StateError; StateNewer where the bot
    must not start, since what a newer version stored would suffer."""
    state = await asyncio.to_thread(_open_state, wenda.state_url)
    try:
        await state.prepare(wenda.folder)
    finally:
        await state.aclose()


def _open_state(url: str) -> State:
    """The import alone takes a quarter of a second of a processor."""
    from bot.chat.clock import SYSTEM
    from bot.state.state import open_state

    return open_state(url, clock=SYSTEM)


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


async def bot_name(settings: Settings) -> str:
    """`@name` of the bot. Raises SettingsError where the token is missing or not known, and WendaError
    where the Bot API server does not answer within seconds."""
    from telegram import Bot
    from telegram.error import InvalidToken, TelegramError
    from telegram.request import HTTPXRequest

    root = settings.telegram_api_url
    request = HTTPXRequest(connect_timeout=TIMEOUT_SECONDS, read_timeout=TIMEOUT_SECONDS)
    bot = Bot(token_of(settings), base_url=f"{root}/bot", request=request)
    try:
        async with request:
            return f"@{(await bot.get_me()).username}"
    except InvalidToken as error:
        raise unknown_token(root) from error
    except TelegramError as error:
        raise WendaError(
            f"{root} does not answer: {error.message}", hint="check the network and TELEGRAM_API_URL"
        ) from error


def token_of(settings: Settings) -> str:
    if settings.bot_token is None:
        raise SettingsError("BOT_TOKEN is not set", hint="ask @BotFather for one: /newbot")
    return settings.bot_token.reveal()


def unknown_token(root: str) -> SettingsError:
    return SettingsError(f"BOT_TOKEN: {root} does not know it", hint="copy it again from @BotFather: /mybots")


def share_out_computing() -> None:
    """For many readers at once: nothing that computes keeps the event loop waiting. Called when
    everything that stays is loaded.

    A thread that computes keeps the interpreter for 5 ms unless told otherwise; and a full collection of
    garbage stops all threads for as long as there are objects, 75 ms after the start, though most of them
    (dictionaries, libraries) stay for ever. Until here nothing is collected: see `bot.cli.run.serve`.
    """
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.freeze()
    gc.enable()


async def pull(settings: Settings) -> tuple[Pull, ...]:
    """What `git pull` brought to the corpus folders; nothing unless GIT_PULL is set."""
    from bot.posts.pulling import pull_all

    return await pull_all(settings.corpus_dir) if settings.git_pull else ()


def watching(settings: Settings) -> Changes | None:
    """How the corpus folders are watched, if WATCH is set."""
    from bot.posts.watching import changes

    return functools.partial(changes, settings.corpus_dir) if settings.watch else None


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


def serve_telegram(settings: Settings, wenda: RunningWenda) -> None:
    """Converses in Telegram until the process is told to stop. Runs an event loop of its own.

    Answers come from the index as it stands; it is brought up to date beside that.
    """
    from telegram.error import InvalidToken

    from bot.chat.application import build_application, run
    from bot.chat.clock import SYSTEM
    from bot.chat.stopping import Stopping
    from bot.chat.tally import Tally
    from bot.state.state import open_state

    webhook, tally = webhook_of(settings), Tally(SYSTEM)
    stopping = Stopping(tally)
    application = build_application(
        token_of(settings),
        answerer=wenda.answerer,
        indexer=wenda.indexer,
        engine=wenda.engine,
        fetch=functools.partial(pull, settings),
        changes=watching(settings),
        meanings=wenda.meaning,
        admin_ids=settings.admin_ids,
        language=settings.language,
        state=open_state(wenda.state_url, clock=SYSTEM, keep_days=settings.keep_days),
        timezone=settings.timezone,
        api_url=settings.telegram_api_url,
        version=__version__,
        messages_per_second=settings.messages_per_second,
        on_start=share_out_computing,
        tally=tally,
        stopping=stopping,
        health=health_of(settings),
        listening=webhook is not None,
    )
    try:
        run(application, webhook, stopping)
    except OSError as error:
        if webhook is None:
            raise
        raise SettingsError(
            f"WEBHOOK_LISTEN: {webhook.host}:{webhook.port} cannot be heard on: {error.strerror}",
            hint="free the port, or set another one here and in the reverse proxy",
        ) from error
    except InvalidToken as error:
        raise unknown_token(settings.telegram_api_url) from error


def webhook_of(settings: Settings) -> WebhookOptions | None:
    """Where Telegram brings updates, or None for polling."""
    from bot.chat.application import WebhookOptions

    if settings.webhook_listen is None or settings.webhook_secret is None:
        return None
    listen = settings.webhook_listen
    return WebhookOptions(settings.webhook_url, listen.host, listen.port, settings.webhook_secret.reveal())


def health_of(settings: Settings) -> HealthOptions | None:
    """Where whoever watches the bot asks how it stands, or None where nobody does."""
    from bot.chat.health import HealthOptions

    listen = settings.health_listen
    return HealthOptions(listen.host, listen.port) if listen else None
