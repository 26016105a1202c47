"""Which update goes to which handler."""

from __future__ import annotations

from typing import Any

from telegram import Update
from telegram.ext import (
    Application,
    CallbackQueryHandler,
    CommandHandler,
    InlineQueryHandler,
    MessageHandler,
    TypeHandler,
    filters,
)

from bot.chat.admin import Admin
from bot.chat.browsing import Browsing
from bot.chat.desk import Desk
from bot.chat.editors import Editors
from bot.chat.governing import Governing
from bot.chat.handlers import Addressed, Conversation, OwnCard
from bot.chat.inline import Inline
from bot.chat.journal import Journal
from bot.chat.own import Own
from bot.chat.presses import Presses
from bot.chat.subscribing import Subscribing
from bot.chat.trending import Trending

App = Application[Any, Any, Any, Any, Any, Any]


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
