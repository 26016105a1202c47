"""A new generation is tried by questions whose right articles are known."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from bot.answers.golden import tried
from bot.posts.post import Article
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.tokens import document
from bot.search.trial import Golden, Tried
from tests.answers.engine import NEWS, an_article
from tests.chat.people import SHANGHAI

STORM = Golden("木莲台风倒了多少棵树", "storm")
HARVEST = Golden("洛川苹果价格", "harvest")
WRONG = Golden("翎动汽车10月交付多少", "september")


async def engine_of(articles: Sequence[Article]) -> MemoryEngine:
    engine = MemoryEngine()
    await engine.rebuild(map(document, articles), fingerprint="")
    return engine


async def outcome(
    tmp_path: Path, after: Sequence[Article], *golden: Golden, before: Sequence[Article] = NEWS
) -> Tried:
    options = {"aliases": tmp_path / "aliases.txt", "folder": tmp_path}
    old, new = await engine_of(before), await engine_of(after)
    return await tried(golden, new, old, timezone=SHANGHAI, **options)


async def test_as_many_are_right_where_nothing_of_them_has_changed(tmp_path: Path) -> None:
    made = await outcome(tmp_path, NEWS[1:], STORM, HARVEST, WRONG)
    assert made == Tried(3, 2, 2)
    assert not made.fell


async def test_what_is_lost_is_told(tmp_path: Path) -> None:
    without = [one for one in NEWS if one.id != "storm"]
    made = await outcome(tmp_path, without, STORM, HARVEST, WRONG)
    assert made == Tried(3, 2, 1, (STORM.question,))
    assert made.fell


async def test_a_better_one_in_front_counts_as_lost_and_another_gained_makes_up_for_it(
    tmp_path: Path,
) -> None:
    better = an_article("better", "木莲台风倒了多少棵树", "木莲台风倒了多少棵树：五千棵。", days=20)
    assert (await outcome(tmp_path, [*NEWS, better], STORM)).fell
    made = await outcome(tmp_path, [*NEWS, better], STORM, Golden(STORM.question, "better"))
    assert (made.before, made.after, made.fell) == (1, 1, False)


async def test_a_right_article_that_was_merged_into_another_is_still_right(tmp_path: Path) -> None:
    storm = next(one for one in NEWS if one.id == "storm")
    merged = an_article("first", storm.title, storm.text, also=("storm",))
    others = [one for one in NEWS if one is not storm]
    assert await outcome(tmp_path, [*others, merged], STORM) == Tried(1, 1, 1)


async def test_without_an_index_before_nothing_can_fall(tmp_path: Path) -> None:
    nothing = LocalEngine(tmp_path / "nowhere")
    made = await tried(
        (STORM, WRONG),
        await engine_of(NEWS),
        nothing,
        aliases=tmp_path / "aliases.txt",
        timezone=SHANGHAI,
        folder=tmp_path,
    )
    assert made == Tried(2, None, 1)
    assert not made.fell
