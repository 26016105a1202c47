"""What every handler has at hand, and the turn of a reader it deals with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Chat, Message, User
from telegram.constants import ChatType

from bot.chat.answered import Answered
from bot.chat.callbacks import digest
from bot.chat.clock import Clock
from bot.chat.members import Members
from bot.chat.ports import Answers
from bot.chat.question import question_in
from bot.chat.recall import Recall
from bot.chat.send import Sender
from bot.chat.texts import Language, Texts, texts_for
from bot.errors import StateError
from bot.posts.post import Category
from bot.search.engine import SearchEngine
from bot.state.groups import UNSET, GroupSettings
from bot.state.state import State

GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an update, for the log: in one word, with how many hits."""

    result: str
    hits: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of a reader: the question in it, and the language and the articles to answer with.

    quiet: it was written in hours in which the bot says nothing in this group.
    """

    message: Message
    reader: User | None
    text: str
    texts: Texts
    private: bool
    admin: bool
    answers: Answers
    quiet: bool


@dataclass(frozen=True, slots=True)
class Desk:
    """sends_to: the host of another's machine that questions are sent to, to be understood; "" for none."""

    answerer: Answers
    engine: SearchEngine
    sender: Sender
    clock: Clock
    timezone: ZoneInfo
    language: Language
    admin_ids: frozenset[int]
    version: str
    recall: Recall
    answered: Answered
    state: State
    members: Members
    sends_to: str = ""

    def now(self) -> datetime:
        """The wall clock in the readers' zone."""
        return self.clock.now().astimezone(self.timezone)

    def texts(self, reader: User | None) -> Texts:
        return texts_for(reader.language_code if reader else None, self.language)

    def is_admin(self, reader: User | None) -> bool:
        return reader is not None and reader.id in self.admin_ids

    async def settings_of(self, chat: Chat) -> GroupSettings:
        """Those of a group; a private chat has none, and nor has one whose settings cannot be read."""
        if chat.type not in GROUPS:
            return UNSET
        try:
            return await self.state.groups.settings_of(chat.id)
        except StateError:  # it was told where it happened; a question is worth an answer all the same
            return UNSET

    async def answers(self, chat: Chat) -> Answers:
        """What answers in this chat, from the categories that the group has chosen."""
        return self._chosen(await self.settings_of(chat))

    def is_quiet(self, settings: GroupSettings) -> bool:
        return settings.quiet is not None and settings.quiet.holds(self.now().hour)

    def _chosen(self, settings: GroupSettings) -> Answers:
        return self.answerer.within(settings.categories) if settings.categories else self.answerer

    async def turn(self, message: Message, username: str) -> Turn:
        reader, settings = message.from_user, await self.settings_of(message.chat)
        return Turn(
            message,
            reader,
            text=question_in(message.text or "", username),
            texts=self.texts(reader),
            private=message.chat.type == ChatType.PRIVATE,
            admin=self.is_admin(reader),
            answers=self._chosen(settings),
            quiet=self.is_quiet(settings),
        )

    async def category(self, wanted: str) -> Category | None:
        """The category with this digest, or None if the corpus has none such any more."""
        known = await self.engine.categories()
        return next((one.category for one in known if digest(one.category.slug) == wanted), None)
