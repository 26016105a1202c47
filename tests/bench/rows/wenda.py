"""A Wenda as the running bot has it: the same wiring, warmed up, with the Telegram library loaded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.answers.answer import Found, Latest, Nothing
from bot.app import Wenda, opened, share_out_computing, warm_up
from bot.settings import Settings
from tests.bench.place import Place, Question
from tests.bench.questions import same


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[Wenda]:
    import bot.chat.application  # noqa: F401  — some 30 MB that every running bot holds

    settings = Settings(corpus_dir=(place.corpus,))
    async with opened(settings, index=place.index, apart=True) as wenda:
        await warm_up(wenda)
        share_out_computing()
        yield wenda


def answers_rightly(question: Question, answer: Found | Latest | Nothing) -> bool:
    """Whether the article that the question was made of comes first, or was merged into the first."""
    if not isinstance(answer, Found):
        return False
    first = answer.cards[0].article
    return any(same(question.right, name) for name in (first.id, *first.also))
