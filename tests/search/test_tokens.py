from __future__ import annotations

from datetime import UTC, datetime

import jieba
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.posts.post import Article, Category, Entity
from bot.search.text import normalise
from bot.search.tokens import LONGEST_WORD, bigrams, document, joined_bigrams, words

SENTENCES = (
    "泉州晚报讯，市交通局昨日宣布，城东至洛江的快速路将于下月全线通车。",
    "公司预计上半年净利润同比下降三成，主要原因是原材料价格持续上涨。",
    "受台风影响，沿海多地中小学停课，渔船全部回港避风。",
    "董事会审议通过了回购股份的议案，回购资金来源为自有资金。",
    "专家提醒，老年人接种疫苗后应留观半小时，如有不适立即就医。",
    "这家新能源车企把电池工厂建在了离港口不远的工业园里。",
    "研究生入学考试的报名时间推迟到了十月底，考生可以登录网站查询。",
    "他说的确实在理，但和尚未批准的规划并不一致。",
)


@pytest.mark.parametrize("sentence", SENTENCES)
def test_words_are_those_of_the_reference_segmenter(sentence: str) -> None:
    expected = [word for word in jieba.lcut(sentence, HMM=False) if word not in "，。"]
    assert words(sentence) == expected


@pytest.mark.parametrize(
    "whole",
    [
        "35.6",
        "0.5",
        "2022-03-14",
        "2022/3/14",
        "600036",
        "0388.hk",
        "5%",
        "35.6%",
        "10:30",
        "1,200.5",
        "s&p",
        "c++",
        "v1.2.3",
        "café",
        "привет",
    ],
)
def test_a_number_a_code_and_a_foreign_name_stay_whole(whole: str) -> None:
    assert words(f"据悉{whole}为证") == ["据悉", whole, "为", "证"]
    assert words(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2021,2022年", ["2021", "2022", "年"]),
        ("1-2月", ["1", "2", "月"]),
        ("第5.1版。", ["第", "5.1", "版"]),
        ("covid-19", ["covid", "19"]),
        ("x_y", ["x", "y"]),
        ("……!?  ", []),
        ("", []),
    ],
)
def test_what_is_no_number_is_cut_at_its_punctuation(text: str, expected: list[str]) -> None:
    assert words(text) == expected


def test_bigrams_run_over_neighbouring_han_characters_only() -> None:
    assert bigrams("招商银行a股，跌 10%") == ["招商", "商银", "银行", "股", "跌"]


def test_a_part_of_a_name_is_found_through_its_bigrams() -> None:
    assert "招商" not in words("招商银行")
    assert set(bigrams("招商")) <= set(bigrams("招商银行"))


@given(st.text(max_size=60) | st.text(st.sampled_from("ab12é한.,:-/&%+ 招商一"), max_size=60))
def test_terms_are_pieces_of_the_text_without_blanks(text: str) -> None:
    normalised = normalise(text)
    for term in words(normalised) + bigrams(normalised):
        assert term in normalised
        assert " " not in term
        assert 0 < len(term) <= LONGEST_WORD


@pytest.mark.parametrize("run", ["a", "1,", "a.", "2022-", "12:", "é", "一", "1", "&", "1:1"])
def test_endless_runs_are_cut_in_one_pass(run: str) -> None:
    assert all(len(word) <= LONGEST_WORD for word in words(run * 100_000))


def article(text: str, *, title: str = "标题") -> Article:
    return Article(
        id="one",
        path="_posts/one.md",
        title=title,
        date=datetime(2022, 3, 14, tzinfo=UTC),
        category=Category("quanzhouwanbao", "泉州晚报"),
        source="泉州晚报",
        url="",
        summary="摘要",
        text=text,
        tags=("标签",),
        entities=(Entity("116", "00981", "中芯", "link"), Entity("116", "00981", "中芯", "repeat")),
    )


def test_an_article_gives_its_title_twice_then_everything_else_once() -> None:
    made = document(article("正文", title="標題"))
    assert made.words == "标题 标题 摘要 正文 中 芯 00981 标签 泉州 晚报 quanzhouwanbao"
    assert made.bigrams.split(" ")[:5] == ["标题", "标题", "摘要", "正文", "中芯"]


def test_bigrams_do_not_reach_from_one_part_into_the_next() -> None:
    assert "题正" not in document(article("正文")).bigrams.split(" ")


@given(
    st.text(
        st.characters()
        | st.sampled_from("招商银行a 1，\u3005\u3007\u3400\u4dbf\u9fff\ua000\U000323af\U000323b0\ud800")
    )
)
def test_the_bigrams_of_a_document_are_those_of_a_question(text: str) -> None:
    assert joined_bigrams(text) == " ".join(bigrams(text))
