"""/alert and /alerts, 🔔 under an answer, and the buttons of both: readers choose what they hear of.

In a group only its admins do. What a button names is looked up among the alerts of the chat it stands in.
"""

from __future__ import annotations

from dataclasses import replace

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.answers.topics import NoTopic, Topic
from bot.chat.alert_buttons import (
    About,
    AlertPress,
    Change,
    DeleteAlert,
    EditAlert,
    ListAlerts,
    Mute,
    Rehearse,
    SetCalm,
    SetCap,
    SetPace,
    Subscribe,
)
from bot.chat.callbacks import decode
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.place import Place, topic_of
from bot.chat.question import repeated_question
from bot.chat.reply import Reply
from bot.chat.texts import Texts, language_of
from bot.chat.views import alerts as views
from bot.chat.views.html import escape, one_line, shorten
from bot.state.alerts import FOR_GOOD, MOST, Alert
from bot.state.groups import Quiet

REFUSED = Outcome("alert:refused")
NAMED = 60


class Subscribing:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def alert(self, turn: Turn) -> Outcome:
        """/alert QUESTION, a security or a category: what it would have brought, and how it may come."""
        if not turn.private and not await self._desk.members.wrote_as_admin(turn.message):
            return await self._told(turn, turn.texts.alerts_admins)
        if not turn.text:
            return await self._told(turn, turn.texts.alert_usage)
        reply, outcome = await self._rehearsed(turn.text, turn.texts)
        await self._desk.sender.reply(turn.message, reply)
        return outcome

    async def alerts(self, turn: Turn) -> Outcome:
        """/alerts: those of this chat."""
        if not turn.private and not await self._desk.members.wrote_as_admin(turn.message):
            return await self._told(turn, turn.texts.alerts_admins)
        all_of = await self._desk.state.alerts.of(turn.message.get_bot().id, turn.message.chat_id)
        await self._desk.sender.reply(turn.message, views.listed(all_of, turn.texts))
        return Outcome("alerts", len(all_of))

    async def pressed(self, query: CallbackQuery, message: Message, press: AlertPress, asked: str) -> Outcome:
        """asked: the question that the message answers, "" if gone."""
        texts, presser = self._desk.texts(query.from_user), query.from_user.id
        private = message.chat.type == ChatType.PRIVATE
        if not private and not await self._desk.members.is_admin(message.get_bot(), message.chat_id, presser):
            return await self._refuse(query, texts.alerts_admins)
        match press:
            case Rehearse(about):
                return await self._rehearse(query, message, about, asked)
            case Subscribe():
                return await self._subscribe(query, message, press)
            case ListAlerts():
                all_of = await self._desk.state.alerts.of(message.get_bot().id, message.chat_id)
                return await self._show(query, message, views.listed(all_of, texts))
        return await self._change(query, message, press)

    async def _rehearse(self, query: CallbackQuery, message: Message, about: About, asked: str) -> Outcome:
        """In a message of its own: the answer stays where it is."""
        texts = self._desk.texts(query.from_user)
        wanted = await self._topic(about, asked)
        if wanted is None:
            return await self._refuse(query, texts.bad_button if about != About() else texts.question_gone)
        await self._desk.sender.answer(query)
        reply, outcome = await self._rehearsed(wanted, texts)
        await self._desk.sender.tell(message.get_bot(), Place(message.chat_id, topic_of(message)), reply)
        return outcome

    async def _rehearsed(self, wanted: str | Topic, texts: Texts) -> tuple[Reply, Outcome]:
        now = self._desk.now()
        found = await self._desk.answerer.rehearse(wanted, now=now)
        if isinstance(found, NoTopic):
            name = escape(shorten(one_line(found.text), NAMED))
            return Reply(texts.alert_vague.format(name=name)), Outcome("alert:vague")
        return views.rehearsal(found, texts, now), Outcome("alert", found.total)

    async def _subscribe(self, query: CallbackQuery, message: Message, press: Subscribe) -> Outcome:
        texts = self._desk.texts(query.from_user)
        wanted = await self._topic(press.about, repeated_question(message.text or ""))
        found = await self._desk.answerer.rehearse(wanted, now=self._desk.now()) if wanted else NoTopic("")
        if isinstance(found, NoTopic):
            return await self._refuse(query, texts.bad_button)
        topic, place = found.topic, Place(message.chat_id, topic_of(message))
        alert = Alert(
            bot=message.get_bot().id,
            chat=place.chat,
            reader=query.from_user.id,
            kind=topic.kind,
            what=topic.what,
            name=topic.name,
            thread=place.thread,
            language=language_of(texts),
            pace=press.pace,
            hour=press.hour,
        )
        stored = await self._desk.state.alerts.add(alert)
        if stored is None:
            return await self._refuse(query, texts.alerts_full.format(most=MOST))
        await self._show(query, message, views.saved(stored, texts))
        return Outcome("alert:saved", 1)

    async def _change(self, query: CallbackQuery, message: Message, press: EditAlert | Change) -> Outcome:
        texts, alerts = self._desk.texts(query.from_user), self._desk.state.alerts
        bot = message.get_bot().id
        all_of = await alerts.of(bot, message.chat_id)
        alert = next((one for one in all_of if one.id == press.alert), None)
        if alert is None:
            return await self._refuse(query, texts.alert_gone)
        if isinstance(press, DeleteAlert):
            await alerts.remove(alert)
            left = tuple(one for one in all_of if one.id != alert.id)
            return await self._show(query, message, views.listed(left, texts), toast=texts.alert_deleted)
        after = changed(alert, press)
        if after != alert:
            await alerts.change(after, self._desk.timezone)
        if isinstance(press, Mute) and press.here:
            await self._desk.sender.answer(query, toast=texts.alert_muted)
            return Outcome("alert:muted", 1)
        if isinstance(press, EditAlert) and message.text and not is_settings(message):
            await self._desk.sender.answer(query)
            place = Place(message.chat_id, topic_of(message))
            await self._desk.sender.tell(message.get_bot(), place, views.settings(after, texts))
            return Outcome("alert:edit", 1)
        return await self._show(query, message, views.settings(after, texts))

    async def _topic(self, about: About, question: str) -> str | Topic | None:
        """None where there is no such category any more, or no question."""
        if about.code:
            return Topic("security", f"{about.market}.{about.code}")
        if about.category:
            category = await self._desk.category(about.category)
            return Topic("category", category.slug, category.name) if category else None
        return question or None

    async def _show(
        self, query: CallbackQuery, message: Message, reply: Reply, *, toast: str = ""
    ) -> Outcome:
        await self._desk.sender.answer(query, toast=toast)
        await self._desk.sender.edit(message, reply)
        return Outcome("alerts")

    async def _told(self, turn: Turn, what: str) -> Outcome:
        await self._desk.sender.reply(turn.message, Reply(what))
        return REFUSED

    async def _refuse(self, query: CallbackQuery, why: str) -> Outcome:
        await self._desk.sender.answer(query, why)
        return REFUSED


def changed(alert: Alert, press: EditAlert | Change) -> Alert:
    match press:
        case SetPace(_, pace, hour):
            return replace(alert, pace=pace, hour=hour)
        case SetCalm(_, since, until):
            return replace(alert, quiet=Quiet(since, until) if since != until else None)
        case SetCap(_, cap):
            return replace(alert, cap=cap)
        case Mute(_, muted):
            return replace(alert, muted=FOR_GOOD if muted else 0)
    return alert


def is_settings(message: Message) -> bool:
    """Does the message list alerts or settings, which others may replace? One with articles stays."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    pressed = (decode(str(one.callback_data)) for row in rows for one in row)
    return not any(isinstance(one, Mute) and one.here for one in pressed)
