"""Measures, worked out on paper for three small questions, and the whole way through an engine."""

from __future__ import annotations

from math import log2

import pytest

from bot.answers.answer import Card, Marked
from bot.answers.compose import Ranking
from bot.answers.evaluate import Asked, evaluate, measure
from bot.answers.labelled import Labelled
from bot.errors import UsageError
from tests.answers.engine import NEWS, an_article, answering

JUDGEMENTS = {"q1": {"a": 2, "b": 1}, "q2": {"a": 1}, "q3": {"z": 1}}


def asked(
    name: str,
    articles: str,
    *,
    milliseconds: float = 1.0,
    answers: tuple[str, ...] = (),
    first: Card | None = None,
) -> Asked:
    ranked = tuple((article, 0.5) for article in articles.split())
    return Asked(Labelled(name, "?", answers), Ranking(ranked, first), milliseconds)


def a_card(summary: str, sentence: str) -> Card:
    return Card(1, an_article("a", "题"), 1.0, summary, Marked(sentence))


def test_measures_are_those_worked_out_on_paper() -> None:
    """q1 ranks b (gain 2^1 - 1 = 1), x, a (gain 2^2 - 1 = 3); q2 ranks a at 2; q3 finds nothing.

    ndcg: q1 (1 / log2 2 + 3 / log2 4) / (3 / log2 2 + 1 / log2 3) = 2.5 / 3.63093; q2 1 / log2 3; q3 0.
    mrr: 1, 1/2, 0. recall@1: 1/2, 0, 0. recall@10 and @100: 1, 1, 0. success@1: 1, 0, 0.
    """
    found = measure([asked("q1", "b x a"), asked("q2", "y a"), asked("q3", "")], JUDGEMENTS)
    assert found["queries"] == 3
    assert found["ndcg@10"] == pytest.approx((2.5 / (3 + 1 / log2(3)) + 1 / log2(3)) / 3)
    assert found["mrr@10"] == pytest.approx((1 + 1 / 2 + 0) / 3)
    assert found["recall@1"] == pytest.approx((1 / 2 + 0 + 0) / 3)
    assert found["recall@10"] == found["recall@100"] == pytest.approx((1 + 1 + 0) / 3)
    assert found["success@1"] == pytest.approx(1 / 3)
    assert found["success@10"] == pytest.approx(2 / 3)


def test_only_the_first_ten_count_at_ten() -> None:
    found = measure([asked("q2", "c d e f g h i j k l a")], JUDGEMENTS)
    assert found["mrr@10"] == found["ndcg@10"] == found["recall@10"] == found["success@10"] == 0
    assert found["recall@100"] == 1


def test_the_rank_counts_where_scores_are_equal() -> None:
    assert measure([asked("q2", "a z y")], JUDGEMENTS)["success@1"] == 1
    assert measure([asked("q2", "z a y")], JUDGEMENTS)["success@1"] == 0


def test_times_are_percentiles_by_nearest_rank() -> None:
    found = measure([asked("q2", "a", milliseconds=ms) for ms in (4, 1, 2, 3)], JUDGEMENTS)
    assert (found["p50_ms"], found["p95_ms"], found["p99_ms"]) == (2, 4, 4)


def test_answers_are_looked_for_without_regard_to_blanks_width_and_script() -> None:
    card = a_card("摘要：共 ４ 分鐘。", "没有答案的一句。")
    found = measure([asked("q2", "a", answers=("5天", "4分钟"), first=card), asked("q1", "a")], JUDGEMENTS)
    assert (found["answer_in_summary@1"], found["answer_in_sentence@1"]) == (1.0, 0.0)


def test_without_answers_there_is_nothing_to_measure_in_them() -> None:
    found = measure([asked("q1", "a")], JUDGEMENTS)
    assert found["answer_in_summary@1"] is None
    assert found["answer_in_sentence@1"] is None


def test_an_empty_answer_is_not_found_everywhere() -> None:
    found = measure([asked("q1", "a", answers=(" ",), first=a_card("摘要", "一句"))], JUDGEMENTS)
    assert found["answer_in_summary@1"] == 0


async def test_questions_go_the_whole_way_and_the_run_is_kept() -> None:
    questions = [
        Labelled("q1", "翎动汽车10月交付多少辆", ("24870辆",)),
        Labelled("q2", "岩桐私募被罚多少"),
        Labelled("q3", "没有判断的问题"),
    ]
    done: list[tuple[int, int]] = []
    evaluation = await evaluate(
        await answering(NEWS),
        questions,
        {"q1": {"october": 1}, "q2": {"fined": 1}, "q3": {"october": 0}},
        limit=2,
        on_question=lambda *step: done.append(step),
    )
    assert evaluation.measures["queries"] == 2
    assert evaluation.measures["success@1"] == 1
    assert evaluation.measures["answer_in_sentence@1"] == 1
    assert [(row.query, row.article, row.rank) for row in evaluation.run][:2] == [
        ("q1", "october", 1),
        ("q1", "september", 2),
    ]
    assert done == [(1, 2), (2, 2)]


async def test_a_judged_article_that_was_merged_counts_as_the_one_it_went_into() -> None:
    merged = an_article("kept", "寒潮来袭", "江南降温。", also=("gone",))
    evaluation = await evaluate(
        await answering([*NEWS, merged]), [Labelled("q", "寒潮来袭")], {"q": {"gone": 2, "kept": 1}}
    )
    assert evaluation.measures["ndcg@10"] == 1
    assert evaluation.measures["recall@1"] == 1


async def test_without_a_relevant_article_nothing_can_be_measured() -> None:
    with pytest.raises(UsageError, match="no question has a relevant article"):
        await evaluate(await answering(NEWS), [Labelled("q", "寒潮")], {"other": {"a": 1}})
