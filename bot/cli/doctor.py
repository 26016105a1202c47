"""`wenda doctor`: is everything in place, and if not, what to do next."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from bot.cli import as_json
from bot.cli.console import print_json, show
from bot.cli.examination import Finding, fail, fine, warn
from bot.cli.meaning_check import meaning_works
from bot.cli.options import AsJson, Corpus, Index
from bot.cli.reports import findings_view
from bot.cli.session import chosen_settings
from bot.errors import IndexMissing, SettingsError, WendaError

if TYPE_CHECKING:
    from bot.app import Wenda
    from bot.settings import Settings

PROBE = "海川股份上周分红多少"


def doctor(json: AsJson = False, corpus: Corpus = None, index: Index = None) -> None:
    """Say what is in place and what to do next. Looks at settings, corpus, segmenter, aliases, index, state,
    token, admins and webhook. Exit code 1 when something fails."""
    findings = asyncio.run(_findings(corpus, index))
    if json:
        print_json(as_json.examined(findings))
    else:
        show(findings_view(findings))
    raise typer.Exit(1 if any(one.state == "fail" for one in findings) else 0)


async def _findings(corpus: list[Path] | None, index: Path | None) -> list[Finding]:
    try:
        settings = chosen_settings(corpus)
    except SettingsError as error:
        return [fail("settings", str(error), error.hint)]
    return [one async for one in examine(settings, index)]


async def examine(settings: Settings, index: Path | None) -> AsyncIterator[Finding]:
    """One finding after the other; none depends on an earlier one."""
    from bot.app import opened

    yield settings_read(settings)
    yield corpus_readable(settings)
    yield segmenter_loads()
    yield aliases_read(settings)
    async with opened(settings, index=index) as wenda:
        yield await index_fresh(wenda)
        yield await meaning_works(settings, wenda)
    yield await state_usable(settings, index)
    yield await token_known(settings)
    yield admins_set(settings)
    yield updates_arrive(settings)


def settings_read(settings: Settings) -> Finding:
    if settings.notes:
        return warn("settings", "; ".join(settings.notes), "correct or remove the line")
    return fine("settings", "understood")


def corpus_readable(settings: Settings) -> Finding:
    from bot.posts.walking import scan

    places = ", ".join(map(str, settings.corpus_dir))
    try:
        files = scan(settings.corpus_dir)
    except WendaError as error:
        return fail("corpus", str(error), error.hint)
    if not files:
        return fail("corpus", f"no posts in {places}", "put posts there, or set CORPUS_DIR")
    return fine("corpus", f"{len(files)} files in {places}")


def segmenter_loads() -> Finding:
    from bot.search.text import normalise
    from bot.search.tokens import words

    return fine("segmenter", " / ".join(words(normalise(PROBE))))


def aliases_read(settings: Settings) -> Finding:
    from bot.search.alias_files import load_aliases

    aliases = load_aliases(settings.aliases)
    if not aliases.problems:
        return fine("aliases", f"{len(aliases.names)} names")
    first, *others = aliases.problems
    more = f", and {len(others)} more problems" if others else ""
    return warn("aliases", f"{first.path}:{first.line}: {first.problem}{more}", first.hint)


async def index_fresh(wenda: Wenda) -> Finding:
    """The engine loads, and what it holds is what the corpus holds."""
    try:
        outdated = await wenda.indexer.outdated()
        status = await wenda.engine.status()
    except IndexMissing:
        return warn("index", f"none in {wenda.folder} yet", "build it: wenda index")
    except WendaError as error:
        return fail("index", str(error), error.hint)
    if status.held:
        back = f"an admin went back to {status.version}, so nothing is read again by itself"
        return warn("index", back, "when the posts are mended: /reload or wenda index")
    if outdated:
        return warn("index", outdated, "bring it up to date: wenda index")
    return fine("index", f"{status.documents} articles in {wenda.folder}")


async def state_usable(settings: Settings, index: Path | None) -> Finding:
    """The database opens, and is brought up to date; one that is not there yet is not made here."""
    from bot.app import state_url
    from bot.state.place import file_of, shown

    url = state_url(settings, index=index)
    file = file_of(url)
    if file and not file.exists():
        return fine("state", f"none in {file} yet; the bot makes it")
    from bot.state.database import Database

    database = Database(url)
    try:
        await database.prepare()
        return fine("state", f"in {shown(url)}")
    except WendaError as error:
        return fail("state", str(error), error.hint)
    finally:
        await database.aclose()


async def token_known(settings: Settings) -> Finding:
    """Whether Telegram, or the Bot API server that was set, knows the token."""
    from bot.serving import bot_name

    if settings.bot_token is None:
        nothing = "BOT_TOKEN is not set: `wenda run` talks in the terminal"
        return warn("token", nothing, "ask @BotFather for one: /newbot")
    try:
        return fine("token", f"{await bot_name(settings)} at {settings.telegram_api_url}")
    except WendaError as error:
        return fail("token", str(error), error.hint)


def admins_set(settings: Settings) -> Finding:
    if settings.admin_ids:
        return fine("admins", f"{len(settings.admin_ids)} may use /reload, /rollback and /status")
    if settings.bot_token is None:
        return fine("admins", "none needed in the terminal")
    return warn("admins", "ADMIN_IDS is not set: nobody may use /reload", "ask @userinfobot for your id")


def updates_arrive(settings: Settings) -> Finding:
    if settings.webhook_listen:
        listen = settings.webhook_listen
        return fine("updates", f"by webhook {settings.webhook_url}, heard on {listen.host}:{listen.port}")
    return fine("updates", "by polling")
