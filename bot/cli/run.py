"""`wenda run`: the conversation, in Telegram or here."""

from __future__ import annotations

import asyncio
import gc
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.chat import converse
from bot.cli.console import say
from bot.cli.options import Corpus, Index
from bot.cli.session import chosen_settings
from bot.errors import SettingsError, StateError, StateNewer, WendaError

if TYPE_CHECKING:
    from bot.app import RunningWenda
    from bot.settings import Settings

NO_TOKEN = (
    "no BOT_TOKEN, so the conversation opens in this terminal.\n"
    "For Telegram: write /newbot to @BotFather, put BOT_TOKEN=… into .env, and run again."
)

FIRST = "the index is built first; until it stands, readers are asked for patience"


def run(corpus: Corpus = None, index: Index = None) -> None:
    """Index the corpus and converse, in Telegram or here. Telegram needs BOT_TOKEN in the environment or
    in .env; without it the conversation opens in this terminal. In Telegram the index as it stands answers
    at once and is brought up to date beside that; WATCH=1 keeps it so, GIT_PULL=1 pulls before."""
    settings = chosen_settings(corpus)
    if settings.bot_token:
        serve(settings, index)
    else:
        say(NO_TOKEN)
        converse(settings, index)


def serve(settings: Settings, index: Path | None) -> None:
    """Telegram's conversation has an event loop of its own, so opening and closing have theirs.

    What is loaded meanwhile stays, and looking for garbage among it takes an eighth of the start.
    """
    from bot.app import open_running
    from bot.serving import token_of
    from bot.single import single

    bot = token_of(settings).partition(":")[0]
    gc.disable()
    with single(index or settings.index_dir, bot, say):
        _serve(settings, open_running(settings, index=index))


def _serve(settings: Settings, wenda: RunningWenda) -> None:
    from bot.logs import setup_logging
    from bot.serving import serve_telegram

    try:
        name, ready = asyncio.run(_prepared(settings, wenda))
        if not ready:
            say(FIRST)
        say(f"{name} answers in Telegram; Ctrl-C ends it")
        setup_logging(settings)
        serve_telegram(settings, wenda)
    finally:
        asyncio.run(wenda.aclose())


async def _prepared(settings: Settings, wenda: RunningWenda) -> tuple[str, bool]:
    """The bot's name, and whether the index can answer already."""
    from bot.app import is_ready

    name, ready, _ = await asyncio.gather(_name(settings), is_ready(settings, wenda), _state(wenda))
    return name, ready


async def _state(wenda: RunningWenda) -> None:
    from bot.serving import prepare_state

    try:
        await prepare_state(wenda)
    except StateNewer:
        raise
    except StateError as error:  # readers are answered without it, and it is tried again
        say(f"note: {error}: {error.hint}")


async def _name(settings: Settings) -> str:
    from bot.serving import bot_name

    try:
        return await bot_name(settings)
    except SettingsError:
        raise
    except WendaError as error:  # the net may come back: the conversation waits for it
        say(f"note: {error}")
        return "the bot"
