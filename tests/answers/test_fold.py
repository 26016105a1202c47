"""Near-identical articles are shown once; news that has moved on is not identical."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.fold import fold
from bot.posts.post import Article, Entity
from bot.search.article_text import Whole
from bot.search.engine import Hit
from bot.search.matcher import Match
from bot.search.parts import Parts
from tests.answers.engine import an_article

TEXT = "10月12日盘中，南向资金净买入额超{}亿港元，其中港股通（沪）净买入居前，翎动汽车获净买入居首位。"
PARTS = Parts(engine=1.0, passage=1.0, order=1.0, close=1.0, pairs=1.0, numbers=1.0, kind=1.0)


def matches(*articles: Article) -> list[Match]:
    return [Match(Hit(Whole(article), 1.0), 1.0, PARTS, {}) for article in articles]


def shown(*articles: Article) -> list[tuple[str, ...]]:
    return [(one.match.article.id, *(other.id for other in one.others)) for one in fold(matches(*articles))]


def folded(first: Article, second: Article) -> bool:
    return shown(first, second) == [(first.id, second.id)]


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


LONG = (
    "央行货币政策委员会召开季度例会。会议认为，今年以来宏观政策坚持稳字当头，信贷结构持续优化，企业融资成本稳中有降。"
    "会议指出，要加大稳健货币政策的实施力度，保持流动性合理充裕，增强信贷总量增长的稳定性，支持中小银行补充资本。"
)


def test_another_spacing_does_not_make_a_difference() -> None:
    first = an_article("a", "海川股份8月27日披露半年报", "海川股份8月27日披露半年报，营收12.5亿元，增长3%。")
    second = an_article(
        "b", "海川股份 8月 27日披露半年报", "海川股份 8 月 27 日披露半年报，营收 12.5 亿元，增长 3%。"
    )
    assert folded(first, second)


def test_a_thousands_separator_does_not_make_a_difference() -> None:
    first = an_article("a", "海川股份派现", "海川股份拟派现1,200万元，股权登记日另行公告。")
    second = an_article("b", "海川股份派现", "海川股份拟派现1200万元，股权登记日另行公告。")
    assert folded(first, second)


def test_a_dateline_that_says_no_new_figure_does_not_make_a_difference() -> None:
    first = an_article("a", "央行召开例会", f"12月26日，{LONG}")
    second = an_article("b", "央行召开例会", f"本报北京12月26日电（记者 何知远）12月26日，{LONG}")
    assert folded(first, second)


def test_the_same_text_under_another_headline_is_folded() -> None:
    assert shown(
        an_article("a", "央行：保持流动性充裕", LONG), an_article("b", "货币政策例会召开", LONG)
    ) == [("a", "b")]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("台风“木莲”22时登陆", "台风“木莲”23时登陆"),  # an update of one event
        ("第三批名单公布", "第四批名单公布"),
        ("北向资金收涨", "北向资金收跌"),
        ("海川股份回购8.1%股份", "海川股份回购8.2%股份"),
    ],
)
def test_what_has_changed_in_the_title_makes_another_piece_of_news(before: str, after: str) -> None:
    assert not folded(an_article("a", before, LONG), an_article("b", after, LONG))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("涨5%", "跌5%"),
        ("涨5%", "涨5个百分点"),
        ("已有3人受伤", "已有3人受伤，4人失踪"),
        ("3人受伤，4人失踪", "3人受伤"),
        ("1.2亿", "12亿"),
    ],
)
def test_what_has_changed_in_a_long_text_makes_another_piece_of_news(before: str, after: str) -> None:
    assert shown(
        an_article("a", "快讯", f"{LONG[:60]}{before}。{LONG}"),
        an_article("b", "快讯", f"{LONG[:60]}{after}。{LONG}"),
    ) == [
        ("a",),
        ("b",),
    ]


def test_a_figure_that_has_only_moved_behind_what_is_compared_does_not_make_a_difference() -> None:
    text = LONG * 30
    first = an_article("a", "例会", f"{text[:1990]}共3人与会。{text}")
    second = an_article("b", "例会", f"{'据悉，' * 4}{text[:1990]}共3人与会。{text}")
    assert folded(first, second)


def test_articles_that_only_begin_alike_stay_apart() -> None:
    first = an_article("a", "例会", LONG + "果农摘果，江南降温，柑橘丰收，苹果开秤。" * 3)
    second = an_article("b", "例会", LONG + "台风登陆，树木倒伏，航班停飞，学校停课。" * 3)
    assert not folded(first, second)


def test_the_same_notice_about_another_security_is_another_piece_of_news() -> None:
    notice = "监管部门决定对{}采取出具警示函的措施，并记入诚信档案。" + LONG
    one, other = (
        Entity("1", code, name, "link") for code, name in (("600101", "澜柏新能"), ("600102", "翎动汽车"))
    )
    first = an_article("a", "收到警示函", notice.format("澜柏新能"), entities=(one,))
    second = an_article("b", "收到警示函", notice.format("翎动汽车"), entities=(other,))
    unlinked = an_article("c", "收到警示函", notice.format("澜柏新能"))
    assert not folded(first, second)
    assert folded(first, unlinked)


def test_a_text_that_goes_on_longer_is_another_piece_of_news() -> None:
    assert shown(
        an_article("a", "例会", LONG), an_article("b", "例会", LONG + "果农摘果，江南降温。" * 6)
    ) == [
        ("a",),
        ("b",),
    ]


def test_articles_of_nothing_but_a_title_are_compared_by_it() -> None:
    titles = ["南向资金净买入超20亿港元", "南向资金净买入超20亿港元！", "南向资金净买入超80亿港元"]
    articles = [an_article(str(number), title) for number, title in enumerate(titles)]
    assert shown(*articles) == [("0", "1"), ("2",)]


@given(st.lists(st.text(alphabet="南向资金20", max_size=8), max_size=8))
def test_every_article_is_in_exactly_one_group(titles: list[str]) -> None:
    articles = [an_article(str(number), title, title) for number, title in enumerate(titles)]
    groups = shown(*articles)
    assert sorted(name for group in groups for name in group) == sorted(one.id for one in articles)
    assert [group[0] for group in groups] == sorted((group[0] for group in groups), key=int)
