"""The eight promises of `bot.search.engine`, kept by every engine.

Generated documents are compared between both engines with their exact scores: they are shorter than
forty terms, up to which tantivy keeps a field's length exactly and only then rounds it to a byte, and
they are built in one go, since tantivy counts replaced documents in its statistics until it merges.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.errors import EngineError, IndexMissing
from bot.posts.post import Article, Category, Entity
from bot.search.engine import (
    NO_FILTER,
    CategoryCount,
    Document,
    EntityCount,
    Filter,
    Frequencies,
    Mention,
    Page,
    Query,
    Reader,
    SearchEngine,
    Status,
    Term,
    View,
)
from bot.search.engines.local import LocalEngine
from bot.search.engines.memory import MemoryEngine
from bot.search.engines.opening import open_engine
from tests.search.articles import (
    BUSINESS,
    FIRST_DAY,
    a_document,
    an_article,
    asking,
    documents,
    filters,
    queries,
)

SPORT = Category("tiyu", "体育")
DAY = timedelta(days=1)


@pytest.fixture(params=["local", "memory"])
async def engine(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[SearchEngine]:
    opened = open_engine(request.param, tmp_path / "index")
    yield opened
    await opened.aclose()


def shown(page: Page) -> tuple[list[tuple[Article, float]], int]:
    return [(hit.article, hit.score) for hit in page.hits], page.total


def ids(page: Page) -> list[str]:
    return [hit.article.id for hit in page.hits]


async def found(
    engine: Reader, words: str = "", *, bigrams: str = "", where: Filter = NO_FILTER
) -> list[str]:
    return ids(await engine.search(asking(words, bigrams=bigrams, where=where)))


# 1. Same words


async def test_terms_are_found_exactly_as_they_were_given(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("one", "35.6 A股 c++ 2022-03-14")], fingerprint="")
    for term in ("35.6", "A股", "c++", "2022-03-14"):
        assert await found(engine, term) == ["one"]
    for other in ("35", "a股", "股", "c", "2022"):
        assert await found(engine, other) == []


async def test_words_and_bigrams_are_searched_apart(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("one", "甲", bigrams="乙")], fingerprint="")
    assert await found(engine, bigrams="乙") == ["one"]
    assert await found(engine, "乙") == await found(engine, bigrams="甲") == []


async def test_an_article_comes_back_as_it_was_given(engine: SearchEngine) -> None:
    article = replace(
        an_article("one", title="标题\ud800", text="第一段\n第二段"),
        tags=("标签",),
        entities=(Entity("116", "00981", "中芯", "link"),),
        also=("NWone",),
        summary="摘要",
        source="晚报",
        url="https://example.org/1",
    )
    await engine.rebuild([Document(article, "甲", "")], fingerprint="")
    assert (await engine.search(asking("甲"))).hits[0].article == article
    assert await engine.get(["one"]) == (article,)


# 2. All or nothing


def failing(made: Document) -> Iterator[Document]:
    yield made
    raise ValueError("the corpus is gone")


async def test_a_failed_rebuild_leaves_the_old_index_answering(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("old", "甲")], fingerprint="first")
    with pytest.raises(ValueError, match="the corpus is gone"):
        await engine.rebuild(failing(a_document("new", "甲")), fingerprint="second")
    assert await found(engine, "甲") == ["old"]
    assert (await engine.status()).fingerprint == "first"


async def test_a_failed_update_leaves_the_old_index_answering(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("old", "甲")], fingerprint="")
    with pytest.raises(ValueError, match="the corpus is gone"):
        await engine.update(failing(a_document("new", "甲")), removed=["old"])
    assert await found(engine, "甲") == ["old"]
    assert await engine.update([a_document("new", "甲")]) == 2


async def test_a_rebuild_replaces_everything(engine: SearchEngine) -> None:
    assert await engine.rebuild([a_document("a", "甲"), a_document("b", "甲")], fingerprint="") == 2
    assert await engine.rebuild([a_document("c", "甲")], fingerprint="") == 1
    assert await found(engine, "甲") == ["c"]


async def test_an_update_adds_replaces_and_removes(engine: SearchEngine) -> None:
    await engine.rebuild([a_document(key, "甲") for key in ("a", "b", "c")], fingerprint="")
    size = await engine.update([a_document("b", "乙"), a_document("d", "乙")], removed=["a", "unknown"])
    assert size == 3
    assert await found(engine, "甲") == ["c"]
    assert sorted(await found(engine, "乙")) == ["b", "d"]


async def test_a_document_that_is_removed_and_given_stays(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="")
    assert await engine.update([a_document("a", "乙")], removed=["a"]) == 1
    assert await found(engine, "乙") == ["a"]


async def test_of_a_repeated_id_the_last_document_stays(engine: SearchEngine) -> None:
    twice = [a_document("a", "甲"), a_document("b", "甲"), a_document("a", "乙")]
    assert await engine.rebuild(twice, fingerprint="") == 2
    assert (await found(engine, "甲"), await found(engine, "乙")) == (["b"], ["a"])
    assert await engine.update([a_document("a", "丙"), a_document("a", "丁")]) == 2
    assert (await found(engine, "丙"), await found(engine, "丁")) == ([], ["a"])


# 3. Order


async def test_the_article_that_holds_more_of_the_question_comes_first(engine: SearchEngine) -> None:
    made = [a_document("one", "甲 丙 丙"), a_document("both", "甲 乙 丙"), a_document("none", "丙")]
    await engine.rebuild(made, fingerprint="")
    assert await found(engine, "甲 乙") == ["both", "one"]


async def test_a_weight_decides(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲"), a_document("b", "乙")], fingerprint="")
    for heavy, light, first in (("甲", "乙", "a"), ("乙", "甲", "b")):
        query = Query((Term(heavy, weight=2.0), Term(light, weight=1.0)))
        assert ids(await engine.search(query))[0] == first


async def test_ties_are_ordered_by_newest_date_then_by_id(engine: SearchEngine) -> None:
    made = [a_document(f"{99 - number}", "甲", days=number % 3) for number in range(90)]
    await engine.rebuild(made, fingerprint="")
    expected = [one.article.id for one in sorted(made, key=lambda one: one.article.id)]
    expected.sort(key=lambda key: (99 - int(key)) % 3, reverse=True)
    pages = [await engine.search(Query((Term("甲"),), limit=7, offset=offset)) for offset in range(0, 90, 7)]
    assert [key for page in pages for key in ids(page)] == expected


async def test_latest_are_ordered_by_date_then_by_id(engine: SearchEngine) -> None:
    made = [a_document("b", days=1), a_document("a", days=1), a_document("c", days=2), a_document("d")]
    await engine.rebuild(made, fingerprint="")
    assert ids(await engine.latest(NO_FILTER, limit=10)) == ["c", "a", "b", "d"]
    page = await engine.latest(NO_FILTER, limit=2, offset=1)
    assert (ids(page), page.total) == (["a", "b"], 4)
    assert {hit.score for hit in page.hits} == {0.0}


async def test_a_filter_decides_but_does_not_count(engine: SearchEngine) -> None:
    made = [a_document(str(day), "甲", days=day, category=SPORT if day % 2 else BUSINESS) for day in range(6)]
    await engine.rebuild(made, fingerprint="")
    week = Filter("tiyu", FIRST_DAY + timedelta(days=1), FIRST_DAY + timedelta(days=5))
    page = await engine.search(asking("甲", where=week))
    assert (ids(page), page.total) == (["3", "1"], 2)
    assert ids(await engine.latest(week, limit=9)) == ["3", "1"]
    assert page.hits[0].score == (await engine.search(asking("甲"))).hits[0].score


async def test_dates_before_1970_are_filtered_too(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("old", "甲", days=-30_000), a_document("new", "甲")], fingerprint="")
    assert await found(engine, "甲", where=Filter(until=FIRST_DAY)) == ["old"]
    assert ids(await engine.latest(Filter(since=FIRST_DAY), limit=9)) == ["new"]


async def test_articles_of_a_security_are_those_that_link_its_code_by_any_name(engine: SearchEngine) -> None:
    bank, other = Entity("1", "600036", "招商银行", "link"), Entity("0", "600036", "招行", "link")
    made = [
        a_document("a", "甲", entities=(bank,)),
        a_document("b", "甲", days=1, entities=(replace(bank, name="招行"), other)),
        a_document("other market", "甲", entities=(other,)),
        a_document("longer", "甲", entities=(replace(bank, code="6000361"),)),
        a_document("nameless", "甲", entities=(replace(bank, name=""),)),
        a_document("none", "甲"),
    ]
    await engine.rebuild(made, fingerprint="")
    where = Filter(entity=("1", "600036"))
    page = await engine.latest(where, limit=1)
    assert (ids(page), page.total) == (["b"], 2)
    assert sorted(await found(engine, "甲", where=where)) == ["a", "b"]
    assert ids(await engine.latest(Filter(entity=("1", "6000.6")), limit=9)) == []


async def test_a_mention_is_a_link_or_all_terms_of_a_phrase(engine: SearchEngine) -> None:
    linked = (Entity("1", "600036", "招行", "link"),)
    made = [
        a_document("linked", "甲", entities=linked),
        a_document("whole", "甲 乙", bigrams="丙"),
        a_document("in words only", "甲 乙 丙"),
        a_document("half", "乙"),
        a_document("other", "丁"),
    ]
    await engine.rebuild(made, fingerprint="")
    whole, other = (Term("乙"), Term("丙", "bigrams", 0.0)), (Term("丁"),)

    async def of(mention: Mention) -> list[str]:
        return sorted(ids(await engine.latest(Filter(mention=mention), limit=9)))

    assert await of(Mention((whole,))) == ["whole"]
    assert await of(Mention((whole, other))) == ["other", "whole"]
    assert await of(Mention((whole,), entity=("1", "600036"))) == ["linked", "whole"]
    assert await of(Mention(entity=("0", "600036"))) == await of(Mention()) == []
    assert await found(engine, "甲", where=Filter(mention=Mention((other, (Term("甲"),))))) == [
        "linked",
        "whole",
        "in words only",
    ]


async def test_days_are_counted_on_the_clock_that_is_asked_for(engine: SearchEngine) -> None:
    berlin, kathmandu = ZoneInfo("Europe/Berlin"), ZoneInfo("Asia/Kathmandu")
    moments = [
        datetime(2022, 3, 26, 22, 30, tzinfo=UTC),
        datetime(2022, 3, 26, 23, 30, tzinfo=UTC),  # the 27th in Berlin, a day of 23 hours
        datetime(2022, 3, 27, 21, 59, tzinfo=UTC),
        datetime(2022, 3, 27, 22, 0, tzinfo=UTC),
        datetime(2022, 10, 29, 22, 0, tzinfo=UTC),  # the 30th, a day of 25 hours
        datetime(2022, 10, 30, 22, 59, tzinfo=UTC),
        datetime(2022, 10, 30, 23, 0, tzinfo=UTC),
    ]
    made = [a_document(f"a{at}", "甲", days=(one - FIRST_DAY) / DAY) for at, one in enumerate(moments)]
    await engine.rebuild([*made, a_document("none", "乙")], fingerprint="")
    where = Filter(mention=Mention(((Term("甲"),),)))
    assert list((await engine.days(where, berlin)).items()) == [
        (date(2022, 3, 26), 1),
        (date(2022, 3, 27), 2),
        (date(2022, 3, 28), 1),
        (date(2022, 10, 30), 2),
        (date(2022, 10, 31), 1),
    ]
    assert await engine.days(replace(where, until=moments[1]), kathmandu) == {date(2022, 3, 27): 1}
    assert await engine.days(Filter("none"), berlin) == {}


async def test_a_filter_admits_several_categories(engine: SearchEngine) -> None:
    made = [
        a_document(name, "甲", days=days, category=Category(name, name))
        for days, name in enumerate(("a", "b", "c"))
    ]
    await engine.rebuild(made, fingerprint="")
    where = Filter(among=frozenset({"a", "c", "gone"}))
    assert sorted(await found(engine, "甲", where=where)) == ["a", "c"]
    assert (await engine.latest(where, limit=1)).total == 2
    assert ids(await engine.latest(replace(where, category="b"), limit=9)) == []
    assert ids(await engine.latest(Filter(among=frozenset()), limit=9)) == []


# 4. Edges


@pytest.mark.parametrize(
    ("query", "total"),
    [
        (Query(()), 0),
        (asking("未知"), 0),
        (asking("甲", where=Filter("none")), 0),
        (Query((Term("甲"),), offset=5), 2),
        (Query((Term("甲"),), offset=10**12, limit=10**12), 2),
        (Query((Term("甲"),), limit=0), 2),
        (Query((Term("甲\ud800" * 50_000),)), 0),
    ],
    ids=["no terms", "unknown", "no category", "past the end", "far past the end", "limit 0", "hostile"],
)
async def test_nothing_to_show_is_an_empty_page_with_the_right_total(
    engine: SearchEngine, query: Query, total: int
) -> None:
    await engine.rebuild([a_document("a", "甲"), a_document("b", "甲")], fingerprint="")
    assert await engine.search(query) == Page((), total)


async def test_latest_past_the_end_is_an_empty_page_with_the_right_total(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a"), a_document("b")], fingerprint="")
    assert await engine.latest(NO_FILTER, limit=5, offset=2) == Page((), 2)
    assert await engine.latest(NO_FILTER, limit=0) == Page((), 2)
    assert await engine.latest(Filter("none"), limit=5) == Page((), 0)


async def test_a_limit_beyond_all_articles_gives_them_all(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲"), a_document("b", "甲")], fingerprint="")
    assert len((await engine.search(Query((Term("甲"),), limit=10**12))).hits) == 2
    assert len((await engine.latest(NO_FILTER, limit=10**12)).hits) == 2


async def test_an_index_of_no_articles_answers(engine: SearchEngine) -> None:
    assert await engine.rebuild([], fingerprint="empty") == 0
    assert await engine.search(asking("甲")) == await engine.latest(NO_FILTER, limit=5) == Page((), 0)
    assert await engine.categories() == ()
    assert await engine.days(NO_FILTER, UTC) == {}
    assert await engine.get(["a"]) == ()
    assert await engine.frequencies(["甲"]) == Frequencies(0, {"甲": 0})
    assert await engine.status() == Status(0, None, "empty")
    assert await engine.update([a_document("a", "甲")]) == 1


async def test_get_keeps_the_order_and_leaves_out_the_unknown(engine: SearchEngine) -> None:
    await engine.rebuild([a_document(key) for key in "abc"], fingerprint="")
    assert [one.id for one in await engine.get(["c", "x", "a"])] == ["c", "a"]
    assert await engine.get([]) == ()


async def test_of_some_ids_those_that_the_filter_admits_are_kept(engine: SearchEngine) -> None:
    made = [a_document(str(day), "甲", days=day, category=SPORT if day % 2 else BUSINESS) for day in range(6)]
    await engine.rebuild(made, fingerprint="")

    def kept(*ids: str, where: Filter = NO_FILTER) -> Callable[[View], dict[str, tuple[Article, str]]]:
        return lambda view: {
            key: (one.article, one.texts[0]) for key, one in view.kept(list(ids), where).items()
        }

    everywhere = await engine.look(kept("5", "x", "0", "5"))
    assert everywhere == {key: (made[int(key)].article, made[int(key)].article.title) for key in "05"}
    late = Filter("tiyu", since=FIRST_DAY + timedelta(days=2))
    assert list(await engine.look(kept("0", "1", "4", "5", where=late))) == ["5"]
    assert await engine.look(kept("1", where=Filter(among=frozenset()))) == {}
    assert await engine.look(kept()) == {}


async def test_an_article_that_was_merged_into_another_is_known_by_that(engine: SearchEngine) -> None:
    merged = replace(a_document("a"), article=replace(an_article("a"), also=("b", "c", "x y")))
    await engine.rebuild([merged, a_document("c"), a_document("d")], fingerprint="")
    assert await engine.stand_ins(["a", "b", "c", "d", "x y", "x"]) == {"b": "a", "x y": "a"}
    assert await engine.stand_ins([]) == {}


async def test_a_look_stays_with_its_generation(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a")], fingerprint="")
    first = (await engine.status()).version
    size, version = await engine.look(lambda view: (view.status().documents, view.version))
    assert (size, version) == (1, first)
    kept = await engine.look(lambda view: view)
    await engine.update([a_document("b")])
    assert (kept.status().documents, kept.version) == (1, first)


async def test_what_a_look_raises_is_raised_as_it_is(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a")], fingerprint="")

    def failing(view: View) -> None:
        raise ValueError(view.version)

    with pytest.raises(ValueError, match="gen-"):
        await engine.look(failing)


async def test_hits_are_the_same_where_nobody_counts(engine: SearchEngine) -> None:
    await engine.rebuild([a_document(key, "甲 乙") for key in "abc"], fingerprint="")
    query = replace(asking("甲"), limit=2)
    counted = await engine.search(query)
    uncounted = await engine.search(replace(query, counting=False))
    assert (ids(uncounted), counted.total) == (ids(counted), 3)
    assert uncounted.total >= 2


async def test_frequencies_count_documents_not_occurrences(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲 甲 乙"), a_document("b", "甲")], fingerprint="")
    assert await engine.frequencies(["甲", "乙", "丙"]) == Frequencies(2, {"甲": 2, "乙": 1, "丙": 0})


async def test_categories_have_counts_newest_dates_and_their_commonest_name(engine: SearchEngine) -> None:
    renamed = replace(BUSINESS, name="财经新闻")
    made = [a_document("a"), a_document("b", days=2), a_document("c", days=3, category=renamed)]
    made += [a_document("d", days=1, category=SPORT), a_document("e", category=Category("guoji", "国际"))]
    await engine.rebuild(made, fingerprint="")
    assert await engine.categories() == (
        CategoryCount(BUSINESS, 3, FIRST_DAY + timedelta(days=3)),
        CategoryCount(Category("guoji", "国际"), 1, FIRST_DAY),
        CategoryCount(SPORT, 1, FIRST_DAY + timedelta(days=1)),
    )


# 5. Never block


async def test_the_event_loop_runs_while_documents_are_read(engine: SearchEngine) -> None:
    loop_ran, answered = threading.Event(), []

    def slowly() -> Iterator[Document]:
        yield a_document("a", "甲")
        answered.append(loop_ran.wait(timeout=10))

    building = asyncio.create_task(engine.rebuild(slowly(), fingerprint=""))
    asyncio.get_running_loop().call_soon(loop_ran.set)
    assert await building == 1
    assert answered == [True]


async def test_questions_are_answered_from_the_old_index_while_a_new_one_is_built(
    engine: SearchEngine,
) -> None:
    await engine.rebuild([a_document("old", "甲")], fingerprint="")
    reached, go_on = threading.Event(), threading.Event()

    def slowly() -> Iterator[Document]:
        yield a_document("new", "甲")
        reached.set()
        go_on.wait(timeout=10)

    building = asyncio.create_task(engine.rebuild(slowly(), fingerprint=""))
    await asyncio.to_thread(reached.wait, 10)
    assert await found(engine, "甲") == ["old"]
    go_on.set()
    await building
    assert await found(engine, "甲") == ["new"]


async def test_writers_take_turns(engine: SearchEngine) -> None:
    await engine.rebuild([], fingerprint="")
    await asyncio.gather(*(engine.update([a_document(str(number), "甲")]) for number in range(4)))
    assert (await engine.search(asking("甲"))).total == 4


# 6. Own errors


CALLS: list[Callable[[SearchEngine], object]] = [
    lambda engine: engine.search(asking("甲")),
    lambda engine: engine.latest(NO_FILTER, limit=1),
    lambda engine: engine.get(["a"]),
    lambda engine: engine.frequencies(["甲"]),
    lambda engine: engine.vocabulary(),
    lambda engine: engine.entities(),
    lambda engine: engine.categories(),
    lambda engine: engine.status(),
    lambda engine: engine.update([]),
    lambda engine: engine.rollback(),
]
NAMES = ["search", "latest", "get", "frequencies", "vocabulary", "entities", "categories", "status", "update"]
NAMES += ["rollback"]


@pytest.mark.parametrize("call", CALLS, ids=NAMES)
async def test_before_the_first_build_every_call_says_what_to_do(
    engine: SearchEngine, call: Callable[[SearchEngine], object]
) -> None:
    with pytest.raises(IndexMissing) as raised:
        await call(engine)  # type: ignore[misc]  # each returns its own awaitable
    assert "wenda index" in raised.value.hint


def test_the_local_engine_wants_a_folder() -> None:
    with pytest.raises(EngineError, match="needs a folder"):
        open_engine("local", None)


# 7. Fingerprint


async def test_the_status_tells_what_was_built(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", days=2), a_document("b")], fingerprint="chain 7 “site”")
    assert await engine.status() == Status(2, FIRST_DAY + timedelta(days=2), "chain 7 “site”")
    await engine.update([a_document("c", days=3)])
    assert await engine.status() == Status(3, FIRST_DAY + timedelta(days=3), "chain 7 “site”")


async def test_every_change_gives_the_index_another_version(engine: SearchEngine) -> None:
    versions = []
    for change in (
        engine.rebuild([a_document("a")], fingerprint="same"),
        engine.update([a_document("b")]),
        engine.update([], removed=["b"]),
        engine.rebuild([a_document("a")], fingerprint="same"),
    ):
        await change
        versions.append((await engine.status()).version)
        assert (await engine.status()).version == versions[-1]
    assert len(set(versions)) == 4
    assert all(versions)


# 8. Generations


async def the_version(engine: Reader) -> str:
    return (await engine.status()).version


async def test_the_generation_before_stays_readable_by_its_name(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="")
    first = await the_version(engine)
    await engine.update([a_document("b", "甲")], removed=["a"])
    reader = await engine.at(first)
    assert reader
    assert (await found(reader, "甲"), await the_version(reader)) == (["a"], first)
    assert await reader.get(["a", "b"]) == (an_article("a", text="甲"),)
    assert await found(engine, "甲") == ["b"]


async def test_a_reader_of_the_generation_that_answers_stays_with_it(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="")
    reader = await engine.at(await the_version(engine))
    assert reader
    for key in ("b", "c", "d"):
        await engine.update([a_document(key, "甲")])
    assert await found(reader, "甲") == ["a"]


async def test_the_generation_before_the_one_before_is_gone(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a")], fingerprint="")
    first = await the_version(engine)
    for key in ("b", "c"):
        assert await engine.at(first)
        await engine.update([a_document(key)])
    assert await engine.at(first) is None
    assert await engine.at("gen-99") is await engine.at("") is None


async def test_before_the_first_build_no_generation_is_there(engine: SearchEngine) -> None:
    assert await engine.at("gen-1") is None


async def test_a_new_generation_is_checked_before_it_answers(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="")
    seen = []

    async def check(reader: Reader) -> None:
        seen.append((await the_version(reader), await found(reader, "甲"), await found(engine, "甲")))

    await engine.update([a_document("b", "甲")], removed=["a"], check=check)
    assert seen == [(await the_version(engine), ["b"], ["a"])]
    await engine.rebuild([a_document("c", "甲")], fingerprint="", check=check)
    assert seen[1:] == [(await the_version(engine), ["c"], ["b"])]


async def refuse(reader: Reader) -> None:
    raise LookupError("not good enough")


async def test_a_refused_generation_leaves_the_old_one_answering(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="first")
    before = await engine.status()
    with pytest.raises(LookupError, match="not good enough"):
        await engine.update([a_document("b", "甲")], check=refuse)
    with pytest.raises(LookupError, match="not good enough"):
        await engine.rebuild([], fingerprint="second", check=refuse)
    assert (await engine.status(), await the_version(engine)) == (before, before.version)
    assert await engine.update([a_document("b", "甲")]) == 2


async def test_a_first_build_that_is_refused_leaves_no_index(engine: SearchEngine) -> None:
    with pytest.raises(LookupError):
        await engine.rebuild([a_document("a")], fingerprint="", check=refuse)
    with pytest.raises(IndexMissing):
        await engine.status()


async def test_an_update_of_nothing_is_no_new_generation(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a"), a_document("b")], fingerprint="")
    version = await the_version(engine)
    assert await engine.update([], check=refuse) == 2
    assert await the_version(engine) == version


async def test_a_rollback_lets_the_generation_before_answer_again(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="print")
    first = await the_version(engine)
    await engine.update([a_document("b", "甲")], removed=["a"])
    second = await the_version(engine)
    status = await engine.rollback()
    assert (status.documents, status.fingerprint, status.version, status.held) == (1, "print", first, True)
    assert await found(engine, "甲") == ["a"]
    assert await engine.at(second) is None
    await engine.update([a_document("c", "甲")])
    assert await the_version(engine) not in (first, second)
    assert sorted(await found(engine, "甲")) == ["a", "c"]


async def test_there_is_one_step_back_and_not_two(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a")], fingerprint="")
    for _ in range(2):
        with pytest.raises(EngineError, match="nothing before") as raised:
            await engine.rollback()
        assert "mend the posts" in raised.value.hint
        await engine.update([a_document("b")])
        await engine.update([a_document("c")])
        await engine.rollback()


async def test_an_index_of_another_fingerprint_is_not_gone_back_to(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a")], fingerprint="old chain")
    await engine.rebuild([a_document("a")], fingerprint="new chain")
    with pytest.raises(EngineError, match="nothing before"):
        await engine.rollback()


@pytest.mark.parametrize("write", ["update", "an empty update", "rebuild"])
async def test_what_answers_after_a_rollback_is_held_until_the_next_write(
    engine: SearchEngine, write: str
) -> None:
    await engine.rebuild([a_document("a")], fingerprint="")
    assert not (await engine.status()).held
    await engine.update([a_document("b")])
    await engine.rollback()
    assert (await engine.status()).held
    if write == "rebuild":
        await engine.rebuild([], fingerprint="")
    else:
        await engine.update([a_document("b")] if write == "update" else [])
    assert not (await engine.status()).held


# What an index is made of


async def test_the_vocabulary_tells_every_term_with_its_documents_in_order(engine: SearchEngine) -> None:
    made = [a_document("a", "甲 甲 乙 𠮷", bigrams="甲乙"), a_document("b", "乙 35.6", bigrams="甲乙 乙丙")]
    await engine.rebuild(made, fingerprint="")
    words = await engine.vocabulary()
    assert list(words.items()) == [("35.6", 1), ("乙", 2), ("甲", 1), ("𠮷", 1)]
    assert list(words) == sorted(words)
    assert dict(await engine.vocabulary("bigrams")) == {"甲乙": 2, "乙丙": 1}


async def test_a_bounded_vocabulary_keeps_the_commonest_terms(engine: SearchEngine) -> None:
    made = [a_document("a", "丁 丙 乙"), a_document("b", "丁 丙"), a_document("c", "丁")]
    await engine.rebuild(made, fingerprint="")
    assert dict(await engine.vocabulary(most=2)) == {"丁": 3, "丙": 2}
    assert not await engine.vocabulary(most=0)


async def test_new_words_are_told_after_an_update(engine: SearchEngine) -> None:
    await engine.rebuild([a_document("a", "甲")], fingerprint="")
    await engine.update([a_document("b", "乙")])
    assert dict(await engine.vocabulary()) == {"甲": 1, "乙": 1}


def naming(key: str, *named: Entity) -> Document:
    return Document(replace(an_article(key), entities=named), "甲", "")


async def test_entities_are_told_by_how_many_articles_name_them(engine: SearchEngine) -> None:
    first = Entity("1", "600030", "中信证券", "link")
    second = Entity("116", "06030", "中信证券", "link")
    nameless = Entity("0", "002906", "", "chart")
    odd = Entity("0", "000001", "名\t字", "link")
    made = [naming("a", second, first, nameless), naming("b", first, replace(first, mention="repeat"))]
    await engine.rebuild([*made, naming("c", odd)], fingerprint="")
    assert await engine.entities() == (
        EntityCount("1", "600030", "中信证券", 2),
        EntityCount("0", "000001", "名\t字", 1),
        EntityCount("116", "06030", "中信证券", 1),
    )
    assert len(await engine.entities(most=1)) == 1


# Both engines agree


async def both(corpus: list[Document], query: Query) -> tuple[Page, Page]:
    memory = MemoryEngine()
    with TemporaryDirectory() as folder:
        local = LocalEngine(Path(folder))
        pages = []
        for engine in (memory, local):
            await engine.rebuild(corpus, fingerprint="")
            pages.append(await engine.search(query))
        await local.aclose()
    return pages[0], pages[1]


@settings(max_examples=20, deadline=None)
@given(st.lists(documents, max_size=20, unique_by=lambda made: made.article.id), queries)
def test_the_local_engine_agrees_with_the_obvious_one(corpus: list[Document], query: Query) -> None:
    obvious, local = asyncio.run(both(corpus, query))
    assert local.total == obvious.total
    assert ids(local) == ids(obvious)
    assert [hit.score for hit in local.hits] == pytest.approx([hit.score for hit in obvious.hits], rel=1e-4)


async def both_after(
    corpus: list[Document], changes: list[Document], removed: list[str], where: Filter
) -> list[object]:
    views: list[object] = []
    with TemporaryDirectory() as folder:
        for engine in (MemoryEngine(), LocalEngine(Path(folder))):
            await engine.rebuild(corpus, fingerprint="")
            size = await engine.update(changes, removed=removed)
            everything = await engine.latest(NO_FILTER, limit=99)
            matching = await engine.search(replace(asking("甲 乙", where=where), limit=99))
            part = await engine.latest(where, limit=5, offset=1)
            kept = await engine.look(lambda view: set(view.kept(["a1", "a2", "a3"], where)))
            days = await engine.days(where, ZoneInfo("America/New_York"))
            seen = (size, shown(everything), shown(part), set(ids(matching)), matching.total, kept, days)
            views.append((seen, await engine.categories()))
            await engine.aclose()
    return views


@settings(max_examples=10, deadline=None)
@given(
    st.lists(documents, max_size=12),
    st.lists(documents, max_size=6),
    st.lists(st.sampled_from(["a1", "a2", "a3"]), max_size=3),
    filters,
)
def test_both_engines_hold_the_same_after_changes(
    corpus: list[Document], changes: list[Document], removed: list[str], where: Filter
) -> None:
    obvious, local = asyncio.run(both_after(corpus, changes, removed, where))
    assert local == obvious
