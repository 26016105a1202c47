"""Button data and payloads: what goes out comes back, and nothing else does."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.callbacks import Example, Here, Insist, Press, Refresh, Reload, Rollback, decode, digest, encode
from bot.chat.page_buttons import (
    CategoriesPage,
    DatePage,
    LatestPage,
    QuestionPage,
    SecurityPage,
    TrendPage,
)
from bot.chat.question import question_in, repeated_question

numbers = st.integers(1, 9999)
generations = st.just("") | st.from_regex(r"[A-Za-z0-9_-]{1,24}", fullmatch=True)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
spans = st.tuples(days, days).map(sorted)
answers = st.builds(
    QuestionPage,
    numbers,
    generations,
    st.just(0) | numbers,
    st.booleans(),
    st.sampled_from(["", "t", "c", "tc", "m", "cm", "tcm"]),
)
categories = st.just("") | st.text().map(digest)
presses: st.SearchStrategy[Press] = st.one_of(
    answers,
    st.builds(LatestPage, categories, numbers, generations),
    st.builds(
        lambda category, page, back: LatestPage(category, page, back.generation, back),
        categories,
        numbers,
        answers,
    ),
    st.builds(CategoriesPage, numbers, st.sampled_from(["", "A", "Z", "#", "?"])),
    spans.flatmap(lambda span: st.builds(DatePage, st.just(span[0]), st.just(span[1]), numbers, generations)),
    st.builds(
        SecurityPage,
        st.from_regex(r"[0-9]{0,3}", fullmatch=True),
        st.from_regex(r"[A-Za-z0-9_.]{1,12}", fullmatch=True),
        numbers,
        generations,
    ),
    st.builds(TrendPage, st.just(0) | numbers),
    st.builds(
        TrendPage,
        st.just(0) | numbers,
        st.from_regex(r"[0-9]{0,3}", fullmatch=True),
        st.from_regex(r"[A-Za-z0-9_.]{1,12}", fullmatch=True),
    ),
    st.builds(Example, numbers),
    st.builds(Rollback, generations.filter(bool)),
    st.sampled_from([Here(), Reload(), Insist(), Refresh()]),
)


@given(presses)
def test_a_press_comes_back_as_it_went_out(press: Press) -> None:
    assert len(encode(press).encode()) <= 64
    assert decode(encode(press)) == press


@given(st.text(max_size=64) | st.from_regex(r"1:[a-z]?:?.{0,20}"))
def test_other_data_is_nothing(data: str) -> None:
    press = decode(data)
    assert press is None or encode(press) == data


@pytest.mark.parametrize(
    ("data", "press"),
    [
        ("1:q:2", QuestionPage(2)),
        ("1:l::2", LatestPage("", 2)),
        ("1:l:0833d97a:3", LatestPage("0833d97a", 3)),
        ("1:l:0833d97a:3:gen-8:b", LatestPage("0833d97a", 3, "gen-8", QuestionPage(1, "gen-8"))),
    ],
)
def test_a_button_from_before_generations_keeps_its_meaning(data: str, press: Press) -> None:
    assert decode(data) == press


def test_a_generation_with_a_name_that_does_not_fit_is_left_out() -> None:
    assert encode(QuestionPage(2, "gen:8")) == "1:q:2"
    assert encode(QuestionPage(2, "g" * 25)) == "1:q:2"


@pytest.mark.parametrize("days", ["20220230", "20220314-20220301", "20220314-20220314", "18991231"])
def test_days_that_are_none_are_nothing(days: str) -> None:
    assert decode(f"1:d:{days}:1") is None


def test_no_data_is_nothing() -> None:
    assert decode(None) is None


def test_a_digest_is_the_same_in_every_process() -> None:
    assert digest("quanzhouwanbao") == "0833d97a"


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("泉州出口", "泉州出口"),
        ("/ask 泉州出口", "泉州出口"),
        ("/ask@wenda_bot\n泉州出口", "泉州出口"),
        ("@Wenda_Bot 泉州出口", "泉州出口"),
        ("泉州出口 @wenda_bot", "泉州出口"),
        ("泉州 @wenda_bot2", "泉州 @wenda_bot2"),
        ("写信 a@wenda_bot", "写信 a@wenda_bot"),
        ("/ask", ""),
        ("/ask@wenda_bot @wenda_bot", ""),
        ("一半/ask 泉州", "一半/ask 泉州"),
    ],
)
def test_a_question_stands_between_command_and_mention(text: str, question: str) -> None:
    assert question_in(text, "wenda_bot") == question


def test_an_answer_gives_back_only_a_question_that_it_repeats() -> None:
    assert repeated_question("🔎 泉州出口？\n\nanswer") == "泉州出口？"
    assert repeated_question("🔎 600000.\u2060SH 涨停？\n\nanswer") == "600000.SH 涨停？"
    assert repeated_question("answer\n🔎 泉州出口？") == ""
