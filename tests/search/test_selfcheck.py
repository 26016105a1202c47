"""What keeps a new generation from answering."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.errors import CheckFailed
from bot.posts.post import Article
from bot.search.engine import SearchEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.selfcheck import AMONG_FIRST, Expected, check
from bot.search.tokens import document
from tests.search.articles import an_article

BANK = an_article("bank", title="招商银行年报", text="公布年报。")
CAR = an_article("car", title="比亚迪新车", text="发布新车。")
GOOD = Expected(articles=2, before=2, present=("bank", "car"), absent=("gone",))


async def an_engine(*articles: Article) -> SearchEngine:
    engine = MemoryEngine()
    await engine.rebuild(map(document, articles), fingerprint="")
    return engine


async def test_a_generation_that_holds_what_was_meant_is_good() -> None:
    await check(await an_engine(BANK, CAR), GOOD)


@pytest.mark.parametrize(
    ("expected", "reason"),
    [
        (replace(GOOD, articles=3), "holds 2 articles and should hold 3"),
        (replace(GOOD, absent=("car",)), "still holds car"),
        (replace(GOOD, present=("bank", "other")), "lacks other"),
        (replace(GOOD, before=40), "of 40 articles only 2"),
    ],
    ids=["count", "removed", "missing", "loss"],
)
async def test_what_is_not_as_meant_is_said_with_what_to_do(expected: Expected, reason: str) -> None:
    with pytest.raises(CheckFailed, match=reason) as raised:
        await check(await an_engine(BANK, CAR), expected)
    assert "wenda index --rebuild" in raised.value.hint


async def test_an_article_that_its_own_title_does_not_find_is_a_broken_index() -> None:
    engine = MemoryEngine()
    await engine.rebuild([document(BANK), replace(document(CAR), words="别的")], fingerprint="")
    with pytest.raises(CheckFailed, match="does not find car by its title “比亚迪新车”"):
        await check(engine, GOOD)


async def test_titles_without_words_and_titles_that_all_have_are_no_failure() -> None:
    same = [an_article(f"same{number:03}", title="快讯") for number in range(AMONG_FIRST + 9)]
    mute = an_article("mute", title="——")
    present = ("mute", "same000", f"same{AMONG_FIRST + 8:03}")
    engine = await an_engine(mute, *same)
    await check(engine, Expected(articles=len(same) + 1, before=0, present=present, absent=()))
