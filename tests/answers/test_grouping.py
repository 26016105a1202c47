"""Questions that ask nearly the same stand together."""

from __future__ import annotations

from bot.answers.grouping import grouped


def test_other_words_of_politeness_are_the_same_and_little_more_is_alike() -> None:
    questions = [
        "火星移民政策",
        "请问火星移民政策是什么？",
        "海川股份分红",
        "火星移民",
        "海川股份净利润",
        "海川股份分红",
    ]
    assert grouped(questions) == ((0, 1, 3), (2, 5), (4,))


def test_what_is_short_is_like_nothing_but_itself() -> None:
    assert grouped(["月球", "月饼", "月球"]) == ((0, 2), (1,))


def test_of_none_there_are_none() -> None:
    assert grouped([]) == ()
