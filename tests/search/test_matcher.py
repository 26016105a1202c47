"""The second stage: rare terms, exactly and nearly, where they stand, and in which order."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.post import Entity
from bot.search.article_text import Whole
from bot.search.engine import Hit
from bot.search.finding import Wanted, find
from bot.search.matcher import Match, match
from bot.search.variants import Variant
from tests.search.articles import an_article

ASKED = [Wanted("岩桐", 5.0), Wanted("私募", 3.0), Wanted("罚没", 5.0)]


def hit(key: str, title: str, text: str = "", *, score: float = 1.0, days: float = 0) -> Hit:
    return Hit(Whole(an_article(key, title=title, text=text, days=days)), score)


def ordered(*hits: Hit, question: str = "岩桐私募罚没", asked: list[Wanted] = ASKED) -> list[str]:
    return [one.article.id for one in match(question, asked, hits)]


def only(one: Hit, *, question: str = "岩桐私募罚没", asked: list[Wanted] = ASKED) -> Match:
    return match(question, asked, [one])[0]


def test_the_article_that_covers_the_rare_terms_goes_before_the_engines_first() -> None:
    common = hit("common", "私募月报", "私募私募私募", score=10.0)
    rare = hit("rare", "处罚", "岩桐被罚没", score=8.0)
    assert ordered(common, rare) == ["rare", "common"]


def test_terms_that_stand_together_go_before_terms_far_apart() -> None:
    together = hit("together", "公告", f"{'其他事情' * 50}岩桐私募被罚没")
    apart = hit("apart", "公告", f"岩桐{'其他事情' * 40}私募{'其他事情' * 40}罚没")
    assert ordered(apart, together) == ["together", "apart"]
    assert (only(together).parts.passage, only(apart).parts.passage) == pytest.approx((1.0, 5 / 13))
    assert only(apart).missing == ()


def test_the_number_that_was_asked_for_counts() -> None:
    asked = [Wanted("翎动", 5.0), Wanted("10月", 2.0), Wanted("交付", 3.0)]
    hits = [hit("9", "翎动汽车9月交付21305辆"), hit("10", "翎动汽车10月交付24870辆")]
    assert ordered(*hits, question="翎动10月交付", asked=asked) == ["10", "9"]
    assert only(hits[0], question="翎动10月交付", asked=asked).parts.numbers == 0.0


def test_the_kind_of_answer_that_was_asked_for_counts() -> None:
    hits = [hit("words", "岩桐私募因操纵被罚没"), hit("figures", "岩桐私募罚没1亿元和3万股5次")]
    assert ordered(*hits, question="岩桐私募罚没多少") == ["figures", "words"]


def test_characters_of_a_word_with_a_slip_count() -> None:
    asked = [Wanted("荟临超市", 8.0, ("荟临超市",))]
    hits = [hit("other", "汇岑燃气"), hit("meant", "荟邻超市")]
    assert ordered(*hits, question="荟临超市", asked=asked) == ["meant", "other"]


def test_the_questions_own_order_counts() -> None:
    asked = [Wanted("工行", 4.0), Wanted("起诉", 4.0), Wanted("建行", 4.0)]
    hits = [hit("other", "建行起诉工行"), hit("same", "工行起诉建行")]
    assert ordered(*hits, question="工行起诉建行", asked=asked) == ["same", "other"]


def test_ties_go_to_the_newest_then_to_the_smaller_id() -> None:
    hits = [hit("b", "寒潮", days=1), hit("a", "寒潮", days=1), hit("c", "寒潮", days=2)]
    assert ordered(*hits, question="寒潮", asked=[Wanted("寒潮", 3.0)]) == ["c", "a", "b"]


def test_a_typing_error_in_a_long_term_counts_nearly() -> None:
    asked = [Wanted("阿尔太罗马诺", 8.0)]
    near = only(hit("near", "阿尔泰罗马诺获奖"), question="阿尔太罗马诺", asked=asked)
    assert 0.6 < near.parts.passage < 1
    assert (near.held, near.near, near.missing) == ((), ("阿尔太罗马诺",), ())


def test_terms_are_told_apart_by_how_they_are_held() -> None:
    one = only(hit("a", "岩桐私募月报", "无事"))
    assert (one.held, one.near, one.missing) == (("岩桐", "私募"), (), ("罚没",))
    assert one.parts.passage == pytest.approx(8 / 13)


def test_the_best_variant_that_occurs_counts_where_the_term_itself_does_not() -> None:
    variants = (Variant("下调准备金", 0.6, "alias"), Variant("下调存款准备金率", 0.9, "alias"))
    wanted = Wanted("降准", 5.0, variants=variants)
    assert find(wanted, "央行降准并下调存款准备金率").share == 1.0
    found = find(wanted, "央行下调存款准备金率")
    assert (list(found.spans), found.share) == ([(2, 10)], 0.9)
    assert find(wanted, "央行开会").share == 0.0


def test_a_figure_inside_another_figure_is_not_held() -> None:
    assert only(hit("a", "涨15%"), question="5%", asked=[Wanted("5%", 3.0)]).held == ()


def test_a_code_is_held_in_any_of_its_forms_or_by_the_side_table() -> None:
    code = Wanted("00388", 9.0, ("00388", "0388", "0388.hk"))
    listed = hit("listed", "港交所公告")
    entity = Entity("116", "00388", "香港交易所", "link")
    aside = Hit(Whole(replace(listed.article, entities=(entity,))), 1.0)
    assert find(code, "港交所(0388.hk)").share == 1.0
    assert only(aside, question="00388", asked=[code]).held == ("00388",)
    assert only(listed, question="00388", asked=[code]).missing == ("00388",)


def test_a_perfect_match_scores_much_and_a_stranger_nothing() -> None:
    assert only(hit("a", "岩桐私募罚没")).score > 0.8
    assert only(hit("b", "天气", "晴", score=0.0)).score == 0.0


def test_traditional_articles_are_matched() -> None:
    assert only(hit("a", "岩桐私募罰沒")).missing == ()
    assert only(hit("a", "公告", "岩桐私募罰沒")).missing == ()


def test_no_hits_are_no_matches() -> None:
    assert match("岩桐", ASKED, []) == []


def test_a_huge_article_is_read_in_bounded_time() -> None:
    assert only(hit("huge", "公告", "岩桐私募罚没" * 50_000)).parts.passage == 1.0


terms = st.text(alphabet="甲乙丙丁a1%.", min_size=1, max_size=5)
hits = st.builds(
    hit,
    st.sampled_from("abcdef"),
    st.text(alphabet="甲乙丙丁a1 。", max_size=10),
    st.text(alphabet="甲乙丙丁a1 。\n", max_size=60),
    score=st.floats(0, 50),
    days=st.integers(0, 2),
)


@given(
    st.text(max_size=20),
    st.lists(st.builds(Wanted, terms, st.floats(0.05, 15)), max_size=5, unique_by=lambda one: one.term),
    st.lists(hits, max_size=5, unique_by=lambda one: one.article.id),
)
def test_scores_and_parts_are_shares_and_order_does_not_depend_on_the_page(
    question: str, asked: list[Wanted], page: list[Hit]
) -> None:
    found = match(question, asked, page)
    for one in found:
        parts = [value for _, value, _ in one.parts.weighed()]
        assert all(-1e-9 <= part <= 1 + 1e-9 for part in (*parts, one.score))
        assert sorted((*one.held, *one.near, *one.missing)) == sorted(wanted.term for wanted in asked)
    assert [one.score for one in found] == sorted((one.score for one in found), reverse=True)
    assert match(question, asked, page[::-1]) == found
