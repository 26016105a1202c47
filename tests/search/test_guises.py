"""Numbers, dates and amounts in every writing: the same thing is found, another number never is."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.guises import MOST_PIECES, MOST_VARIANTS, Guise, guises
from bot.search.numerals import NUMERAL
from bot.search.occurrences import occurrences
from bot.search.text import normalise

SAME = [
    ("三月", "3月"),
    ("十二月八日", "12月8日"),
    ("12-08", "12月8日"),
    ("12月8号", "12月8日"),
    ("三月十四日", "3 月 14 日"),
    ("2022-03-14", "2022年3月14日"),
    ("二〇二二年", "2022年"),
    ("二零二二年", "二〇二二年"),
    ("14日", "14号"),
    ("1万亿", "10000亿"),
    ("10000亿", "一万亿"),
    ("一万亿", "1 万亿"),
    ("6.83亿元", "68300万元"),
    ("6.83亿元", "6.83 亿元"),
    ("三百万", "300万"),
    ("300万美元", "三百万美元"),
    ("1,200亿元", "1200亿元"),
    ("8500万美元", "0.85亿美元"),
    ("12.83万亿元", "128300亿元"),
    ("5%", "百分之五"),
    ("百分之五点二", "5.2%"),
    ("50个基点", "0.5个百分点"),
    ("50个基点", "50bp"),
    ("50bp", "50基点"),
    ("五十个基点", "50个基点"),
    ("0.5个百分点", "50个基点"),
    ("0.25%", "25个基点"),
    ("一季度", "q1"),
    ("第三季度", "三季度"),
    ("q4", "四季度"),
    ("三季报", "第三季度报告"),
    ("年报", "年度报告"),
    ("三人", "3人"),
    ("两千三百人", "2300人"),
    ("第七届", "第7届"),
    ("21305", "21,305"),
]


@pytest.mark.parametrize(("asked", "written"), SAME + [(one, other) for other, one in SAME])
def test_both_writings_find_each_other(asked: str, written: str) -> None:
    question, text = normalise(asked), normalise(written)
    forms = [question, *(variant.text for guise in guises(question) for variant in guise.variants)]
    assert any(occurrences(form, f"据悉{text}。") for form in forms)


def test_a_date_with_slashes_is_a_date() -> None:
    assert "2022年3月14日" in {variant.text for guise in guises("2022/3/14") for variant in guise.variants}


@pytest.mark.parametrize(
    ("asked", "written"),
    [
        ("2.1亿", "12.1亿"),
        ("1亿", "1.1亿元"),
        ("5%", "15%"),
        ("5%", "百分之十五"),
        ("3月14日", "13月14日"),
        ("一月", "十一月"),
        ("三百万", "三百万亿"),
        ("300万", "1300万"),
        ("50个基点", "150个基点"),
        ("50个基点", "10.50%"),
        ("2.1亿", "二十二亿一千万"),
        ("3人", "十三人"),
    ],
)
def test_another_number_is_never_found(asked: str, written: str) -> None:
    question = normalise(asked)
    forms = [question, *(variant.text for guise in guises(question) for variant in guise.variants)]
    assert not any(occurrences(form, f"据悉{normalise(written)}。") for form in forms)


@pytest.mark.parametrize(
    "text",
    [
        "九一八",
        "一带一路",
        "十四五",
        "五一假期",
        "十一黄金周",
        "三一重工",
        "五粮液",
        "二十国集团",
        "万科",
        "百度",
        "四川",
        "2.5.1",
        "13月40日",
        "2022-13-40",
        "maybe 5g",
        "三农",
        "七匹狼",
        "march",
    ],
)
def test_names_are_no_numbers(text: str) -> None:
    assert guises(text) == ()


def test_a_piece_knows_its_place_and_its_figures() -> None:
    (guise,) = guises("净利润五点二亿元")
    assert (guise.start, guise.end, guise.plain) == (3, 8, "5.2亿元")


def test_the_writing_that_says_less_counts_less() -> None:
    shares = {variant.text: variant.share for guise in guises("2022-03-14") for variant in guise.variants}
    assert shares["2022年3月14日"] == 1.0 > shares["3月14日"]


def test_pieces_and_variants_are_bounded() -> None:
    found = guises("，".join(f"{number}万元" for number in range(100, 200)))
    assert len(found) == MOST_PIECES
    assert max(len(guise.variants) for guise in found) <= MOST_VARIANTS


@given(st.text(alphabet=NUMERAL + "0123456789.,-/年月日号第季度个基点百分之%bpq元美 may", max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    found = guises(normalise(text))
    assert all(earlier.end <= later.start for earlier, later in pairwise(found))
    assert all(_sound(guise) for guise in found)


def _sound(guise: Guise) -> bool:
    texts = [variant.text for variant in guise.variants]
    fair = all(0 < variant.share <= 1 for variant in guise.variants)
    return fair and len(set(texts)) == len(texts) > 0 and all(normalise(one) == one for one in texts)
