"""The editor's desk: its commands by their names, and its buttons."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from telegram import Message

from bot.chat.broadcast_buttons import BroadcastPress, CallOff, Halt, SendOut
from bot.chat.broadcasting import Broadcasting
from bot.chat.desk import Desk, Outcome, Turn
from bot.chat.editing import Editing
from bot.chat.editor_buttons import (
    AliasGone,
    AuditPage,
    EditorPress,
    Hide,
    InboxPage,
    Listed,
    Mend,
    MendPress,
    Pin,
    Problems,
    ReviewPress,
    Show,
    Star,
    Unpin,
    Unstar,
)
from bot.chat.mailing import Mailing
from bot.chat.mending import Mending
from bot.chat.reloads import Reloads
from bot.chat.reviewing import Reviewing
from bot.chat.texts import Texts

DETAIL = 100  # characters of a broadcast that the audit log holds
BROADCASTS = {SendOut: "broadcast", CallOff: "broadcast:cancelled", Halt: "broadcast:stopped"}


class Editors:
    def __init__(self, desk: Desk, reloads: Reloads, mailing: Mailing) -> None:
        self.editing = Editing(desk)
        self.broadcasting = Broadcasting(desk, mailing)
        self._mending = Mending(desk)
        self._reviewing = Reviewing(desk, reloads)

    @property
    def commands(self) -> Mapping[str, Callable[[Turn], Awaitable[Outcome]]]:
        """For admins alone, in private."""
        return {
            "inbox": self._mending.inbox,
            "alias": self._mending.alias,
            "pin": self.editing.pin,
            "hide": self.editing.hide,
            "golden": self.editing.golden,
            "check": self._reviewing.check,
            "audit": self._reviewing.audit,
            "broadcast": self.broadcasting.broadcast,
        }

    async def pressed(self, press: EditorPress, message: Message, texts: Texts, question: str) -> Outcome:
        """A button that an admin pressed in private. question: that the message answers, "" if gone."""
        if isinstance(press, MendPress):
            return await self._mending.pressed(press, message, texts)
        if isinstance(press, ReviewPress):
            return await self._reviewing.pressed(press, message, texts)
        if isinstance(press, BroadcastPress):
            return await self.broadcasting.pressed(press, message, texts)
        return await self.editing.pressed(press, message, texts, question)


def name_of(press: EditorPress) -> str:
    """What a button does, in a word for the audit log."""
    if isinstance(press, BroadcastPress):
        return BROADCASTS[type(press)]
    return press.how if isinstance(press, Mend) else type(press).__name__.lower()


def detail_of(press: EditorPress, question: str) -> str:
    """What a button decides over, for the audit log."""
    match press:
        case Pin(name) | Star(name):
            return f"{question} = {name}"
        case Hide(name) | Show(name):
            return name
        case Unpin(digest) | Unstar(digest):
            return digest
        case Listed(what):
            return what
        case Mend(_, digest):
            return digest
        case InboxPage(page) | AuditPage(page):
            return str(page)
        case Problems(kind):
            return kind
        case AliasGone(key):
            return key
        case SendOut() | CallOff():
            return question[:DETAIL]
        case Halt(number):
            return str(number)
