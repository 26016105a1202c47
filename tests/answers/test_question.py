"""From a reader's text to terms: what counts, what only asks, which codes it names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.question import MOST_BIGRAMS, MOST_WORDS, understand


def test_words_that_only_ask_are_dropped_and_told() -> None:
    question = understand("请问招商银行的净利润是多少？")
    assert question.words == ("招商银行", "净利润")
    assert set(question.understood.dropped) == {"请问", "的", "是", "多少"}


def test_bigrams_are_cut_before_words_are_dropped() -> None:
    assert "被罚" in understand("私募为什么被罚").bigrams


def test_bigrams_of_nothing_but_dropped_words_are_left_out() -> None:
    assert "什么" not in understand("私募为什么被罚").bigrams


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("苹果多少钱一斤", ("苹果", "一斤")),
        ("寒潮什么时候来", ("寒潮",)),
        ("哪一年退市", ("退市",)),
        ("那次台风", ("台风",)),
        ("这家工厂的寒潮", ("工厂", "寒潮")),
    ],
)
def test_phrases_that_the_segmenter_cuts_apart_are_dropped_whole(text: str, words: tuple[str, ...]) -> None:
    assert understand(text).words == words


def test_a_question_of_stop_words_keeps_them_all() -> None:
    question = understand("是什么")
    assert question.idle
    assert question.words == ("是", "什么")
    assert question.understood.dropped == ()


@pytest.mark.parametrize("text", ["", " \t\n", "？！", "…………", "\x00\u200b", "🎉🎉"])
def test_a_text_without_words_has_no_terms(text: str) -> None:
    assert understand(text).terms == ()


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("600036", ("600036",)),
        ("600036.SH 净利润", ("600036",)),
        ("０３８８.HK", ("00388",)),
        ("388.hk怎么了", ("00388",)),
        ("00388和INTC.O", ("00388", "INTC")),
        ("北交所430047", ("430047",)),
        ("SH600036", ("600036",)),
        ("ＳＨ６０００３６", ("600036",)),
        ("sz.399001", ("399001",)),
        ("600036sh", ("600036",)),
        ("hk00388", ("00388",)),
        ("HK:388", ("00388",)),
        ("0700 HK", ("00700",)),
        ("usAAPL", ("AAPL",)),
        ("us.aapl", ("AAPL",)),
        ("NASDAQ:AAPL", ("AAPL",)),
        ("$AAPL", ("AAPL",)),
        ("usage of hkd and usd", ()),
        ("2022 HK, hk 2022", ()),
        ("sh60003", ()),
        ("净利润100000元", ()),
        ("2026年10月", ()),
        ("涨幅600036%", ()),
        ("电话6000361234", ()),
    ],
)
def test_stock_codes_are_recognised(text: str, codes: tuple[str, ...]) -> None:
    assert understand(text).understood.codes == codes


def test_a_code_is_searched_in_every_form_that_articles_use() -> None:
    terms = {term.text for term in understand("388.HK").terms}
    assert {"00388", "0388", "0388.hk", "00388.hk"} <= terms


def test_traditional_and_wide_characters_ask_the_same() -> None:
    assert understand("臺灣ＧＤＰ").terms == understand("台湾gdp").terms


def test_neighbouring_single_characters_are_one_concept() -> None:
    assert understand("翎昀罚款").concepts <= understand("翎昀，罚款").concepts == 2


def test_a_long_question_has_a_bounded_number_of_terms() -> None:
    question = understand("".join(chr(0x4E00 + 7 * number) for number in range(2000)))
    assert len(question.words) <= MOST_WORDS
    assert len(question.bigrams) <= MOST_BIGRAMS


@given(st.text(max_size=300))
def test_any_text_can_be_understood(text: str) -> None:
    question = understand(text)
    assert len(set(question.terms)) == len(question.terms)
    assert question.concepts >= 1
    assert set(question.understood.dropped).isdisjoint(question.words)


@given(st.text(alphabet="的了是什么多少600036.HK 私募被罚净利润？", max_size=60))
def test_understanding_the_same_text_twice_is_the_same(text: str) -> None:
    assert understand(text) == understand(text)


def test_a_date_or_an_amount_is_one_term_with_its_other_writings() -> None:
    question = understand("3月14日降准50个基点")
    assert question.words == ("3月14日", "降", "准", "50个基点")
    assert {"三月十四日", "3月14号"} <= {variant.text for variant in question.variants["3月14日"]}
    assert {"0.5个百分点", "50bp"} <= {variant.text for variant in question.variants["50个基点"]}


def test_the_engine_searches_for_the_words_of_an_amount_in_every_writing() -> None:
    terms = {term.text: term.weight for term in understand("6.83亿元").terms if term.field == "words"}
    assert terms["6.83"] == terms["亿元"] == 1.0
    assert 0 < terms["68300"] < 1.0


def test_chinese_numerals_that_the_segmenter_tears_apart_are_one_term() -> None:
    assert understand("二〇二二年业绩").words == ("二〇二二年", "业绩")


def test_a_number_inside_a_longer_word_is_left_to_the_word() -> None:
    assert understand("二十国集团峰会").variants == {}
