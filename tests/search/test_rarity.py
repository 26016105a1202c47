"""How rare words are, in a corpus and in Chinese at large, and which are names."""

from __future__ import annotations

from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.engine import Frequencies
from bot.search.jieba_tables import TAGS, _path, rarities, tags
from bot.search.rarity import (
    LEAST,
    PRIOR,
    UNKNOWN,
    UNKNOWN_CHARACTER,
    background,
    idf,
    is_name,
)


def test_the_background_knows_everyday_words_from_rare_ones() -> None:
    assert background("的") < background("中国") < background("天气") < background("茅台")
    assert background("苓舒替尼") == UNKNOWN
    assert background("龘") == UNKNOWN_CHARACTER


def test_a_missing_everyday_word_weighs_less_than_a_missing_rare_one() -> None:
    weights = idf(["天气", "降准率"], Frequencies(90, {}))
    assert weights["天气"] < weights["降准率"]


def test_a_large_corpus_goes_by_itself_and_a_small_one_by_the_language() -> None:
    large = idf(["中国"], Frequencies(100_000, {"中国": 100}))["中国"]
    small = idf(["中国"], Frequencies(10, {"中国": 0}))["中国"]
    assert large == pytest.approx(log(100_000 / 100), abs=0.15)
    assert small == pytest.approx(background("中国"), abs=0.1)


def test_a_word_of_every_article_still_counts_a_little() -> None:
    assert idf(["公司"], Frequencies(1000, {"公司": 1200}))["公司"] == LEAST


@given(st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_the_more_articles_hold_a_word_the_less_it_weighs(documents: int, one: int, other: int) -> None:
    less, more = sorted((min(one, documents), min(other, documents)))
    weight = {
        count: idf(["净利润"], Frequencies(documents, {"净利润": count}))["净利润"] for count in (less, more)
    }
    assert weight[less] >= weight[more] >= LEAST
    assert weight[less] <= log((documents + PRIOR) / PRIOR) + background("净利润") + 1e-9


@pytest.mark.parametrize("word", ["比亚迪", "特斯拉", "招商银行", "腾讯", "上海", "海南", "马斯克"])
def test_names_are_known(word: str) -> None:
    assert is_name(word)


@pytest.mark.parametrize(
    "word", ["净利润", "召回", "东西", "城市", "上市", "普通", "李", "", "5g", "苓舒替尼", "亚迪公"]
)
def test_other_words_are_not_names(word: str) -> None:
    assert not is_name(word)


@given(st.text(max_size=20))
def test_any_text_may_be_asked_about(word: str) -> None:
    assert background(word) > 0
    assert is_name(word) in (True, False)


def test_every_word_of_jiebas_tables_has_its_value() -> None:
    lines = [line.split(" ") for line in _path("dict.txt").read_text(encoding="utf-8").splitlines()]
    rows = [line.split(" ") for line in _path("analyse", "idf.txt").read_text(encoding="utf-8").splitlines()]
    assert (len(tags().keys), len(rarities().keys)) == (len(lines), len(rows))
    for word, _, tag in lines[::97]:
        assert tags().get(word) == TAGS.get(tag, 0)
        assert tags().get(word + "鎏鎏") is None
    assert [rarities().get(word) for word, _ in rows[::97]] == [float(value) for _, value in rows[::97]]
