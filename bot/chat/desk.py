"""What every handler has at hand, and the turn of a reader it deals with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from telegram import Message, User
from telegram.constants import ChatType

from bot.chat.answered import Answered
from bot.chat.callbacks import digest
from bot.chat.clock import Clock
from bot.chat.ports import Answers
from bot.chat.question import question_in
from bot.chat.recall import Recall
from bot.chat.send import Sender
from bot.chat.texts import Language, Texts, texts_for
from bot.posts.post import Category
from bot.search.engine import SearchEngine


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an update, for the log: in one word, with how many hits."""

    result: str
    hits: int = 0


@dataclass(frozen=True, slots=True)
class Turn:
    """A message of a reader: the question in it and the language to answer in."""

    message: Message
    reader: User | None
    text: str
    texts: Texts
    private: bool
    admin: bool


@dataclass(frozen=True, slots=True)
class Desk:
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

    def now(self) -> datetime:
        """The wall clock in the readers' zone."""
        return self.clock.now().astimezone(self.timezone)

    def texts(self, reader: User | None) -> Texts:
        return texts_for(reader.language_code if reader else None, self.language)

    def is_admin(self, reader: User | None) -> bool:
        return reader is not None and reader.id in self.admin_ids

    def turn(self, message: Message, username: str) -> Turn:
        reader = message.from_user
        return Turn(
            message,
            reader,
            text=question_in(message.text or "", username),
            texts=self.texts(reader),
            private=message.chat.type == ChatType.PRIVATE,
            admin=self.is_admin(reader),
        )

    async def category(self, wanted: str) -> Category | None:
        """The category with this digest, or None if the corpus has none such any more."""
        known = await self.engine.categories()
        return next((one.category for one in known if digest(one.category.slug) == wanted), None)
