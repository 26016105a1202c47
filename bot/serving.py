"""Telegram's side of the wiring: who the bot is, its database, and the conversation until it stops."""

from __future__ import annotations

import asyncio
import functools
import gc
import sys
from typing import TYPE_CHECKING

from bot import __version__
from bot.app import RunningWenda, pull
from bot.errors import SettingsError, WendaError
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.chat.health import HealthOptions
    from bot.chat.running import WebhookOptions
    from bot.chat.upkeep import Changes
    from bot.state.state import State

TIMEOUT_SECONDS = 5.0
SWITCH_SECONDS = 0.0005


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


def watching(settings: Settings) -> Changes | None:
    """How the corpus folders are watched, if WATCH is set."""
    from bot.posts.watching import changes

    return functools.partial(changes, settings.corpus_dir) if settings.watch else None


def serve_telegram(settings: Settings, wenda: RunningWenda) -> None:
    """Converses in Telegram until the process is told to stop. Runs an event loop of its own.

    Answers come from the index as it stands; it is brought up to date beside that.
    """
    from telegram.error import InvalidToken

    from bot.chat.application import build_application
    from bot.chat.clock import SYSTEM
    from bot.chat.running import run
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
    from bot.chat.running import WebhookOptions

    if settings.webhook_listen is None or settings.webhook_secret is None:
        return None
    listen = settings.webhook_listen
    return WebhookOptions(settings.webhook_url, listen.host, listen.port, settings.webhook_secret.reveal())


def health_of(settings: Settings) -> HealthOptions | None:
    """Where whoever watches the bot asks how it stands, or None where nobody does."""
    from bot.chat.health import HealthOptions

    listen = settings.health_listen
    return HealthOptions(listen.host, listen.port) if listen else None
