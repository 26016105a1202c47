"""Small articles and documents for the tests of this room, and strategies that make them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import strategies as st

from bot.posts.post import Article, Category, Entity
from bot.search.engine import NO_FILTER, Document, Field, Filter, Mention, Query, Term

FIRST_DAY = datetime(2022, 3, 1, 8, 30, tzinfo=UTC)
BUSINESS = Category("caijing", "财经")


def an_article(
    key: str,
    *,
    title: str = "",
    text: str = "",
    days: float = 0,
    category: Category = BUSINESS,
    entities: tuple[Entity, ...] = (),
) -> Article:
    return Article(
        id=key,
        path=f"_posts/{key}.md",
        title=title or key,
        date=FIRST_DAY + timedelta(days=days),
        category=category,
        source="",
        url="",
        summary="",
        text=text,
        entities=entities,
    )


def a_document(
    key: str,
    words: str = "",
    *,
    bigrams: str = "",
    days: float = 0,
    category: Category = BUSINESS,
    entities: tuple[Entity, ...] = (),
) -> Document:
    article = an_article(key, text=words, days=days, category=category, entities=entities)
    return Document(article, words, bigrams)


def asking(words: str = "", *, bigrams: str = "", where: Filter = NO_FILTER, limit: int = 10) -> Query:
    """A query for these words with weight 1 and these bigrams with weight one half."""
    terms = [Term(word) for word in words.split()]
    terms += [Term(pair, "bigrams", 0.5) for pair in bigrams.split()]
    return Query(tuple(terms), where, limit)


terms = st.sampled_from(["甲", "乙", "丙", "丁", "戊", "35.6"])
spaced = st.lists(terms, max_size=12).map(" ".join)
categories = st.sampled_from([BUSINESS, Category("tiyu", "体育"), Category("caijing", "财经新闻")])
# markets and codes that a careless pattern or prefix would take for each other
PLACES = [("1", "600036"), ("0", "600036"), ("1", "6000.6"), ("11", "600036"), ("1", "60003")]
places = st.sampled_from(PLACES)
securities = st.sampled_from(
    [Entity(market, code, name, "link") for market, code in PLACES for name in ("招商银行", "招行\n", "")]
)
documents = st.builds(
    a_document,
    st.sampled_from([f"a{number}" for number in range(12)]),
    spaced,
    bigrams=spaced,
    days=st.sampled_from([0, 0.5, 1, 2]),
    category=categories,
    entities=st.lists(securities, max_size=3).map(tuple),
)
fields: st.SearchStrategy[Field] = st.sampled_from(["words", "bigrams"])
held_terms = st.lists(st.builds(Term, terms, fields), min_size=1, max_size=2).map(tuple)
mentions = st.builds(Mention, st.lists(held_terms, max_size=2).map(tuple), entity=st.none() | places)
moments = st.none() | st.sampled_from([0, 0.5, 1, 3]).map(lambda days: FIRST_DAY + timedelta(days=days))
filters = st.builds(
    Filter,
    category=st.none() | st.sampled_from(["caijing", "tiyu", "none"]),
    since=moments,
    until=moments,
    entity=st.none() | places,
    mention=st.none() | mentions,
)
queries = st.builds(
    Query,
    st.lists(
        st.builds(Term, terms | st.just("庚"), fields, st.sampled_from([0.3, 1.0, 2.0])), max_size=6
    ).map(tuple),
    where=filters,
    limit=st.integers(0, 15),
    offset=st.integers(0, 5),
)
