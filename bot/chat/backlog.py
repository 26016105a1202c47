"""After an outage: of the messages that waited in a chat, only the last is answered."""

from __future__ import annotations

from collections import OrderedDict
from datetime import timedelta

from telegram import Message

from bot.chat.clock import Clock

OLD = timedelta(minutes=2)  # nobody waits longer for an answer without asking again
GATHER = 2.0  # seconds in which the rest of a chat's backlog arrives
MOST_CHATS = 4096


class Backlog:
    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._newest: OrderedDict[int, int] = OrderedDict()

    async def is_superseded(self, message: Message) -> bool:
        """Whether a newer message of the same chat has come; a message that is old itself waits for one.

        An edited message is as old as its last edit.
        """
        newest = max(message.message_id, self._newest.get(message.chat_id, 0))
        self._newest[message.chat_id] = newest
        self._newest.move_to_end(message.chat_id)
        if len(self._newest) > MOST_CHATS:
            self._newest.popitem(last=False)
        if self._clock.now() - (message.edit_date or message.date) < OLD:
            return False
        await self._clock.sleep(GATHER)
        return self._newest.get(message.chat_id, 0) > message.message_id
