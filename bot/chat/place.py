"""Where in Telegram a message stands or goes."""

from __future__ import annotations

from dataclasses import dataclass

from telegram import Message


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: chat, topic, and the message it answers."""

    chat: int
    thread: int | None = None
    answers: int | None = None


def topic_of(message: Message) -> int | None:
    """The topic of a forum that a message stands in; None in the general one and where there are none."""
    return message.message_thread_id if message.is_topic_message else None
