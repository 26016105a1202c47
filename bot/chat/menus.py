"""Command menus by chat and language, and the bot's profile; cosmetic, so no failure stops the bot."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllChatAdministrators,
    BotCommandScopeAllGroupChats,
    BotCommandScopeChat,
    BotCommandScopeDefault,
)
from telegram.error import BadRequest, TelegramError

from bot.chat.texts import Language, Texts, texts_for

logger = logging.getLogger(__name__)

Call = Callable[[], Awaitable[bool]]
LANGUAGES = ("", "zh")  # "" is for everybody whose language has no menu of its own


def commands(texts: Texts) -> list[BotCommand]:
    return [
        BotCommand("ask", texts.menu_ask),
        BotCommand("latest", texts.menu_latest),
        BotCommand("categories", texts.menu_categories),
        BotCommand("date", texts.menu_date),
        BotCommand("stock", texts.menu_stock),
        BotCommand("trend", texts.menu_trend),
        BotCommand("help", texts.menu_help),
    ]


def private_commands(texts: Texts) -> list[BotCommand]:
    return [
        *commands(texts),
        BotCommand("alert", texts.menu_alert),
        BotCommand("alerts", texts.menu_alerts),
        BotCommand("about", texts.menu_about),
        BotCommand("privacy", texts.menu_privacy),
        BotCommand("mydata", texts.menu_mydata),
        BotCommand("forget", texts.menu_forget),
    ]


def admin_commands(texts: Texts) -> list[BotCommand]:
    return [
        *private_commands(texts),
        BotCommand("reload", texts.menu_reload),
        BotCommand("rollback", texts.menu_rollback),
        BotCommand("status", texts.menu_status),
        BotCommand("inbox", texts.menu_inbox),
        BotCommand("alias", texts.menu_alias),
        BotCommand("pin", texts.menu_pin),
        BotCommand("hide", texts.menu_hide),
        BotCommand("golden", texts.menu_golden),
        BotCommand("check", texts.menu_check),
        BotCommand("audit", texts.menu_audit),
        BotCommand("broadcast", texts.menu_broadcast),
        BotCommand("stats", texts.menu_stats),
    ]


def group_admin_commands(texts: Texts) -> list[BotCommand]:
    return [
        *commands(texts),
        BotCommand("alert", texts.menu_alert),
        BotCommand("alerts", texts.menu_alerts),
        BotCommand("settings", texts.menu_settings),
    ]


async def set_menus(bot: Bot, language: Language) -> None:
    """The menus of private chats, groups and their admins, and both descriptions, in every language."""
    calls: list[Call] = []
    for code in LANGUAGES:
        texts = texts_for(code, language)
        calls += [
            partial(bot.set_my_commands, private_commands(texts), BotCommandScopeDefault(), code),
            partial(bot.set_my_commands, commands(texts), BotCommandScopeAllGroupChats(), code),
            partial(
                bot.set_my_commands, group_admin_commands(texts), BotCommandScopeAllChatAdministrators(), code
            ),
            partial(bot.set_my_description, texts.description, code),
            partial(bot.set_my_short_description, texts.short_description, code),
        ]
    await tried(calls)


async def set_admin_menu(bot: Bot, admin: int, language: Language) -> None:
    """An admin's own menu; Telegram knows the chat only after the admin has written once."""
    scope = BotCommandScopeChat(admin)
    menus = ((admin_commands(texts_for(code, language)), code) for code in LANGUAGES)
    await tried([partial(bot.set_my_commands, menu, scope, code) for menu, code in menus])


async def tried(calls: Sequence[Call]) -> None:
    """Make the calls; one that Telegram refuses is left out, a net that is down ends it."""
    for call in calls:
        try:
            await call()
        except BadRequest as error:
            logger.warning("a menu or description was refused: %s", error)
        except TelegramError as error:
            logger.warning("menus and descriptions were not set: %s", error)
            return
