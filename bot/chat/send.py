"""The only module that speaks to Telegram: a Reply out, Telegram's refusals and the net's failures in.

Sending is not idempotent and Telegram has no key to make it so. A send is therefore repeated only
when it surely was not done: no connection, or an answer of 5xx. When the answer was lost on the way,
the message may stand in the chat already; a missing answer can be asked for again, a double one cannot
be taken back, so nothing is sent twice. An edit may be repeated freely; a button's progress bar ends
by itself.
Waiting times (429) are the pacer's business; what arrives here has waited enough.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from telegram import (
    Bot,
    CallbackQuery,
    InlineQuery,
    InlineQueryResultsButton,
    InputMediaPhoto,
    Message,
    ReplyParameters,
)
from telegram.constants import ParseMode
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    RetryAfter,
    TelegramError,
)
from telegram.ext import ExtBot

from bot.chat.clock import SYSTEM, Clock
from bot.chat.forms import inline_article, keyboard, preview, said, says
from bot.chat.pacing import Patient, Withdrawn, seconds
from bot.chat.place import Place, topic_of
from bot.chat.refusals import NOT_MODIFIED, Delivery, fate_of, is_harmless, surely_not_done
from bot.chat.reply import InlineResults, Reply

logger = logging.getLogger(__name__)
Result = TypeVar("Result")

REPEATS = (0.5, 2.0)  # seconds before the second and the third try
BROKEN_HTML = "can't parse entities"
PICTURE = "picture.png"
OnMoved = Callable[[int, int], Awaitable[None]]
"""The number of a group before and now; never raises."""


async def nothing_to_move(before: int, now: int) -> None:
    """Where nothing is kept of groups."""


class Sender:
    def __init__(self, clock: Clock = SYSTEM, on_moved: OnMoved = nothing_to_move) -> None:
        """on_moved: told of a group that Telegram says has another number now."""
        self._clock = clock
        self._on_moved = on_moved

    async def reply(self, message: Message, reply: Reply) -> Message | None:
        """Answer a message in its chat and topic; None if the answer cannot be delivered."""
        place = Place(message.chat_id, topic_of(message), message.message_id)
        return await self.tell(message.get_bot(), place, reply)

    async def tell(self, bot: Bot, place: Place, reply: Reply) -> Message | None:
        """Send a message; None if it cannot be delivered."""

        try:
            return await self._html_or_plain(lambda mode: sent(bot, place, reply, mode), again=False)
        except ChatMigrated as moved:
            there = Place(moved.new_chat_id)  # messages and topics have other numbers there
            await self._on_moved(place.chat, there.chat)
            return await self._html_or_plain(lambda mode: sent(bot, there, reply, mode), again=False)

    async def deliver(
        self, bot: ExtBot[Any], place: Place, reply: Reply, hand: Callable[[], Awaitable[bool]]
    ) -> Delivery:
        """Send a text that nobody waits for, when nothing else is to be sent. hand: see `Patient`."""

        async def send(mode: ParseMode | None) -> Delivery:
            made = await bot.send_message(
                place.chat,
                said(reply, mode),
                parse_mode=mode,
                message_thread_id=place.thread,
                link_preview_options=preview(reply),
                reply_markup=keyboard(reply.rows, bot.username),
                rate_limit_args=Patient(hand),
            )
            return Delivery("sent", made.message_id)

        try:
            return await html_or_plain(send)
        except Withdrawn:
            return Delivery("withdrawn")
        except RetryAfter as error:
            return Delivery("again", wait=seconds(error))
        except ChatMigrated as moved:
            await self._on_moved(place.chat, moved.new_chat_id)
            return Delivery("again")
        except InvalidToken:
            raise
        except TelegramError as error:
            return fate_of(error)

    async def edit(self, message: Message, reply: Reply) -> None:
        """Make an own message say this, unless that is what it says already; where it shows a picture and
        this has none, say it in another message, since a picture cannot be taken away."""
        if message.photo and not reply.picture:
            asked = message.reply_to_message
            place = Place(message.chat_id, topic_of(message), asked.message_id if asked else None)
            await self.tell(message.get_bot(), place, reply)
        elif not says(message, reply):
            await self.change(message.get_bot(), message.chat_id, message.message_id, reply)

    async def change(self, bot: Bot, chat: int, message: int, reply: Reply) -> bool:
        """Make the own message with this number say this; False where it is not there any more."""

        async def change(mode: ParseMode | None) -> bool:
            try:
                await edited(bot, chat, message, reply, mode)
            except BadRequest as error:
                if NOT_MODIFIED not in str(error).lower():
                    raise
            return True

        return await self._html_or_plain(change, again=True) is not None

    async def answer(self, query: CallbackQuery, alert: str = "", *, toast: str = "") -> None:
        """Stop the button's progress bar. alert: a notice to be closed; toast: one that vanishes again."""
        told = alert or toast or None
        await self._attempt(lambda: query.answer(told, show_alert=bool(alert)), again=False)

    async def offer(
        self, query: InlineQuery, found: InlineResults, *, seconds: int, personal: bool, next_offset: str = ""
    ) -> None:
        """Answer an inline query. seconds: how long Telegram may give the same answer to whoever asks
        the same, or, if it is personal, to this reader."""
        username = query.get_bot().username

        async def give(mode: ParseMode | None) -> bool:
            return await query.answer(
                [inline_article(one, mode, username) for one in found.results],
                cache_time=seconds,
                is_personal=personal,
                next_offset=next_offset,
                button=InlineQueryResultsButton(found.button.label, start_parameter=found.button.start)
                if found.button
                else None,
            )

        await self._html_or_plain(give, again=True)  # Telegram takes one answer, and refuses others

    async def _html_or_plain(
        self, call: Callable[[ParseMode | None], Awaitable[Result]], *, again: bool
    ) -> Result | None:
        return await html_or_plain(lambda mode: self._attempt(lambda: call(mode), again=again))

    async def _attempt(self, call: Callable[[], Awaitable[Result]], *, again: bool) -> Result | None:
        """The result, or None where Telegram's refusal is nobody's mistake; `again`: repeatable."""
        for pause in (*REPEATS, None):
            try:
                return await call()
            except BadRequest as error:  # a NetworkError by its class, but repeating it is pointless
                if not is_harmless(error):
                    raise
                return None
            except Forbidden as error:
                logger.info("not delivered: %s", error)
                return None
            except RetryAfter as error:
                logger.warning("not delivered, too much at once: %s", error)
                return None
            except (ChatMigrated, InvalidToken):
                raise
            except TelegramError as error:
                if not (again or surely_not_done(error)):
                    logger.warning("perhaps not delivered: %s", error)
                    return None
                if pause is None:
                    raise
                await self._clock.sleep(pause)
        raise AssertionError("the last try returns or raises")


async def html_or_plain(call: Callable[[ParseMode | None], Awaitable[Result]]) -> Result:
    try:
        return await call(ParseMode.HTML)
    except BadRequest as error:
        if BROKEN_HTML not in str(error).lower():
            raise
        logger.error("a view made HTML that Telegram refuses, sent as plain text: %s", error)
        return await call(None)


async def sent(bot: Bot, place: Place, reply: Reply, mode: ParseMode | None) -> Message:
    text, buttons = said(reply, mode), keyboard(reply.rows, bot.username)
    answers = ReplyParameters(place.answers, allow_sending_without_reply=True) if place.answers else None
    if reply.picture:
        return await bot.send_photo(
            place.chat,
            reply.picture,
            text,
            parse_mode=mode,
            message_thread_id=place.thread,
            reply_markup=buttons,
            reply_parameters=answers,
            filename=PICTURE,
        )
    if reply.file:
        return await bot.send_document(
            place.chat,
            reply.file.content,
            text,
            parse_mode=mode,
            message_thread_id=place.thread,
            reply_markup=buttons,
            reply_parameters=answers,
            filename=reply.file.name,
        )
    return await bot.send_message(
        place.chat,
        text,
        parse_mode=mode,
        message_thread_id=place.thread,
        link_preview_options=preview(reply),
        reply_markup=buttons,
        reply_parameters=answers,
    )


async def edited(bot: Bot, chat: int, message: int, reply: Reply, mode: ParseMode | None) -> None:
    """A picture replaces another one, and may be added to a text."""
    text, buttons = said(reply, mode), keyboard(reply.rows, bot.username)
    if reply.picture:
        photo = InputMediaPhoto(reply.picture, text, mode, filename=PICTURE)
        await bot.edit_message_media(photo, chat, message, reply_markup=buttons)
        return
    await bot.edit_message_text(
        text,
        chat,
        message,
        parse_mode=mode,
        link_preview_options=preview(reply),
        reply_markup=buttons,
    )
