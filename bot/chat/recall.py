"""What was asked last, so that a follow-up has something to follow: in memory only, few, and soon forgotten.

A question is remembered for whoever asked it in that chat and topic, and for its answer, to which anybody may
reply. Half an hour later it is gone, also where nobody writes any more.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from telegram import Message

from bot.chat.answered import Shown
from bot.chat.clock import SYSTEM, Clock
from bot.chat.place import topic_of
from bot.chat.question import repeated_question

KEPT = 30 * 60.0  # seconds
MOST = 4000


class Asker(NamedTuple):
    """A reader in a chat and topic."""

    chat: int
    topic: int
    reader: int


class Asked(NamedTuple):
    """before: the question that this one might have followed. answer: None where it could not be sent."""

    question: str
    before: str
    answer: Shown | None


class Noted(NamedTuple):
    asked: Asked
    since: float


class Recall:
    def __init__(self, clock: Clock = SYSTEM) -> None:
        self._clock = clock
        self._noted: OrderedDict[Asker | Shown, Noted] = OrderedDict()
        self._waits = False

    def before(self, message: Message, answer: Shown | None = None) -> str:
        """The question that a message may follow: that of the bot's answer it replies to, else the last one
        of its sender there; "" where there is none. answer: what answered the message before it was edited,
        which follows what it followed then."""
        self._forget()
        if answer:
            return self._noted[answer].asked.before if answer in self._noted else ""
        answered = message.reply_to_message
        if answered and answered.from_user and answered.from_user.id == message.get_bot().id:
            repeated = repeated_question(answered.text or "")
            return repeated or self._question(Shown(message.chat_id, answered.message_id))
        asker = asker_of(message)
        return self._question(asker) if asker else ""

    def note(self, asker: Asker | None, asked: Asked, *, instead_of: Shown | None = None) -> None:
        """Remember who asked what. instead_of: the answer before the question was edited; who has asked
        something else since then goes on with that."""
        last = self._noted.get(asker) if asker else None
        if instead_of and last and last.asked.answer != instead_of:
            asker = None
        for key in (asker, asked.answer):
            if key:
                self._noted[key] = Noted(asked, self._clock.stopwatch())
                self._noted.move_to_end(key)
        self._forget()
        if not self._waits:
            self._wait()

    def forget(self, reader: int) -> None:
        """Forget what a reader asked, wherever that was."""
        for key, noted in list(self._noted.items()):
            if isinstance(key, Asker) and key.reader == reader:
                del self._noted[key]
                if noted.asked.answer:
                    self._noted.pop(noted.asked.answer, None)
            elif isinstance(key, Shown) and key.chat == reader:
                self._noted.pop(key, None)

    def __len__(self) -> int:
        """How many askers and answers are remembered."""
        return len(self._noted)

    def _question(self, key: Asker | Shown) -> str:
        noted = self._noted.get(key)
        return noted.asked.question if noted else ""

    def _forget(self) -> None:
        now = self._clock.stopwatch()
        while self._noted:
            oldest = next(iter(self._noted.values()))
            if len(self._noted) <= MOST and now - oldest.since < KEPT:
                return
            self._noted.popitem(last=False)

    def _wait(self) -> None:
        """Forget when the oldest is due, without being asked."""
        self._waits = bool(self._noted)
        if self._noted:
            oldest = next(iter(self._noted.values()))
            self._clock.later(oldest.since + KEPT - self._clock.stopwatch(), self._due)

    def _due(self) -> None:
        self._forget()
        self._wait()


def asker_of(message: Message) -> Asker | None:
    """None for who writes as a group or a channel: many may."""
    if message.from_user is None or message.sender_chat:
        return None
    return Asker(message.chat_id, topic_of(message) or 0, message.from_user.id)
