"""Inline mode: `@bot question` in any chat, answered page by page with articles to choose from.

Telegram gives an answer to whoever asks the same for a while, unless it is personal. All that an answer
owes to a reader is the language of its labels; where the question is written in Chinese, they are too,
so that only what tells no language has to be personal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from telegram import InlineQuery

from bot.answers.answer import Found, Latest, Nothing
from bot.chat.desk import Desk, Outcome
from bot.chat.handlers import outcome_of
from bot.chat.page_buttons import GENERATION
from bot.chat.reply import InlineResults
from bot.chat.texts import Texts, texts_for
from bot.chat.views.inline import inline_results, told

A_PAGE = 10
MOST_PAGES = 5  # fifty articles, as many as are ranked
LONGEST = 256  # characters; Telegram's apps send no more
FOUND_FOR = 300  # seconds for which an answer may be given again
OTHERS_FOR = 60  # the newest, or none: new articles may change it any minute
HAN = re.compile(r"[\u3400-\u9fff]")
OFFSET = re.compile(rf"([2-{MOST_PAGES}])(?::{GENERATION})?")
SUPERSEDED = Outcome("superseded")
REFUSED = Outcome("refused")


@dataclass(frozen=True, slots=True)
class Offset:
    """The page that is wanted, and the generation of the index that the one before was read from."""

    page: int = 1
    generation: str = ""


def decode_offset(offset: str) -> Offset | None:
    """What `next_offset` made, or the first page; None for anything else."""
    if not offset:
        return Offset()
    found = OFFSET.fullmatch(offset)
    return Offset(int(found[1]), found[2] or "") if found else None


def next_offset(answer: Found | Latest | Nothing) -> str:
    """At most 64 bytes; "" behind the last page."""
    if isinstance(answer, Nothing) or answer.page >= min(answer.pages, MOST_PAGES):
        return ""
    named = f":{answer.version}" if re.fullmatch(GENERATION, answer.version) else ""
    return f"{answer.page + 1}{named}"


class Inline:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def asked(self, query: InlineQuery) -> Outcome:
        """The articles that answer, or the newest where nothing is asked yet."""
        offset, question = decode_offset(query.offset), query.query.strip()[:LONGEST]
        texts, personal = self._texts(query)
        if offset is None:
            await self._desk.sender.offer(query, InlineResults(()), seconds=0, personal=True)
            return REFUSED
        answer = await self._answer(question, offset)
        found, following = InlineResults(()), ""
        if isinstance(answer, Nothing) or answer.page == offset.page:  # else it has fewer pages by now
            found = inline_results(answer, texts, self._desk.now(), question=question)
            following = next_offset(answer)
        seconds = FOUND_FOR if isinstance(answer, Found) else OTHERS_FOR
        await self._desk.sender.offer(query, found, seconds=seconds, personal=personal, next_offset=following)
        return outcome_of(answer)

    async def _answer(self, question: str, offset: Offset) -> Found | Latest | Nothing:
        page, version = offset.page, offset.generation or None
        if question:
            return await self._desk.answerer.ask(question, page=page, limit=A_PAGE, version=version)
        return await self._desk.answerer.latest(page=page, limit=A_PAGE, version=version)

    async def superseded(self, query: InlineQuery) -> Outcome:
        """The reader has typed on; the app no longer waits for this answer, but Telegram counts it."""
        await self._desk.sender.offer(query, InlineResults(()), seconds=0, personal=True)
        return SUPERSEDED

    async def refused(self, query: InlineQuery, why: str) -> None:
        """No results but a word why, to this reader alone and only for now."""
        await self._desk.sender.offer(query, told(why), seconds=0, personal=True)

    def _texts(self, query: InlineQuery) -> tuple[Texts, bool]:
        """The language to answer in, and whether it is that of this reader alone."""
        language = self._desk.language
        if language == "auto" and HAN.search(query.query):
            return texts_for("zh", language), False
        return self._desk.texts(query.from_user), language == "auto"
