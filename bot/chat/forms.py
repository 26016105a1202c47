"""A `Reply` in the forms that Telegram takes: texts, previews, keyboards, inline results. Pure."""

from __future__ import annotations

from urllib.parse import quote

from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InputTextMessageContent,
    LinkPreviewOptions,
    Message,
)
from telegram.constants import ParseMode

from bot.chat.reply import Button, InlineResult, Reply
from bot.chat.views.html import plain

LINKS = "https://t.me"


def said(reply: Reply, mode: ParseMode | None) -> str:
    return reply.html if mode else plain(reply.html)


def says(message: Message, reply: Reply) -> bool:
    """Whether a message without a picture has this text and these buttons; Telegram refuses an edit that
    changes nothing."""
    buttons = keyboard(reply.rows, message.get_bot().username)
    return not reply.picture and message.text == plain(reply.html).strip() and message.reply_markup == buttons


def preview(reply: Reply) -> LinkPreviewOptions:
    if not reply.preview:
        return LinkPreviewOptions(is_disabled=True)
    return LinkPreviewOptions(url=reply.preview, prefer_small_media=True)


def keyboard(rows: tuple[tuple[Button, ...], ...], username: str) -> InlineKeyboardMarkup | None:
    """username: of the bot, which links lead into."""
    if not rows:
        return None
    return InlineKeyboardMarkup([[telegram_button(one, username) for one in row] for row in rows])


def telegram_button(button: Button, username: str) -> InlineKeyboardButton:
    if button.start:
        return InlineKeyboardButton(button.label, url=deep_link(button, username))
    if button.url:
        return InlineKeyboardButton(button.label, url=button.url)
    return InlineKeyboardButton(button.label, callback_data=button.data)


def deep_link(button: Button, username: str) -> str:
    """The address that opens the bot, or the one that offers this address to be sent on."""
    address = f"{LINKS}/{username}?start={button.start}"
    if not button.share:
        return address
    return f"{LINKS}/share/url?url={quote(address, safe='')}&text={quote(button.share, safe='')}"


def inline_article(result: InlineResult, mode: ParseMode | None, username: str) -> InlineQueryResultArticle:
    message = result.message
    content = InputTextMessageContent(
        message.html if mode else plain(message.html),
        parse_mode=mode,
        link_preview_options=preview(message),
    )
    buttons = keyboard(message.rows, username)
    return InlineQueryResultArticle(result.id, result.title, content, buttons, description=result.description)
