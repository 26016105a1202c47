"""What editors decided is there after a restart, in the order in which it was decided, and bounded."""

from __future__ import annotations

import pytest

from bot.state import curations
from bot.state.curations import Hidden, Pinned
from bot.state.questions import topic
from bot.state.state import State, open_state
from tests.chat.people import Time

QUESTION = "火星移民政策"


async def test_what_was_decided_survives_a_restart_the_newest_first(url: str, time: Time) -> None:
    before = open_state(url, clock=time.clock())
    assert await before.curations.pin(QUESTION, "one", "第一篇\0")
    assert await before.curations.hide("two", "第二篇")
    time.elapsed += 5
    assert await before.curations.pin("另一个问题", "one", "第一篇")
    await before.aclose()
    after = open_state(url, clock=time.clock())
    assert await after.curations.pins() == (
        Pinned(topic("另一个问题"), "另一个问题", "one", "第一篇"),
        Pinned(topic(QUESTION), QUESTION, "one", "第一篇"),
    )
    assert await after.curations.hidden() == (Hidden("two", "第二篇"),)
    await after.aclose()


async def test_a_question_has_one_pin_and_an_article_is_hidden_once(state: State) -> None:
    assert await state.curations.pin(QUESTION, "one", "第一篇")
    assert await state.curations.pin(f" {QUESTION} ", "two", "第二篇")
    assert [one.article for one in await state.curations.pins()] == ["two"]
    assert await state.curations.hide("one", "第一篇")
    assert await state.curations.hide("one", "改过的题目")
    assert await state.curations.hidden() == (Hidden("one", "改过的题目"),)


async def test_what_is_taken_back_is_told_once(state: State) -> None:
    await state.curations.pin(QUESTION, "one", "第一篇")
    await state.curations.hide("two", "第二篇")
    assert await state.curations.unpin(topic(QUESTION)) == Pinned(topic(QUESTION), QUESTION, "one", "第一篇")
    assert await state.curations.show("two") == Hidden("two", "第二篇")
    assert await state.curations.unpin(topic(QUESTION)) is None
    assert await state.curations.show("two") is None
    assert await state.curations.pins() == ()
    assert await state.curations.hidden() == ()


async def test_there_is_room_for_so_many(state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(curations, "MOST_PINS", 2)
    monkeypatch.setattr(curations, "MOST_HIDDEN", 1)
    assert await state.curations.pin("一", "a", "")
    assert await state.curations.pin("二", "a", "")
    assert not await state.curations.pin("三", "a", "")
    assert await state.curations.pin("二", "b", "")
    assert await state.curations.hide("a", "")
    assert not await state.curations.hide("b", "")


async def test_a_question_with_its_right_article_stays_until_it_is_taken_back(
    state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(curations, "MOST_GOLDEN", 1)
    assert await state.curations.star(QUESTION, "one", "第一篇")
    assert await state.curations.star(QUESTION, "two", "第二篇")
    assert not await state.curations.star("另一个问题", "two", "第二篇")
    assert await state.curations.golden() == (Pinned(topic(QUESTION), QUESTION, "two", "第二篇"),)
    assert await state.curations.pins() == ()
    assert await state.curations.unstar(topic(QUESTION)) == Pinned(topic(QUESTION), QUESTION, "two", "第二篇")
    assert await state.curations.unstar(topic(QUESTION)) is None
    assert await state.curations.golden() == ()
