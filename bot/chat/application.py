"""The Telegram application put together."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from telegram.request import BaseRequest

from bot.chat.admin import Admin
from bot.chat.admins import Admins
from bot.chat.alerting import Alerting
from bot.chat.answered import Answered
from bot.chat.beside import Beside
from bot.chat.browsing import Browsing
from bot.chat.clock import SYSTEM, Clock
from bot.chat.connecting import connected
from bot.chat.desk import Desk
from bot.chat.editors import Editors
from bot.chat.failures import Failures
from bot.chat.governing import Governing, follow
from bot.chat.handlers import Conversation
from bot.chat.health import Health, HealthOptions
from bot.chat.journal import Journal
from bot.chat.mailing import Mailing
from bot.chat.meaning import MeaningWatch
from bot.chat.members import Members
from bot.chat.menus import set_menus
from bot.chat.own import Own
from bot.chat.pacing import MESSAGES_PER_SECOND, Pacer
from bot.chat.ports import Answers, Fetch, Meanings, Refreshes
from bot.chat.recall import Recall
from bot.chat.registering import App, register
from bot.chat.reloads import Reloads, fetch_nothing
from bot.chat.rivals import Rivals
from bot.chat.send import Sender
from bot.chat.stopping import Stopping
from bot.chat.subscribing import Subscribing
from bot.chat.tally import Tally
from bot.chat.texts import Language
from bot.chat.trending import Trending
from bot.chat.upkeep import Changes, Upkeep
from bot.chat.views.admin import state_trouble
from bot.chat.vitals import Vitals
from bot.errors import StateError, WendaError
from bot.search.engine import SearchEngine
from bot.state.state import State, Tidying, open_state

SHANGHAI = ZoneInfo("Asia/Shanghai")


def build_application(
    token: str,
    *,
    answerer: Answers,
    indexer: Refreshes,
    engine: SearchEngine,
    fetch: Fetch = fetch_nothing,
    changes: Changes | None = None,
    meanings: Meanings | None = None,
    admin_ids: frozenset[int] = frozenset(),
    language: Language = "auto",
    state: State | None = None,
    timezone: ZoneInfo = SHANGHAI,
    api_url: str = "",
    version: str = "",
    messages_per_second: int = MESSAGES_PER_SECOND,
    on_start: Callable[[], None] = lambda: None,
    request: BaseRequest | None = None,
    clock: Clock = SYSTEM,
    tally: Tally | None = None,
    stopping: Stopping | None = None,
    health: HealthOptions | None = None,
    listening: bool = False,
) -> App:
    """The application, not running yet. fetch: pulls the posts before a reload; changes: watches them;
    meanings: tells of ranking by meaning, None where that is off;
    state: what is stored, by default in memory; it is closed at the end; api_url: root of a Bot API server,
    Telegram's by default; version: for /status; on_start: called once in the event loop, before the first
    update; request: instead of HTTP; tally: what happens is counted there; stopping: ends the
    bot where another process goes on; health: where whoever watches the
    bot asks; listening: whether Telegram calls, and is not asked for updates."""
    os.environ.setdefault("PTB_TIMEDELTA", "1")  # else the library warns of a change at every 429

    kept = state or open_state(clock=clock)
    remembered = Recall(clock), Answered(), kept, Members(clock)
    sender = Sender(clock, partial(follow, kept))
    host = meanings.host if meanings else ""
    desk = Desk(answerer, engine, sender, clock, timezone, language, admin_ids, version, *remembered, host)
    admins, beside = Admins(desk), Beside()
    reloads, tally = (
        Reloads(indexer, clock, fetch=fetch, questions=lambda: editors.editing.questions),
        tally or Tally(clock),
    )
    mailing = Mailing(desk)
    editors = Editors(desk, reloads, mailing)
    vitals = Vitals(tally, engine, kept.recorder, reloads, listening)
    watching = Health(health, vitals, version) if health else None
    upkeep = Upkeep(reloads, admins, clock, changes=changes)
    journal, tidying, alerting = Journal(desk, tally), Tidying(kept, clock), Alerting(desk)

    def troubled(error: StateError) -> None:
        beside.start(admins.tell(application.bot, partial(state_trouble, error)), "alarm")

    kept.database.on_trouble = troubled

    def leave(error: WendaError) -> None:
        if stopping:
            stopping.leave(error, application.stop_running)

    rivals = Rivals(tally, clock, leave)

    async def prepare(application: App) -> None:
        on_start()
        if watching:
            await watching.start()
        await journal.recall(application.bot)
        if not await editors.editing.begin():
            beside.start(editors.editing.go_on(), "curation")
        tidying.start()
        alerting.start(application.bot)
        mailing.start(application.bot)
        upkeep.start(application.bot, beside)
        if meanings:
            beside.start(MeaningWatch(meanings, admins, clock).watch(application.bot), "meaning")
        beside.start(set_menus(application.bot, language), "menus")

    async def end(application: App) -> None:
        if watching:
            await watching.stop()
        await beside.stop()
        await alerting.stop()
        await mailing.stop()
        await tidying.stop()
        await kept.aclose()

    pacer = Pacer(clock, messages_per_second=messages_per_second)
    builder = connected(token, api_url, request, pacer, tally, rivals)
    # Without a start, as on a port that is taken, only the second end is called.
    application: App = builder.post_init(prepare).post_stop(end).post_shutdown(end).build()
    conversation = Conversation(desk)
    admin = Admin(desk, beside, reloads, admins, conversation, vitals, meanings)
    browsing = Browsing(desk), Trending(desk)
    own = Own(desk), Subscribing(desk)
    register(application, desk, journal, conversation, *browsing, admin, Governing(desk), *own, editors)
    failures = Failures(desk, admins, beside, tally, rivals, token)
    application.add_error_handler(failures.handle)
    return application
