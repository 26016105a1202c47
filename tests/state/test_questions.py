"""Questions are written down without who asked them, and not for longer than was promised."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from bot.state.questions import LONGEST, Asked, digest, plain
from bot.state.state import State, open_state
from bot.state.tables import questions
from tests.chat.people import NOW, Time

ASKED = Asked("  海川股份 分红  多少？", "found", "202203140000000001", "zh")
DAY = 86_400


async def written(state: State) -> list[tuple[object, ...]]:
    await state.recorder.flush()
    async with state.database.reading() as connection:
        rows = await connection.execute(select(questions).order_by(questions.c.id))
        return [tuple(row)[1:] for row in rows]


async def test_a_question_is_written_with_its_outcome_and_the_hour(state: State, time: Time) -> None:
    time.elapsed = 59 * 60 + 59
    state.questions.note(ASKED)
    text = "海川股份 分红 多少?"
    hour = int(NOW.timestamp())
    assert await written(state) == [(text, digest(text), hour, "found", "202203140000000001", "zh")]


async def test_the_same_question_is_written_each_time_it_is_asked(state: State) -> None:
    for _ in range(3):
        state.questions.note(ASKED)
    assert len(await written(state)) == 3


async def test_questions_are_dropped_when_their_days_are_over(state: State, time: Time) -> None:
    state.questions.note(ASKED)
    assert len(await written(state)) == 1
    time.elapsed = 30 * DAY
    state.questions.note(replace(ASKED, text="later"))
    await state.tidy()
    assert [row[0] for row in await written(state)] == ["海川股份 分红 多少?", "later"]
    time.elapsed += 1
    await state.tidy()
    assert [row[0] for row in await written(state)] == ["later"]


async def test_with_no_days_to_keep_them_none_is_written(url: str, time: Time) -> None:
    state = open_state(url, clock=time.clock(), keep_days=0)
    state.questions.note(ASKED)
    assert await written(state) == []
    await state.aclose()


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ＡＢＣ  Ｄ\n\te", "abc d e"),
        ("我的电话是138 0013 8000，净利润多少", "我的电话是…,净利润多少"),
        ("write to Ann.Lee@example.com or @annlee99", "write to … or …"),
        (codes := "600036 000001 昨天 2026-09-23 2026-09-24 的净利润68300万元", codes),
        ("给 +86 10 6552 9988 和 110101199003074514 打款", "给 … 和 … 打款"),
        ("a\u202eb\x00c", "abc"),
        ("", ""),
    ],
)
def test_one_spelling_and_nothing_that_names_a_person(typed: str, kept: str) -> None:
    assert plain(typed) == kept


@given(st.text(max_size=5000))
def test_any_text_becomes_a_short_line(typed: str) -> None:
    kept = plain(typed)
    assert len(kept) <= LONGEST
    assert kept.isprintable()
    assert len(digest(kept)) == 16


@pytest.mark.parametrize("part", ["1 ", "a@", "@a", "a@a.", "1-", "٣"])
def test_a_text_without_end_is_cut_before_it_is_searched(part: str) -> None:
    assert len(plain(part * 1_000_000)) <= LONGEST
