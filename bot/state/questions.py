"""What was asked and what became of it, without who asked or where: what editors learn from.

The time is kept as an hour. What looks like a person's number or address in a question is taken out.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.state.recorder import Recorder
from bot.state.tables import questions
from bot.state.times import DAY, HOUR, Clock, seconds

LONGEST = 200
MOST = 200_000
ADDRESS = re.compile(r"[^\s@]{1,64}@[^\s@]{1,64}\.[^\s@]{1,24}|(?<!\S)@\w{4,}")
PHONE = r"(?<!\d)1\d\d[ -]?\d{4}[ -]?\d{4}(?!\d)|\+\d[\d -]{7,20}\d"
NUMBER = re.compile(rf"{PHONE}|\d{{15,}}")  # the longest are of identities and cards
HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Asked:
    """outcome: `found`, `latest` or `nothing:<reason>`. article: the id of the best one, "" for none.
    language: `zh` or `en`, in which it was answered."""

    text: str
    outcome: str
    article: str
    language: str


class Questions:
    """keep_days: how long they are kept; with 0 none is written down."""

    def __init__(self, recorder: Recorder, clock: Clock, *, keep_days: int) -> None:
        self._recorder, self._clock, self.keep_days = recorder, clock, keep_days

    def note(self, asked: Asked) -> None:
        """It is stored soon. Nobody waits for it."""
        text = plain(asked.text)
        if not self.keep_days or not text:
            return
        hour = seconds(self._clock.now()) // HOUR * HOUR
        row = {"text": text, "digest": digest(text), "hour": hour, "outcome": asked.outcome}
        self._recorder.put(questions, row | {"article": asked.article, "language": asked.language})

    async def tidy(self, connection: AsyncConnection) -> None:
        """Drop what was kept for as long as is promised, and all but the newest."""
        until = seconds(self._clock.now()) - self.keep_days * DAY
        newest = select(questions.c.id).order_by(questions.c.id.desc()).offset(MOST).limit(1)
        last = await connection.scalar(newest) or 0
        await connection.execute(
            delete(questions).where((questions.c.hour < until) | (questions.c.id <= last))
        )


def topic(text: str) -> str:
    """The digest under which a question is known in other tables."""
    return digest(plain(text))


def plain(text: str) -> str:
    """One spelling for what was typed in different ways, cut, and without what may name a person."""
    signs = unicodedata.normalize("NFKC", text[: 4 * LONGEST]).casefold()
    one = " ".join("".join(sign for sign in signs if sign.isprintable() or sign.isspace()).split())
    return NUMBER.sub(HIDDEN, ADDRESS.sub(HIDDEN, one))[:LONGEST]


def digest(text: str) -> str:
    """Sixteen hexadecimal digits for a question in its one spelling."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
