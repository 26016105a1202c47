"""What editors mend from the chat: questions that got no answer, and words that articles call differently."""

from __future__ import annotations

from collections.abc import Sequence

from telegram import Message

from bot.answers.answer import Nothing
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.editor_buttons import AliasGone, InboxPage, Mend, MendPress
from bot.chat.linked import articles_of
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import mending as views
from bot.errors import StateError, WendaError
from bot.state.inbox import Unanswered

ALIAS_HINTS = 3


class Mending:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def inbox(self, turn: Turn) -> Outcome:
        """What nobody got an answer to, with what can be done about it."""
        reply, count = await self._page(1, turn.texts)
        await self._desk.sender.reply(turn.message, reply)
        return Outcome("inbox", count)

    async def alias(self, turn: Turn) -> Outcome:
        """`/alias A = B`, or how that is written."""
        if not turn.text:
            await self._desk.sender.reply(turn.message, Reply(turn.texts.alias_usage))
            return Outcome("usage")
        if turn.reader:
            self._desk.state.audit.note(turn.reader.id, "alias", turn.text)
        try:
            told = views.aliased(await self._desk.answerer.add_alias(turn.text), turn.texts)
        except WendaError as error:
            told = views.unaliased(error, turn.texts)
        await self._desk.sender.reply(turn.message, told)
        return Outcome("alias")

    async def pressed(self, press: MendPress, message: Message, texts: Texts) -> Outcome:
        """A button that an admin pressed in private."""
        match press:
            case InboxPage(page):
                reply, count = await self._page(page, texts)
                await self._desk.sender.edit(message, reply)
                return Outcome("inbox", count)
            case Mend("ignore", digest, page):
                await self._ignore(digest)
                reply, count = await self._page(page, texts)
                await self._desk.sender.edit(message, reply)
                return Outcome("ignored", count)
            case Mend(how, digest):
                told = await self._help(how, digest, texts)
            case AliasGone(key):
                told = await self._unalias(key, texts)
        await self._desk.sender.reply(message, told)
        return Outcome(type(press).__name__.lower())

    async def _page(self, page: int, texts: Texts) -> tuple[Reply, int]:
        if not self._desk.state.questions.keep_days:
            return Reply(texts.inbox_not_kept), 0
        groups = await self._groups()
        part = views.part(groups, page)
        shown = groups[part.offset : part.offset + part.size]
        answered = [await self._is_answered(one[0].text) for one in shown]
        return views.inbox(shown, answered, part, len(groups), texts, self._desk.now()), len(groups)

    async def _groups(self) -> list[Sequence[Unanswered]]:
        """Those that were asked most often together first."""
        every = await self._desk.state.inbox.unanswered()
        places = await self._desk.answerer.grouped([one.text for one in every])
        groups = [[every[at] for at in group] for group in places]
        return sorted(groups, key=lambda group: -sum(one.times for one in group))

    async def _is_answered(self, question: str) -> bool:
        """Would it be answered now, say by an article that came since?"""
        return not isinstance(await self._desk.answerer.ask(question), Nothing)

    async def _ignore(self, digest: str) -> None:
        """The whole group; where nothing is asked of this kind any more, nothing is left to ignore."""
        group = await self._group_of(digest)
        await self._desk.state.inbox.ignore([one.digest for one in group])

    async def _group_of(self, digest: str) -> Sequence[Unanswered]:
        groups = await self._groups()
        return next((group for group in groups if digest in [one.digest for one in group]), ())

    async def _help(self, how: str, digest: str, texts: Texts) -> Reply:
        """What to do next about a question, with what is known of it filled in."""
        group = await self._group_of(digest)
        if not group:
            return Reply(texts.edit_gone)
        question = group[0].text
        answer = await self._desk.answerer.ask(question)
        if how == "alias":
            missing = answer.missing if isinstance(answer, Nothing) else ()
            return views.how_to_alias(question, missing[:ALIAS_HINTS], texts)
        return views.which_to_pin(question, articles_of(answer), texts)

    async def _unalias(self, key: str, texts: Texts) -> Reply:
        try:
            return views.alias_gone(await self._desk.answerer.remove_alias(key), texts)
        except WendaError as error:
            if isinstance(error, StateError):
                raise
            return views.unaliased(error, texts)
