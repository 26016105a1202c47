"""What Telegram's refusals and the net's failures mean: whose mistake, and whether anything was done."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import Literal

import httpx
from telegram.error import BadRequest, Forbidden, NetworkError, TelegramError

logger = logging.getLogger(__name__)

NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
NOT_MODIFIED = "message is not modified"
LATER = 60.0  # seconds after which what surely was not sent is tried again
NO_CHAT = ("chat not found", "chat was deleted", "chat was deactivated", "peer_id_invalid")
# nobody's mistake: the message, the query or the right to write is gone
GONE = (
    "query is too old",
    "message to edit not found",
    "message can't be edited",
    "chat not found",
    "not enough rights",
    "have no rights to send",
    "topic_closed",
    "topic_deleted",
    "message thread not found",
    "chat_write_forbidden",
    "chat_restricted",
)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What became of a message that nobody waits for. sent: as this message. unknown: perhaps sent, or never
    to be. again: surely not sent, and due after `wait` seconds. gone: nobody is there, or wants messages.
    withdrawn: not to be sent any more."""

    fate: Literal["sent", "unknown", "again", "gone", "withdrawn"]
    message: int | None = None
    wait: float = 0.0


def fate_of(error: TelegramError) -> Delivery:
    """What a refusal or a failure means for a message that nobody waits for."""
    words = str(error).lower()
    if isinstance(error, Forbidden) or any(one in words for one in NO_CHAT):
        return Delivery("gone")
    if not isinstance(error, BadRequest) and surely_not_done(error):
        return Delivery("again", wait=LATER)
    logger.warning("a message that nobody waits for was not sent, or perhaps it was: %s", error)
    return Delivery("unknown")


def surely_not_done(error: TelegramError) -> bool:
    """Whether a failed call had no effect: no connection was made, or Telegram said 5xx."""
    if isinstance(error.__cause__, httpx.HTTPError):
        return isinstance(error.__cause__, NOT_SENT)
    return isinstance(error, NetworkError)


def is_harmless(error: BadRequest) -> bool:
    """Whether a refusal is nobody's mistake: said already, or there is nothing left to say it to."""
    said = str(error).lower()
    gone = any(words in said for words in GONE)
    if gone:
        logger.info("not delivered: %s", error)
    return gone or NOT_MODIFIED in said
