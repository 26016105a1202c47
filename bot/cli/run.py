"""`wenda run`: the index up to date, then the conversation."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from bot.cli.chat import converse
from bot.cli.console import say
from bot.cli.options import Corpus, Index
from bot.cli.reports import report_sentence
from bot.cli.session import chosen_settings, refresh
from bot.errors import SettingsError, WendaError

if TYPE_CHECKING:
    from bot.settings import Settings

NO_TOKEN = (
    "no BOT_TOKEN, so the conversation opens in this terminal.\n"
    "For Telegram: write /newbot to @BotFather, put BOT_TOKEN=… into .env, and run again."
)


def run(corpus: Corpus = None, index: Index = None) -> None:
    """Index the corpus and converse, in Telegram or here. Telegram needs BOT_TOKEN in the environment or
    in .env; without it the conversation opens in this terminal."""
    settings = chosen_settings(corpus)
    if settings.bot_token:
        serve(settings, index)
    else:
        say(NO_TOKEN)
        converse(settings, index)


def serve(settings: Settings, index: Path | None) -> None:
    """Telegram's conversation has an event loop of its own, so opening and closing have theirs."""
    from bot.app import bot_name, open_wenda, serve_telegram, warm_up
    from bot.logs import setup_logging

    try:
        name = asyncio.run(bot_name(settings))
    except SettingsError:
        raise
    except WendaError as error:  # the net may come back: the conversation waits for it
        say(f"note: {error}")
        name = "the bot"
    wenda = open_wenda(settings, index=index)
    try:
        report = asyncio.run(refresh(wenda))
        say(report_sentence(report))
        asyncio.run(warm_up(wenda))
        say(f"{name} answers in Telegram; Ctrl-C ends it")
        setup_logging(settings)
        serve_telegram(settings, wenda, report)
    finally:
        asyncio.run(wenda.engine.aclose())
