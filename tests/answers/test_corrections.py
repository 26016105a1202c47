"""What was corrected is said, but only where it made the answer."""

from __future__ import annotations

import pytest

from bot.answers.answer import Correction, Found, Nothing
from tests.answers.engine import NEWS, an_article, answering

BANK = an_article(
    "bank", "招商银行三季度净利润增长", "招商银行公布三季度报告，净利润增长百分之六。浙江商人关注。"
)


@pytest.mark.parametrize(
    ("question", "typed", "meant", "first"),
    [
        ("招商银航三季度净利润", "招商银航", "招商银行", "bank"),
        ("zsyh 净利润", "zsyh", "招商银行", "bank"),
        ("赛统机器人上市", "赛统机器人", "赛桐机器人", "listed"),
        ("洛川苹裹价格", "苹裹", "苹果", "harvest"),
    ],
)
async def test_a_correction_that_found_the_article_is_shown(
    question: str, typed: str, meant: str, first: str
) -> None:
    answerer = await answering([*NEWS, BANK])
    await answerer.prepare()
    answer = await answerer.ask(question)
    assert isinstance(answer, Found)
    assert answer.cards[0].article.id == first
    assert answer.question.corrections == (Correction(typed, meant),)


async def test_nothing_is_corrected_in_what_the_article_holds() -> None:
    answerer = await answering([*NEWS, BANK])
    await answerer.prepare()
    answer = await answerer.ask("招商银行三季度净利润")
    assert isinstance(answer, Found)
    assert answer.question.corrections == ()


async def test_another_banks_figures_are_no_answer() -> None:
    answerer = await answering([*NEWS, BANK])
    await answerer.prepare()
    answer = await answerer.ask("浙商银行三季度净利润")
    assert isinstance(answer, Nothing)
    assert answer.question.corrections == ()


async def test_without_a_lexicon_questions_are_answered_as_they_are() -> None:
    answerer = await answering([*NEWS, BANK])
    answer = await answerer.ask("招商银行三季度净利润")
    assert isinstance(answer, Found)
    assert answer.question.corrections == ()
