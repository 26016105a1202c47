"""What is of the reader's own: a judgement on an answer, and what is stored of them, to see and to delete,
and whether broadcasts are wanted."""

from __future__ import annotations

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.reader_buttons import Forget, Judge
from bot.chat.reply import Reply
from bot.chat.texts import language_of
from bot.chat.views import own as views
from bot.state.questions import topic
from bot.state.votes import Vote

REFUSED = Outcome("refused")


class Own:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def mydata(self, turn: Turn) -> Outcome:
        """All that is stored of whoever asks, as a message and a file; in private."""
        if not turn.private or turn.reader is None:
            return await self._only_in_private(turn)
        held = await self._desk.state.personal.of(turn.reader.id)
        await self._desk.sender.reply(turn.message, views.held(turn.reader.id, held, turn.texts))
        return Outcome("mydata", sum(map(len, held.values())))

    async def forget(self, turn: Turn) -> Outcome:
        """Ask first."""
        if not turn.private:
            return await self._only_in_private(turn)
        await self._desk.sender.reply(turn.message, views.forget_offer(turn.texts))
        return Outcome("forget")

    async def disposed(self, query: CallbackQuery, message: Message, press: Forget) -> Outcome:
        """Delete everything, or nothing. What is in memory of the reader goes, too."""
        texts, reader = self._desk.texts(query.from_user), query.from_user.id
        if message.chat.type != ChatType.PRIVATE:
            await self._desk.sender.answer(query, texts.bad_button)
            return REFUSED
        gone = await self._desk.state.personal.forget(reader) if press.sure else 0
        if press.sure:
            self._desk.recall.forget(reader)
        await self._desk.sender.answer(query)
        told = texts.forget_done if press.sure else texts.forget_kept
        await self._desk.sender.edit(message, Reply(told))
        return Outcome("forgotten" if press.sure else "kept", gone)

    async def judged(self, query: CallbackQuery, press: Judge, question: str) -> Outcome:
        """Count the vote, change it, or take it back. question: that the message answers, "" if gone."""
        texts = self._desk.texts(query.from_user)
        if not question:
            await self._desk.sender.answer(query, texts.question_gone)
            return REFUSED
        vote: Vote = 1 if press.good else -1
        stands = await self._desk.state.votes.cast(query.from_user.id, topic(question), press.article, vote)
        told = {1: texts.vote_good, -1: texts.vote_bad, None: texts.vote_back}[stands]
        await self._desk.sender.answer(query, toast=told)
        return Outcome("vote", 1)

    async def hushed(self, query: CallbackQuery, message: Message) -> Outcome:
        """No more broadcasts, or, pressed again, broadcasts again."""
        texts = self._desk.texts(query.from_user)
        if message.chat.type != ChatType.PRIVATE:
            await self._desk.sender.answer(query, texts.bad_button)
            return REFUSED
        bot = message.get_bot().id
        hushed = await self._desk.state.readers.hush(bot, query.from_user.id, language_of(texts))
        await self._desk.sender.answer(query, texts.broadcast_hushed if hushed else texts.broadcast_heard)
        return Outcome("hushed" if hushed else "heard")

    async def _only_in_private(self, turn: Turn) -> Outcome:
        await self._desk.sender.reply(turn.message, Reply(turn.texts.private_only))
        return REFUSED
