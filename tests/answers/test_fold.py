"""Near-identical articles are shown once; news that has moved on is not identical."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.fold import fold
from bot.posts.post import Article
from bot.search.matcher import Match, Parts
from tests.answers.engine import an_article

TEXT = "10月12日盘中，南向资金净买入额超{}亿港元，其中港股通（沪）净买入居前，翎动汽车获净买入居首位。"
PARTS = Parts(engine=1.0, passage=1.0, order=1.0, covered=1.0, title=1.0)


def matches(*articles: Article) -> list[Match]:
    return [Match(article, 1.0, PARTS, (), (), ()) for article in articles]


def shown(*articles: Article) -> list[tuple[str, ...]]:
    return [(one.match.article.id, *(other.id for other in one.others)) for one in fold(matches(*articles))]


def test_twins_are_shown_once_under_the_better_one() -> None:
    first = an_article("a", "南向资金净买入超20亿港元", TEXT.format(20))
    second = an_article("b", "南向资金净买入额超20亿港元", TEXT.format(20))
    assert shown(first, second) == [("a", "b")]


@pytest.mark.parametrize("figure", ["40", "80", "20.5"])
def test_a_running_counter_makes_another_piece_of_news(figure: str) -> None:
    first = an_article("a", "南向资金净买入超20亿港元", TEXT.format(20))
    second = an_article("b", f"南向资金净买入超{figure}亿港元", TEXT.format(figure))
    assert shown(first, second) == [("a",), ("b",)]


def test_punctuation_and_script_do_not_make_a_difference() -> None:
    first = an_article("a", "快讯：台湾股市收涨", "台湾股市今天收涨，成交放大。")
    second = an_article("b", "快讯 臺灣股市收漲", "臺灣股市今天收漲 成交放大")
    assert shown(first, second) == [("a", "b")]


def test_different_articles_stay_apart() -> None:
    assert shown(an_article("a", "寒潮来袭", "江南降温。"), an_article("b", "柑橘丰收", "果农摘果。")) == [
        ("a",),
        ("b",),
    ]


@given(st.lists(st.text(alphabet="南向资金20", max_size=8), max_size=8))
def test_every_article_is_in_exactly_one_group(titles: list[str]) -> None:
    articles = [an_article(str(number), title, title) for number, title in enumerate(titles)]
    groups = shown(*articles)
    assert sorted(name for group in groups for name in group) == sorted(one.id for one in articles)
    assert [group[0] for group in groups] == sorted((group[0] for group in groups), key=int)
