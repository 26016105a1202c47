"""The answering sentence, what is marked in it, and the passage around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.finding import Wanted
from bot.search.marking import mark, names_in
from bot.search.snippet import PASSAGE, SENTENCE, Snippet, lead, snippets, summary

TEXT = "翎动汽车公布三季报。营业收入95.3亿元，同比增长48%。\n公司计划12月8日召开说明会。地点位于合肥市。"


def wanted(*terms: str) -> list[Wanted]:
    return [Wanted(term, 3.0) for term in terms]


def snippet(question: str, asked: list[Wanted], text: str, *, title: str = "") -> Snippet:
    """Among others, which take nothing from it and give it nothing."""
    first, found, last = snippets(question, asked, [("别的", "别的文章。"), (title, text), ("", "")])
    assert (first.sentence, last) == ("别的文章。", Snippet("", (), ""))
    return found


def marked(text: str, *terms: str) -> list[str]:
    return [text[start:end] for start, end in mark(wanted(*terms), text)]


@pytest.mark.parametrize(
    ("question", "terms", "sentence"),
    [
        ("营业收入多少", ["营业收入"], "营业收入95.3亿元，同比增长48%。"),
        ("说明会什么时候开", ["说明会"], "公司计划12月8日召开说明会。"),
        ("公司何时", ["公司"], "公司计划12月8日召开说明会。"),
        ("翎动汽车在哪里", ["没有的词"], "地点位于合肥市。"),
        ("没有的词", ["没有的词"], "翎动汽车公布三季报。"),
    ],
)
def test_the_sentence_with_the_rare_terms_and_the_kind_of_answer_wins(
    question: str, terms: list[str], sentence: str
) -> None:
    assert snippet(question, wanted(*terms), TEXT).sentence == sentence


def test_a_term_of_the_title_does_not_tell_sentences_apart() -> None:
    text = "翎动汽车和翎动科技发布公告。召回九千辆。"
    asked = [Wanted("翎动汽车", 4.0), Wanted("召回", 3.0)]
    assert snippet("翎动汽车召回", asked, text).sentence == "翎动汽车和翎动科技发布公告。"
    assert snippet("翎动汽车召回", asked, text, title="翎动汽车").sentence == "召回九千辆。"


def test_the_passage_takes_whole_sentences_as_far_as_they_fit() -> None:
    long = "。".join(["这一句说的是别的事情并且不短"] * 30) + "。"
    found = snippet("说明会", wanted("说明会"), f"{long}公司计划召开说明会。{long}")
    assert "公司计划召开说明会。" in found.passage
    assert 200 < len(found.passage) <= PASSAGE
    assert found.passage.endswith("。")


def test_a_long_sentence_is_cut_at_clauses_around_what_matches() -> None:
    clauses = "，".join(f"这是第{place}句说别的事情的话" for place in range(9))
    found = snippet("说明会", wanted("说明会"), f"{clauses}，公司计划12月8日召开说明会，地点在合肥。")
    assert len(found.sentence) <= SENTENCE
    assert found.sentence.startswith("…这是第")
    assert found.sentence.endswith("召开说明会，地点在合肥。")
    assert [found.sentence[start:end] for start, end in found.spans] == ["说明会"]


def test_the_own_summary_serves_where_it_fits_the_question() -> None:
    asked = wanted("说明会", "合肥")
    assert summary(asked, "公司将在合肥开说明会。", "说明会定了。") == "公司将在合肥开说明会。"
    assert summary(asked, "公司发布公告。", "说明会在合肥。") == "说明会在合肥。"
    assert summary(asked, "公司发布公告。", "") == "公司发布公告。"
    assert len(summary(asked, "公司发布公告，" * 80, "")) <= PASSAGE


def test_an_empty_text_has_an_empty_snippet() -> None:
    found = snippet("说明会", wanted("说明会"), " \n ")
    assert (found.sentence, found.spans, found.passage) == ("", (), "")


def test_where_nothing_was_asked_the_first_sentences_lead() -> None:
    assert lead("第一句。第二句。\n第三句。") == "第一句。第二句。\n第三句。"
    assert lead("这一句不短也不长。" * 100) == "这一句不短也不长。" * 17
    assert lead(" \n") == ""


def test_marks_stand_in_the_original_text() -> None:
    assert marked("臺灣ＧＤＰ增長３％", "台湾", "gdp", "3%") == ["臺灣ＧＤＰ", "３％"]
    assert marked("㈱東京　銀行", "银行") == ["銀行"]


def test_marks_that_touch_or_overlap_become_one() -> None:
    assert marked("招商银行净利润", "招商", "银行", "商银") == ["招商银行"]


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("澜柏新能上半年净利润", ("澜柏新能",)),
        ("那澜柏新能净利润呢", ("澜柏新能",)),
        ("汇岑的燃气", ("汇岑",)),
        ("谁收购了汇岑", ("汇岑",)),
        ("能不能涨", ()),
        ("澜柏 新能 abc", ("澜柏",)),
    ],
)
def test_names_of_no_dictionary_are_told_by_their_single_characters(
    question: str, names: tuple[str, ...]
) -> None:
    assert names_in(question, wanted("澜", "柏", "新", "汇", "岑", "净利润")) == names


def test_a_name_is_marked_whole_where_it_stands_whole() -> None:
    terms = wanted("澜", "柏", "新", "净利润")
    text = "澜柏新能净利润增长，新的澜柏能否再增"
    spans = mark(terms, text, names_in("澜柏新能净利润", terms))
    assert [text[start:end] for start, end in spans] == ["澜柏新能净利润", "新", "澜柏"]
    found = snippet("澜柏新能净利润", terms, "晚上澜柏新能公告净利润。")
    assert found.spans == ((2, 6), (8, 11))


def test_marks_leave_out_punctuation_at_their_ends() -> None:
    assert marked("净亏损1.08亿元，上年同期盈利", "上半年") == ["上年"]


def test_a_near_term_is_marked_where_it_nearly_stands() -> None:
    assert marked("阿尔泰罗马诺获奖", "阿尔太罗马诺") == ["阿尔泰罗马诺"]


def test_one_character_that_becomes_several_is_marked_whole() -> None:
    assert marked("前㍿後", "会社") == marked("前㍿後", "株式") == ["㍿"]


texts = st.text(alphabet="翎动汽车臺灣ＡB1３.%㈱㍿e\u0301\u200b，。！\n 。”", max_size=80)


@given(st.lists(st.text(alphabet="翎动汽车台湾ab13%(株)", min_size=1, max_size=5), max_size=4), texts)
def test_spans_are_inside_in_order_and_apart(terms: list[str], text: str) -> None:
    found = snippet("多少", wanted(*terms), text)
    flat = [place for span in found.spans for place in span]
    assert flat == sorted(set(flat))
    assert all(0 <= place <= len(found.sentence) for place in flat)
    assert found.sentence in found.passage
    assert found.passage in text
