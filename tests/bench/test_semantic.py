"""The tables of ranking by words, by meaning and by both: which questions are of which kind, what counts."""

from __future__ import annotations

import pytest

from bot.answers.compose import Ranking
from bot.answers.evaluate import Asked, Evaluation, measure
from bot.answers.labelled import Labelled
from tests.answers.engine import an_article
from tests.bench.semantic import HEAD, Ways, headed, kinds_of, row, row_of_kind, titles_of
from tests.bench.sets import LabelledSet


def evaluation(**first: str) -> Evaluation:
    """Of questions a and b, whose right article is `right`; the first article of each is given."""
    judgements = {key: {"right": 1} for key in first}
    asked = tuple(
        Asked(Labelled(key, key), Ranking(((name, 1.0),), None), 5.0) for key, name in first.items()
    )
    return Evaluation(measure(asked, judgements), asked, judgements)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("600036 分红", {"codes"}),
        ("净利润12.1亿", {"other figures"}),
        ("招商银行怎么样", {"names"}),
        ("怎么办", set()),
    ],
)
def test_questions_that_words_answer_best_are_told_by_what_they_hold(text: str, kinds: set[str]) -> None:
    assert set(kinds_of(text)) == kinds


def test_only_titles_of_one_article_are_asked() -> None:
    articles = tuple(an_article(key, title) for key, title in (("1", "甲"), ("2", "乙"), ("3", "乙")))
    titles, judgements = titles_of(LabelledSet("set", articles, {}, {}))
    assert [(one.text, judgements[one.id]) for one in titles] == [("甲", {"1": 1})]


def test_a_row_holds_the_three_ways() -> None:
    ways = Ways(evaluation(a="right", b="x"), evaluation(a="right", b="right"), evaluation(a="x", b="x"))
    cells = "| set | 2 | 0.500 | 0.000 | 1.000 | 0.500 | 0.000 | 1.000 | 5.0 | 5.0 |"
    assert row("set", ways) == cells
    assert all(line.count("|") == cells.count("|") for line in headed(HEAD).split("\n"))


def test_each_question_of_a_kind_counts_the_same() -> None:
    one = Ways(evaluation(a="right", b="x"), evaluation(a="right", b="right"))
    other = Ways(evaluation(a="x"), evaluation(a="right"))
    found = [(one, frozenset({"b"})), (other, frozenset({"a"})), (other, frozenset[str]())]
    assert row_of_kind("names", found) == "| names | 2 | 0.000 | 1.000 | 0.000 | 1.000 |"
    assert row_of_kind("codes", []) == "| codes | 0 | - | - | - | - |"
