"""What was asked last, so that a follow-up has something to follow: in memory only, few, and soon forgotten.

A question is remembered for whoever asked it in that chat and topic, and for its answer, to which anybody may
reply. Half an hour later it is gone, also where nobody writes any more.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import NamedTuple

from telegram import Message

from bot.chat.clock import SYSTEM, Clock
from bot.chat.question import repeated_question
from bot.chat.send import topic_of

KEPT = 30 * 60.0  # seconds
MOST = 4000


class Asker(NamedTuple):
    """A reader in a chat and topic."""

    chat: int
    topic: int
    reader: int


class Shown(NamedTuple):
    """An answer in a chat."""

    chat: int
    message: int


class Asked(NamedTuple):
    question: str
    since: float


class Recall:
    def __init__(self, clock: Clock = SYSTEM) -> None:
        self._clock = clock
        self._asked: OrderedDict[Asker | Shown, Asked] = OrderedDict()
        self._waits = False

    def before(self, message: Message) -> str:
        """The question that a message may follow: that of the bot's answer it replies to, else the last one
        of its sender there; "" where there is none."""
        self._forget()
        answered = message.reply_to_message
        if answered and answered.from_user and answered.from_user.id == message.get_bot().id:
            repeated = repeated_question(answered.text or "")
            return repeated or self._question(Shown(message.chat_id, answered.message_id))
        asker = asker_of(message)
        return self._question(asker) if asker else ""

    def note(self, asker: Asker | None, question: str, answer: Message | None) -> None:
        """Remember who asked what, and which message answers it."""
        asked = Asked(question, self._clock.stopwatch())
        shown = Shown(answer.chat_id, answer.message_id) if answer else None
        for key in (asker, shown):
            if key:
                self._asked[key] = asked
                self._asked.move_to_end(key)
        self._forget()
        if not self._waits:
            self._wait()

    def __len__(self) -> int:
        """How many askers and answers are remembered."""
        return len(self._asked)

    def _question(self, key: Asker | Shown) -> str:
        asked = self._asked.get(key)
        return asked.question if asked else ""

    def _forget(self) -> None:
        now = self._clock.stopwatch()
        while self._asked:
            oldest = next(iter(self._asked.values()))
            if len(self._asked) <= MOST and now - oldest.since < KEPT:
                return
            self._asked.popitem(last=False)

    def _wait(self) -> None:
        """Forget when the oldest is due, without being asked."""
        self._waits = bool(self._asked)
        if self._asked:
            oldest = next(iter(self._asked.values()))
            self._clock.later(oldest.since + KEPT - self._clock.stopwatch(), self._due)

    def _due(self) -> None:
        self._forget()
        self._wait()


def asker_of(message: Message) -> Asker | None:
    """None for who writes as a group or a channel: many may."""
    if message.from_user is None or message.sender_chat:
        return None
    return Asker(message.chat_id, topic_of(message) or 0, message.from_user.id)
