"""Looking through the articles: the commands and the buttons for it."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from bot.answers.answer import Dated, Days, NoDays
from bot.chat.callbacks import DatePage
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.views.browsing import dated

BrowsingPress = DatePage


class Browsing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def date(self, turn: Turn) -> Outcome:
        """/date 2022-03-14: the articles of a day; of the newest day where none is named."""
        answer = await self._desk.answerer.dated(turn.text, now=self._desk.now())
        await self._desk.sender.reply(turn.message, dated(answer, turn.texts, self._desk.now()))
        return dated_outcome(answer)

    async def pressed(self, query: CallbackQuery, message: Message, press: BrowsingPress) -> Outcome:
        """Another page, or other days, in the same message."""
        await self._desk.sender.answer(query)
        wanted = press.generation
        days = Days(press.first, press.last)
        answer = await self._desk.answerer.dated(days, page=press.page, version=wanted or None)
        texts, renewed = self._desk.texts(query.from_user), renewed_since(wanted, answer)
        await self._desk.sender.edit(message, dated(answer, texts, self._desk.now(), renewed=renewed))
        return dated_outcome(answer)


def renewed_since(wanted: str, answer: Dated | NoDays) -> bool:
    """Was the page to be read from a generation that is gone?"""
    return wanted != "" and isinstance(answer, Dated) and answer.version != wanted


def dated_outcome(answer: Dated | NoDays) -> Outcome:
    return Outcome("date", answer.total) if isinstance(answer, Dated) else Outcome("date:unknown")
