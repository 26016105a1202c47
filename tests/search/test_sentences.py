"""Sentences of Chinese and Latin text, with quotes and decimals whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.sentences import LONGEST, sentences


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("营收增长。利润下降！怎么看？", ["营收增长。", "利润下降！", "怎么看？"]),
        ("上涨35.6%。收报27.20港元。", ["上涨35.6%。", "收报27.20港元。"]),
        ("他说：“会涨。”我不信。", ["他说：“会涨。”", "我不信。"]),
        ("英特尔(INTC.O)大涨。后市不明", ["英特尔(INTC.O)大涨。", "后市不明"]),
        ("Shares rose. Why? Nobody knows.", ["Shares rose.", "Why?", "Nobody knows."]),
        ("第一段\n第二段\n\n  第三段  ", ["第一段", "第二段", "第三段"]),
        ("真的？！没错……好。", ["真的？！", "没错……好。"]),
        ("", []),
        (" \n。\n ", ["。"]),
    ],
)
def test_sentences_are_cut_where_they_end(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


def test_a_very_long_sentence_is_cut_after_a_clause() -> None:
    text = "，".join(["这一年公司的营业收入增长了百分之十"] * 30) + "。"
    assert all(len(part) <= LONGEST for part in cut(text))
    assert "".join(cut(text)) == text
    assert all(part.endswith(("，", "。")) for part in cut(text))


def test_a_text_without_any_mark_is_cut_hard() -> None:
    assert [len(part) for part in cut("涨" * 400)] == [160, 160, 80]


@pytest.mark.parametrize(
    "text", ["。" * 50_000, "." * 50_000, ". " * 25_000, "”" * 50_000, "\n" * 50_000, "a" * 50_000]
)
def test_the_worst_text_is_cut_in_linear_time(text: str) -> None:
    assert "".join(cut(text)).replace(" ", "") == text.replace(" ", "").replace("\n", "")


@given(st.text(alphabet="涨，。！.”“\n 1a；", max_size=400))
def test_spans_are_in_order_apart_bounded_and_lose_nothing_but_blanks(text: str) -> None:
    spans = sentences(text)
    flat = [place for span in spans for place in span]
    assert flat == sorted(flat)
    assert all(0 < end - start <= LONGEST for start, end in spans)
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
