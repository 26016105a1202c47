"""/trend 华阳集团: how often something was mentioned, as a picture where pictures can be drawn."""

from __future__ import annotations

from telegram import CallbackQuery, Message

from bot.answers.answer import Security
from bot.answers.trends import NoTrend, Trend
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.page_buttons import TrendPage
from bot.chat.ports import Answers
from bot.chat.recall import Asked, asker_of
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.trend import chart, trend


class Trending:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def trend(self, turn: Turn) -> Outcome:
        """/trend 华阳集团 3月: how often it was mentioned, about which a follow-up may ask."""
        answer = await turn.answers.trend(turn.text, now=self._desk.now())
        if isinstance(answer, Trend):
            self._desk.recall.note(asker_of(turn.message), Asked(answer.name, "", None))
        reply = await self._shown(answer, turn.answers, turn.texts)
        await self._desk.sender.reply(turn.message, reply)
        return outcome_of(answer)

    async def pressed(self, query: CallbackQuery, message: Message, press: TrendPage, asked: str) -> Outcome:
        """Another span of time, or another security, in the same message.

        asked: the text that the message answers, "" where it is gone.
        """
        texts = self._desk.texts(query.from_user)
        what = Security(press.market, press.code, "") if press.code else asked
        if not what:
            await self._desk.sender.answer(query, texts.question_gone)
            return Outcome("refused")
        await self._desk.sender.answer(query)
        answers = await self._desk.answers(message.chat)
        answer = await answers.trend(what, last_days=press.last_days, now=self._desk.now())
        await self._desk.sender.edit(message, await self._shown(answer, answers, texts))
        return outcome_of(answer)

    async def _shown(self, answer: Trend | NoTrend, answers: Answers, texts: Texts) -> Reply:
        now = self._desk.now()
        picture = b"" if isinstance(answer, NoTrend) else await answers.draw(chart(answer, texts, now))
        return trend(answer, texts, now, picture=picture)


def outcome_of(answer: Trend | NoTrend) -> Outcome:
    """trend with how many mention it, or trend:unknown."""
    return Outcome("trend", answer.total) if isinstance(answer, Trend) else Outcome("trend:unknown")
