"""The word by which a webhook knows Telegram, compared so that the time tells nothing of it."""

from __future__ import annotations

from hmac import compare_digest


class SecretWord(str):
    """python-telegram-bot compares what it was sent with `!=`, which ends at the first letter that differs.
    The comparison of the more special of two types is asked first, so that it is this one's."""

    __slots__ = ()
    __hash__ = str.__hash__

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and compare_digest(self.encode(), other.encode("utf-8", "replace"))

    def __ne__(self, other: object) -> bool:
        return not self == other
