"""/broadcast for admins: a preview, a confirmation that counts once, and a way to stop; and who are readers.

The confirmation holds nothing but a digest: the text is read from the admin's message that it answers.
"""

from __future__ import annotations

import logging
import re
from datetime import timedelta

from telegram import Bot, Message, Update, User

from bot.chat.broadcast_buttons import BroadcastPress, CallOff, Halt, SendOut, digest_of
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.journal import Context
from bot.chat.mailing import Mailing
from bot.chat.place import Place
from bot.chat.reply import Reply
from bot.chat.texts import Texts, language_of
from bot.chat.views import broadcast as views
from bot.errors import StateError

logger = logging.getLogger(__name__)

COMMAND = re.compile(r"/broadcast(@\w{1,64})?(?=\s|$)", re.IGNORECASE)
HOLDS = timedelta(days=1)  # a preview; what an editor meant to say is another day's


class Broadcasting:
    def __init__(self, desk: Desk, mailing: Mailing) -> None:
        self._desk, self._mailing = desk, mailing

    async def seen(self, update: Update, context: Context) -> None:
        """Somebody writes in private: a reader, whom a broadcast may reach."""
        if reader := update.effective_user:
            await self._note(context.bot, reader)

    async def _note(self, bot: Bot, reader: User) -> None:
        try:
            await self._desk.state.readers.note(bot.id, reader.id, language_of(self._desk.texts(reader)))
        except StateError:  # told where it happened; the next message tries again
            logger.info("a reader is not known yet")

    async def broadcast(self, turn: Turn) -> Outcome:
        """/broadcast TEXT: as readers will see it, then how many they are and whether to send it."""
        text, bot = text_in(turn.message), turn.message.get_bot()
        if not views.body(text):
            return await self._say(turn, Reply(turn.texts.broadcast_usage), "usage")
        letter = views.letter(text, bot.first_name, turn.texts)
        if not views.is_sendable(letter):
            return await self._say(turn, Reply(turn.texts.broadcast_too_long), "too_long")
        if turn.reader:  # who is one of them
            await self._note(bot, turn.reader)
        readers = await self._desk.state.readers.count(bot.id)
        await self._desk.sender.tell(bot, Place(turn.message.chat_id), letter)
        return await self._say(turn, views.offer(text, readers, turn.texts), "preview")

    async def pressed(self, press: BroadcastPress, message: Message, texts: Texts) -> Outcome:
        """A button that an admin pressed in private."""
        match press:
            case SendOut():
                return await self._begin(press, message, texts)
            case CallOff():
                await self._desk.sender.edit(message, Reply(texts.broadcast_cancelled))
                return Outcome("broadcast:cancelled")
            case Halt(number):
                return await self._halt(number, message, texts)

    async def _begin(self, press: SendOut, message: Message, texts: Texts) -> Outcome:
        asked = message.reply_to_message
        text = text_in(asked)
        if not asked or digest_of(text) != press.text or self._desk.now() - message.date > HOLDS:
            return await self._refuse(message, texts.broadcast_changed)
        begun = await self._desk.state.broadcasts.begin(
            message.get_bot().id,
            message.chat_id,
            asked=asked.message_id,
            shown=message.message_id,
            language=language_of(texts),
            text=text,
        )
        if isinstance(begun, str):
            return await self._refuse(
                message, texts.broadcast_used if begun == "used" else texts.broadcast_busy
            )
        self._mailing.wake(message.get_bot())
        return Outcome("broadcast", begun.readers)

    async def _halt(self, number: int, message: Message, texts: Texts) -> Outcome:
        """The report comes from whoever sends, later than this."""
        await self._desk.sender.edit(message, Reply(texts.broadcast_stopping))
        if await self._desk.state.broadcasts.stop(message.get_bot().id, number):
            self._mailing.wake(message.get_bot())
        elif over := await self._desk.state.broadcasts.of(message.get_bot().id, number):
            await self._desk.sender.edit(message, views.report(over, texts))
        return Outcome("broadcast:stopped")

    async def _say(self, turn: Turn, reply: Reply, result: str) -> Outcome:
        await self._desk.sender.reply(turn.message, reply)
        return Outcome(f"broadcast:{result}")

    async def _refuse(self, message: Message, why: str) -> Outcome:
        await self._desk.sender.reply(message, Reply(why))
        return Outcome("broadcast:refused")


def text_in(message: Message | None) -> str:
    """What the admin's command says, "" where the message is none."""
    text = message.text or "" if message else ""
    command = COMMAND.match(text)
    return text[command.end() :].strip() if command else ""
