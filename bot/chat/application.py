"""The Telegram application put together, and run by polling or webhook."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from telegram import Update
from telegram.ext import (
    Application,
    ApplicationBuilder,
    CallbackQueryHandler,
    CommandHandler,
    ExtBot,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)
from telegram.request import BaseRequest

from bot.chat.admin import Admin
from bot.chat.admins import Admins
from bot.chat.alerting import Alerting
from bot.chat.answered import Answered
from bot.chat.beside import Beside
from bot.chat.browsing import Browsing
from bot.chat.clock import SYSTEM, Clock
from bot.chat.desk import Desk
from bot.chat.editors import Editors
from bot.chat.failures import Failures
from bot.chat.governing import Governing, follow
from bot.chat.handlers import Addressed, Conversation, OwnCard
from bot.chat.health import Health, HealthOptions
from bot.chat.inline import Inline
from bot.chat.journal import Journal
from bot.chat.lanes import connections
from bot.chat.mailing import Mailing
from bot.chat.meaning import MeaningWatch
from bot.chat.members import Members
from bot.chat.menus import set_menus
from bot.chat.own import Own
from bot.chat.pacing import MESSAGES_PER_SECOND, Pacer
from bot.chat.ports import Answers, Fetch, Meanings, Refreshes
from bot.chat.presses import Presses
from bot.chat.recall import Recall
from bot.chat.reloads import Reloads, fetch_nothing
from bot.chat.rivals import LOOK_FOR, Rivals
from bot.chat.secret_word import SecretWord
from bot.chat.send import Sender
from bot.chat.stopping import Stopping
from bot.chat.subscribing import Subscribing
from bot.chat.tally import Tally
from bot.chat.texts import Language
from bot.chat.trending import Trending
from bot.chat.upkeep import Changes, Upkeep
from bot.chat.views.admin import state_trouble
from bot.chat.vitals import Vitals
from bot.chat.watched import Watched
from bot.errors import StateError, WendaError
from bot.search.engine import SearchEngine
from bot.state.state import State, Tidying, open_state

App = Application[Any, Any, Any, Any, Any, Any]

ALLOWED_UPDATES = (Update.MESSAGE, Update.EDITED_MESSAGE, Update.CALLBACK_QUERY, Update.INLINE_QUERY)
SHANGHAI = ZoneInfo("Asia/Shanghai")
POLL_FOR = timedelta(seconds=30)
READ_TIMEOUT = 20.0
CONNECT_TIMEOUT = 10.0
CONNECTIONS = 16  # calls under way at once: 100 a second where each takes 160 ms
UPDATES_AT_ONCE = 40
TELEGRAM = "https://api.telegram.org"
FOREVER = -1


@dataclass(frozen=True, slots=True)
class WebhookOptions:
    """url: public and https; host and port: where this process listens; secret: Telegram sends it along."""

    url: str
    host: str
    port: int
    secret: str


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


class FewAtOnce(ExtBot[Any]):
    """Takes as many waiting updates at once as are parsed in three milliseconds or so; the next
    call brings the others. A hundred, which Telegram gives unasked, would hold the loop for ten."""

    def __init__(self, *arguments: Any, rivals: Rivals | None = None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._rivals = rivals

    async def get_updates(self, *arguments: Any, **options: Any) -> tuple[Update, ...]:
        """None while another process may take them: then it is only looked whether it does."""
        taking = partial(super().get_updates, *arguments)
        if not (self._rivals and self._rivals.in_doubt):
            return await taking(**{"limit": UPDATES_AT_ONCE, **options})
        await self._rivals.look(
            partial(taking, **options | {"limit": 1, "offset": None, "timeout": LOOK_FOR})
        )
        return ()


def connected(
    token: str, api_url: str, request: BaseRequest | None, pacer: Pacer, tally: Tally, rivals: Rivals
) -> Any:
    """A builder that reaches the Bot API; updates are handled beside each other."""
    root = api_url.rstrip("/") or TELEGRAM
    calls, waiting = (
        (request, request)
        if request
        else connections(CONNECTIONS, timeout=READ_TIMEOUT, connect_timeout=CONNECT_TIMEOUT)
    )
    bot = FewAtOnce(
        token,
        base_url=f"{root}/bot",
        base_file_url=f"{root}/file/bot",
        request=Watched(calls, tally),
        get_updates_request=Watched(waiting, tally),
        rate_limiter=pacer,
        rivals=rivals,
    )
    return ApplicationBuilder().bot(bot).concurrent_updates(True).job_queue(None)


def register(
    application: App,
    desk: Desk,
    journal: Journal,
    conversation: Conversation,
    browsing: Browsing,
    trending: Trending,
    admin: Admin,
    governing: Governing,
    own: Own,
    subscribing: Subscribing,
    editors: Editors,
) -> None:
    """Order matters: the first handler that fits takes an update."""
    presses = Presses(desk, admin, browsing, trending, governing, own, subscribing, editors)
    said = filters.UpdateType.MESSAGE & ~OwnCard()
    private = said & filters.ChatType.PRIVATE
    application.add_handler(TypeHandler(Update, journal.once), group=-1)
    for name, work in {
        "start": conversation.start,
        "help": conversation.help,
        "ask": conversation.question,
        "latest": conversation.latest,
        "categories": browsing.categories,
        "date": browsing.date,
        "stock": browsing.stock,
        "trend": trending.trend,
        "about": conversation.about,
        "privacy": conversation.privacy,
        "mydata": own.mydata,
        "forget": own.forget,
        "alert": subscribing.alert,
        "alerts": subscribing.alerts,
        "reload": admin.only(admin.reload),
        "rollback": admin.only(admin.rollback),
        "status": admin.only(admin.status),
        "stats": admin.only(admin.stats),
        **{name: admin.only(work) for name, work in editors.commands.items()},
    }.items():
        application.add_handler(CommandHandler(name, journal.message(name, work), filters=said))
    settings = journal.message("settings", governing.settings, always=True)
    application.add_handler(CommandHandler("settings", settings, filters=said))
    application.add_handler(MessageHandler(filters.StatusUpdate.MIGRATE, governing.migrated))
    grouped = said & filters.ChatType.GROUPS & filters.TEXT & ~filters.COMMAND & Addressed()
    for kind, work, which in (
        ("command", conversation.unknown, private & filters.COMMAND),
        ("question", conversation.question, private & filters.TEXT),
        ("no_text", conversation.no_text, private & ~filters.StatusUpdate.ALL),
        ("group", conversation.question, grouped),
    ):
        application.add_handler(MessageHandler(which, journal.message(kind, work)))
    application.add_handler(CallbackQueryHandler(journal.press("press", presses.pressed)))
    application.add_handler(InlineQueryHandler(journal.inline("inline", Inline(desk))))
    edited = filters.UpdateType.EDITED_MESSAGE & ~OwnCard()
    meant = filters.ChatType.PRIVATE | (filters.ChatType.GROUPS & Addressed())
    edit = journal.message("edit", conversation.edited)
    application.add_handler(CommandHandler("ask", edit, filters=edited))
    application.add_handler(MessageHandler(edited & filters.TEXT & ~filters.COMMAND & meant, edit))
    admins = private & filters.User(desk.admin_ids)
    application.add_handler(MessageHandler(admins, admin.seen), group=1)
    application.add_handler(MessageHandler(private, editors.broadcasting.seen), group=2)
    application.add_handler(TypeHandler(Update, journal.done), group=3)


def run(application: App, webhook: WebhookOptions | None, stopping: Stopping) -> None:
    """Answer until the process is told to stop; without a webhook by long polling.

    Waits for the net at the start as long as it takes; a wrong token ends it with `InvalidToken`, and another
    process that goes on with WendaError.
    """
    prepare = application.post_init

    async def begin(application: App) -> None:
        stopping.listen()
        if prepare:
            await prepare(application)

    application.post_init = begin
    try:
        converse(application, webhook)
    finally:
        stopping.tell()
    if stopping.error:
        raise stopping.error


def converse(application: App, webhook: WebhookOptions | None) -> None:
    if webhook is None:
        application.run_polling(timeout=POLL_FOR, bootstrap_retries=FOREVER, allowed_updates=ALLOWED_UPDATES)
        return
    application.run_webhook(
        listen=webhook.host,
        port=webhook.port,
        url_path=urlsplit(webhook.url).path.lstrip("/"),
        webhook_url=webhook.url,
        secret_token=SecretWord(webhook.secret),
        bootstrap_retries=FOREVER,
        allowed_updates=ALLOWED_UPDATES,
    )
