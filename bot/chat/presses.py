"""What a pressed button does. Its data, its message and its presser are checked before anything else."""

from __future__ import annotations

from collections.abc import Mapping

from telegram import CallbackQuery, Message
from telegram.constants import ChatType

from bot.answers.answer import Answer, Filtering, Found
from bot.chat.admin import Admin
from bot.chat.alert_buttons import AlertPress
from bot.chat.answered import Shown
from bot.chat.browsing import Browsing
from bot.chat.callbacks import AdminPress, Example, Here, Press, Refresh, Rollback, Statistics, decode
from bot.chat.desk import Desk, Outcome
from bot.chat.editor_buttons import AuditPage, EditorPress, InboxPage, Listed, Mend, Problems
from bot.chat.editors import Editors, detail_of, name_of
from bot.chat.governing import Governing
from bot.chat.group_buttons import GroupPress
from bot.chat.handlers import outcome_of
from bot.chat.own import Own
from bot.chat.page_buttons import (
    CategoriesPage,
    DatePage,
    LatestPage,
    QuestionPage,
    SecurityPage,
    TrendPage,
)
from bot.chat.place import Place, topic_of
from bot.chat.question import question_in, repeated_question
from bot.chat.reader_buttons import Forget, Hush, Judge
from bot.chat.recall import Asked, Asker
from bot.chat.subscribing import Subscribing
from bot.chat.trending import Trending
from bot.chat.views.answers import shown
from bot.chat.views.editing import with_editing
from bot.chat.views.group_settings import quiet_now

REFUSED = Outcome("refused")
FILTERS: Mapping[str, Filtering] = {"t": "time", "c": "category", "m": "telling"}
ONLY_LOOKS = (Refresh, Statistics, Listed, InboxPage, Problems, AuditPage)  # and so is not written down
OPENED = "/start"  # a message that a link writes for the reader: the question stands in the answer


class Presses:
    def __init__(
        self,
        desk: Desk,
        admin: Admin,
        browsing: Browsing,
        trending: Trending,
        governing: Governing,
        own: Own,
        subscribing: Subscribing,
        editors: Editors,
    ) -> None:
        self._desk = desk
        self._browsing = browsing
        self._trending = trending
        self._governing = governing
        self._admin = admin
        self._own = own
        self._subscribing = subscribing
        self._editors = editors

    async def pressed(self, query: CallbackQuery) -> Outcome:
        """Route a button to what it does, or say why it does nothing."""
        press, message, texts = decode(query.data), query.message, self._desk.texts(query.from_user)
        if press is None:
            return await self._refuse(query, texts.bad_button)
        if not isinstance(message, Message):  # too old for Telegram to show it to a bot, or deleted
            return await self._refuse(query, texts.question_gone)
        if isinstance(press, GroupPress):
            asked, _ = question_of(message)
            return await self._governing.pressed(query, message, press, asked)
        if isinstance(press, AlertPress):
            return await self._subscribing.pressed(query, message, press, question_of(message)[0])
        if isinstance(press, Judge):
            return await self._judged(query, message, press)
        if not may_press(message, query.from_user.id):
            return await self._refuse(query, texts.not_yours)
        settings = await self._desk.settings_of(message.chat)
        if settings.quiet and self._desk.is_quiet(settings):
            return await self._refuse(query, quiet_now(settings.quiet, texts))
        match press:
            case Here():
                await self._desk.sender.answer(query)
                return Outcome("here")
            case QuestionPage():
                return await self._question(query, message, press)
            case LatestPage():
                return await self._latest(query, message, press)
            case CategoriesPage() | DatePage() | SecurityPage():
                return await self._browsing.pressed(query, message, press, question_of(message)[0])
            case TrendPage():
                return await self._trending.pressed(query, message, press, question_of(message)[0])
            case Forget():
                return await self._own.disposed(query, message, press)
            case Hush():
                return await self._own.hushed(query, message)
            case Example():
                return await self._example(query, message)
            case _:
                return await self._for_admins(query, message, press)

    async def _judged(self, query: CallbackQuery, message: Message, press: Judge) -> Outcome:
        """Anybody who sees an answer may judge it, by a button that it really has."""
        if not label_of(message, query.data):
            return await self._refuse(query, self._desk.texts(query.from_user).bad_button)
        return await self._own.judged(query, press, question_of(message)[0])

    async def _for_admins(
        self, query: CallbackQuery, message: Message, press: AdminPress | EditorPress
    ) -> Outcome:
        texts = self._desk.texts(query.from_user)
        is_admin = self._desk.is_admin(query.from_user)
        question = question_of(message)[0] if is_admin else ""
        if not (is_admin and only_looks(press)):
            self._desk.state.audit.note(query.from_user.id if is_admin else 0, *done_by(press, question))
        if not is_admin or message.chat.type != ChatType.PRIVATE:
            return await self._refuse(query, texts.bad_button)
        await self._desk.sender.answer(query)
        if isinstance(press, EditorPress):
            return await self._editors.pressed(press, message, texts, question)
        return await self._admin.pressed(press, message, texts)

    async def _question(self, query: CallbackQuery, message: Message, press: QuestionPage) -> Outcome:
        """Another page of the same answer; the question stands in the message it replies to."""
        asked, repeated = question_of(message)
        if not asked:
            return await self._refuse(query, self._desk.texts(query.from_user).question_gone)
        await self._desk.sender.answer(query)
        wanted = press.generation
        left_out = [FILTERS[letter] for letter in press.without]
        answers = await self._desk.answers(message.chat)
        answer = await answers.ask(asked, page=press.page, version=wanted or None, without=left_out)
        question = asked if repeated else ""
        return await self._show(query, message, answer, press, question=question, wanted=wanted)

    async def _latest(self, query: CallbackQuery, message: Message, press: LatestPage) -> Outcome:
        category = await self._desk.category(press.category) if press.category else None
        if press.category and not category:
            return await self._refuse(query, self._desk.texts(query.from_user).bad_button)
        await self._desk.sender.answer(query)
        slug, wanted = category.slug if category else None, press.generation
        answers = await self._desk.answers(message.chat)
        answer = await answers.latest(slug, page=press.page, version=wanted or None)
        asked, repeated = question_of(message) if press.back else ("", False)
        question = asked if repeated else ""
        return await self._show(query, message, answer, press, question=question, wanted=wanted)

    async def _example(self, query: CallbackQuery, message: Message) -> Outcome:
        """Ask what the button says, in a message of its own that repeats the question."""
        texts = self._desk.texts(query.from_user)
        asked = label_of(message, query.data)
        if not asked:
            return await self._refuse(query, texts.bad_button)
        await self._desk.sender.answer(query)
        answers = await self._desk.answers(message.chat)
        answer = await answers.ask(asked)
        private = message.chat.type == ChatType.PRIVATE
        reply = shown(answer, texts, self._desk.now(), private=private, question=asked)
        place = Place(message.chat_id, topic_of(message))
        sent = await self._desk.sender.tell(message.get_bot(), place, reply)
        asker = Asker(place.chat, place.thread or 0, query.from_user.id)
        shown_at = Shown(sent.chat_id, sent.message_id) if sent else None
        self._desk.recall.note(asker, Asked(asked, "", shown_at))
        return outcome_of(answer)

    async def _show(
        self,
        query: CallbackQuery,
        message: Message,
        answer: Answer,
        press: Press,
        *,
        question: str = "",
        wanted: str = "",
    ) -> Outcome:
        """Put the answer into the message; wanted: the generation that it should have been read from."""
        texts = self._desk.texts(query.from_user)
        private = message.chat.type == ChatType.PRIVATE
        renewed = wanted != "" and getattr(answer, "version", wanted) != wanted
        reply = shown(
            answer,
            texts,
            self._desk.now(),
            private=private,
            question=question,
            renewed=renewed,
            here=press,
        )
        if private and isinstance(answer, Found) and self._desk.is_admin(query.from_user):
            reply = with_editing(reply, answer, press, question_of(message)[0], texts)
        await self._desk.sender.edit(message, reply)
        return outcome_of(answer)

    async def _refuse(self, query: CallbackQuery, why: str) -> Outcome:
        await self._desk.sender.answer(query, why)
        return REFUSED


def only_looks(press: AdminPress | EditorPress) -> bool:
    return isinstance(press, ONLY_LOOKS) or (isinstance(press, Mend) and press.how != "ignore")


def done_by(press: AdminPress | EditorPress, question: str) -> tuple[str, str]:
    """What a button of admins does, and to what, for the audit log."""
    if isinstance(press, EditorPress):
        return name_of(press), detail_of(press, question)
    return type(press).__name__.lower(), press.generation if isinstance(press, Rollback) else ""


def may_press(message: Message, presser: int) -> bool:
    """In a group only the asker turns pages; one who asked as the group itself cannot be told apart."""
    asked = message.reply_to_message
    if message.chat.type == ChatType.PRIVATE or asked is None or asked.sender_chat:
        return True
    return asked.from_user is None or asked.from_user.id == presser


def question_of(message: Message) -> tuple[str, bool]:
    """The question that an answer belongs to, and whether the answer itself repeats it; "" if gone.

    What it repeats comes first: a follow-up (那招商银行呢) alone does not say what was asked.
    """
    if repeated := repeated_question(message.text or ""):
        return repeated, True
    asked = message.reply_to_message
    if asked and asked.text and not asked.text.startswith(OPENED):
        return question_in(asked.text, message.get_bot().username), False
    return "", False


def label_of(message: Message, data: str | None) -> str:
    """What the pressed button says, if the message really has such a button."""
    rows = message.reply_markup.inline_keyboard if message.reply_markup else ()
    return next((one.text for row in rows for one in row if one.callback_data == data), "")
