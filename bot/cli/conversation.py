"""A conversation in the terminal: one line of the reader → one thing to show. It neither reads nor prints."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.answers.answer import Answer, Card, Categories, Found, Latest, Understood
from bot.cli.texts import Texts

if TYPE_CHECKING:
    from bot.answers.answerer import Answerer

LEAVING = ("/quit", "/exit", "/q", "quit", "exit")
NO_QUESTION = ("empty", "too_long", "no_terms")
TURNS = {"": 1, "n": 1, "p": -1}


@dataclass(frozen=True, slots=True)
class Remark:
    """A sentence that is no answer."""

    text: str


Listed = Found | Latest | Categories
Said = Answer | Card | Remark
Ask = Callable[[int], Awaitable[Answer]]


class Conversation:
    """Remembers what is shown, so that a number opens it and n and p turn its pages; and what was asked last,
    so that a follow-up (那招商银行呢) has something to follow."""

    def __init__(self, answerer: Answerer, texts: Texts) -> None:
        self._answerer = answerer
        self._texts = texts
        self._shown: Answer | None = None
        self._ask: Ask | None = None
        self._previous = ""

    async def hear(self, line: str) -> Said | None:
        """What to show next, or None when the reader has gone."""
        words = line.strip()
        if words.lower() in LEAVING:
            return None
        if words.startswith("/"):
            return await self._command(*words.split(maxsplit=1))
        if words in TURNS and self._ask and isinstance(self._shown, Listed):
            return await self._turn(self._ask, TURNS[words])
        if not words:
            return await self._answerer.help()
        return await self._open(words) or await self._asked(words)

    @property
    def has_pages(self) -> bool:
        """Whether what is shown has another page to turn to."""
        return _pages(self._shown) > 1

    async def _command(self, command: str, rest: str = "") -> Said:
        match command.lower():
            case "/help" | "/start":
                return await self._answerer.help()
            case "/latest":
                return await self._show(self._latest(rest or None))
            case "/categories":
                return await self._show(lambda page: self._answerer.categories(page=page))
            case "/ask" if rest:
                return await self._asked(rest)
        return Remark(self._texts.unknown_command.format(command=command))

    def _latest(self, category: str | None) -> Ask:
        return lambda page: self._answerer.latest(category, page=page)

    async def _asked(self, words: str) -> Answer:
        """A question, which may change one thing of the one before."""
        previous = self._previous
        answer = await self._show(lambda page: self._answerer.ask(words, page=page, previous=previous))
        if getattr(answer, "reason", "") not in NO_QUESTION:
            self._previous = _understood(answer, words)
        return answer

    async def _show(self, ask: Ask, page: int = 1) -> Answer:
        self._ask, self._shown = ask, await ask(page)
        return self._shown

    async def _turn(self, ask: Ask, step: int) -> Said:
        page = _page(self._shown) + step
        if not 1 <= page <= _pages(self._shown):
            return Remark(self._texts.last_page if step > 0 else self._texts.first_page)
        return await self._show(ask, page)

    async def _open(self, words: str) -> Said | None:
        """What a number on the shown page stands for; None when it is no such number, but a question."""
        if isinstance(self._shown, Found | Latest):
            return next((card for card in self._shown.cards if str(card.rank) == words), None)
        if isinstance(self._shown, Categories):
            for number, counted in enumerate(self._shown.categories, start=1):
                if str(number) == words:
                    return await self._show(self._latest(counted.category.slug))
        return None


def _understood(answer: Answer, words: str) -> str:
    """The question that was answered: what a follow-up made of the one before, else what was typed."""
    question = getattr(answer, "question", None)
    return question.text if isinstance(question, Understood) and question.rewritten else words


def _page(answer: Answer | None) -> int:
    return answer.page if isinstance(answer, Listed) else 1


def _pages(answer: Answer | None) -> int:
    return answer.pages if isinstance(answer, Listed) else 1
