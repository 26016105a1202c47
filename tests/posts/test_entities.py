from __future__ import annotations

import pytest

from bot.posts.profile import PLAIN
from bot.posts.site import Site
from tests.posts.reading import FRONT, post_of


def seen(body: str, title: str = "标题") -> list[str]:
    post = post_of(FRONT.replace("标题", title) + body)
    return [f"{entity.mention} {entity.market}.{entity.code} {entity.name}" for entity in post.entities]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("甲公司(002456)", ["inline 0.002456 "]),
        ("甲公司（600036.SH）", ["inline 1.600036 "]),
        ("甲公司(000001.SZ)", ["inline 0.000001 "]),
        ("甲公司（830999.BJ）", ["inline 0.830999 "]),
        ("甲公司(03868)", ["inline 116.03868 "]),
        ("甲公司(0388.HK)", ["inline 116.00388 "]),
        ("甲公司(INTC.O)乙公司（BABA.N）", ["inline 105.INTC ", "inline 106.BABA "]),
        ("甲公司（600036.SH/03968.HK）", ["inline 1.600036 ", "inline 116.03968 "]),
        ("甲公司（股票代码：688001）", ["inline 1.688001 "]),
        ("甲公司( 300750 )", ["inline 0.300750 "]),
        ("今年（202203）共(12345)台，见(1234567)和（2022）", []),
        ("(intc.o)（ABCDEFG.O）(SH.600036)", []),
        ("两次(002456)，又一次(002456)", ["inline 0.002456 "]),
    ],
)
def test_a_code_in_brackets_is_an_entity(text: str, expected: list[str]) -> None:
    assert seen(text) == expected


def test_a_code_in_the_title_or_the_digest_counts() -> None:
    assert seen("> 乙公司(600036)。\n\n<p>丙</p>", "甲公司(002456)") == [
        "inline 0.002456 ",
        "inline 1.600036 ",
    ]


def test_links_come_in_the_order_of_the_page_before_brackets() -> None:
    body = (
        '<p>(002456)<a href="http://quote.example/unify/r/90.BK0999">银行</a>'
        '<span data-code="116,981">中星</span><a href="http://data.example/x">业绩</a></p>'
    )
    assert seen(body) == ["link 90.BK0999 银行", "repeat 116.00981 中星", "inline 0.002456 "]


def test_a_name_keeps_its_star_and_loses_its_blanks() -> None:
    assert seen('<p><a data-code="0,002999">*ST 白\u3000鹭\n</a></p>') == ["link 0.002999 *ST白鹭"]


def test_another_site_has_no_links_to_securities_but_brackets_mean_the_same() -> None:
    body = '<p><a href="http://quote.example/unify/r/1.600999" data-code="1,600999">中渡</a>(002456)</p>'
    post = post_of(FRONT + body, site=Site(profile=PLAIN))
    assert [entity.mention for entity in post.entities] == ["inline"]
