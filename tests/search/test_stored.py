from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import example, given
from hypothesis import strategies as st

from bot.posts.post import Article, Category, Entity
from bot.search.article_text import LONGEST_TEXT, Whole
from bot.search.engines.stored import Stored, pack, unpack

ARTICLE = Article(
    id="a",
    path="a.md",
    title="标题",
    date=datetime(2022, 3, 14, tzinfo=UTC),
    category=Category("slug", "名"),
    source="",
    url="",
    summary="",
    text="",
)


@given(st.text())
def test_what_was_packed_is_unpacked_whatever_its_characters(text: str) -> None:
    article = replace(ARTICLE, text=text)
    assert unpack(pack(article)) == article


@given(st.text(st.characters() | st.sampled_from("\ud800\udfff招"), min_size=1))
@example("\ud800\udfff")
def test_half_characters_are_kept_as_they_are(text: str) -> None:
    article = replace(ARTICLE, title=text, text="招商银行" * 9)
    assert unpack(pack(article)) == article


def test_a_han_character_takes_two_bytes() -> None:
    assert len(pack(replace(ARTICLE, text="招商银行"))) == len(pack(ARTICLE)) + 8


@given(st.text(max_size=9), st.text(max_size=9), st.lists(st.text(max_size=3), max_size=3), st.booleans())
def test_what_is_read_of_an_article_is_read_unpacked(
    text: str, summary: str, names: list[str], is_long: bool
) -> None:
    article = replace(
        ARTICLE,
        text=text + "长" * LONGEST_TEXT * is_long + text,
        summary=summary,
        tags=tuple(names),
        entities=tuple(Entity("90", name, name, "link") for name in names),
    )
    stored = Stored(pack(article))
    assert stored.texts == Whole(article).texts
    assert stored.article == article


@given(st.text(st.characters() | st.sampled_from('"\\,\ud800')))
@example('a",b')
@example('a\\",')
def test_the_id_is_told_without_unpacking(key: str) -> None:
    article = replace(ARTICLE, id=key, summary="摘要", text="招商银行" * 9)
    assert Stored(pack(article)).id == Whole(article).id == key
