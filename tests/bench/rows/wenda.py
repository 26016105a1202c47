"""A Wenda as the running bot has it: the same wiring, warmed up, with the Telegram library loaded."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.answers.answer import Found, Help, Latest, Nothing
from bot.app import RunningWenda, open_running, warm_up
from bot.serving import share_out_computing
from bot.settings import Settings
from tests.bench.place import Place, Question
from tests.bench.questions import same


def settings_of(place: Place) -> Settings:
    return Settings(corpus_dir=(place.corpus,), meaning="off")


@asynccontextmanager
async def running(place: Place) -> AsyncIterator[RunningWenda]:
    import bot.chat.application  # noqa: F401  — some 30 MB that every running bot holds

    wenda = open_running(settings_of(place), index=place.index)
    try:
        await warm_up(wenda)
        share_out_computing()
        yield wenda
    finally:
        await wenda.aclose()


def answers_rightly(question: Question, answer: Found | Latest | Nothing | Help) -> bool:
    """Whether the article that the question was made of comes first, or was merged into the first."""
    if not isinstance(answer, Found):
        return False
    first = answer.cards[0].article
    return any(same(question.right, name) for name in (first.id, *first.also))
