"""Which message answers which, so that an edited question edits its answer.

Only numbers are kept, and of the text a digest under a key that no one else has and a restart forgets.
"""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b
from secrets import token_bytes
from typing import NamedTuple

from telegram import Message

MOST = 4000


class Shown(NamedTuple):
    """A message of the bot."""

    chat: int
    message: int


class Given(NamedTuple):
    """What a question was answered with, and what it said."""

    answer: Shown
    digest: bytes


class Answered:
    """The newest answers of all chats."""

    def __init__(self) -> None:
        self._key = token_bytes(16)
        self._given: OrderedDict[tuple[int, int], Given] = OrderedDict()

    def note(self, asked: Message, text: str, answer: Shown) -> None:
        """Remember the answer of a message that asks this."""
        place = asked.chat_id, asked.message_id
        self._given[place] = Given(answer, self._digest(text))
        self._given.move_to_end(place)
        if len(self._given) > MOST:
            self._given.popitem(last=False)

    def to(self, asked: Message) -> Shown | None:
        """The answer of a message, None where it has none or that was forgotten."""
        given = self._given.get((asked.chat_id, asked.message_id))
        return given.answer if given else None

    def says_the_same(self, asked: Message, text: str) -> bool:
        """Was the message answered when it asked just this?"""
        given = self._given.get((asked.chat_id, asked.message_id))
        return given is not None and given.digest == self._digest(text)

    def __len__(self) -> int:
        return len(self._given)

    def _digest(self, text: str) -> bytes:
        return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).digest()
