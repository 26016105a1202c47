"""Numbers in Chinese writing: exact both ways, and nothing that is no number."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.numerals import LARGEST, NUMERAL, chinese, plain, value


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("三", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("三百五", "350"),
        ("两千三", "2300"),
        ("两千零三", "2003"),
        ("一万三", "13000"),
        ("一万零三", "10003"),
        ("三百万", "3000000"),
        ("一万亿", "1000000000000"),
        ("六亿八千三百万", "683000000"),
        ("二〇二二", "2022"),
        ("二零二二", "2022"),
        ("五点二", "5.2"),
        ("零点零五", "0.05"),
        ("五点二亿", "520000000"),
        ("6.83亿", "683000000"),
        ("1,200万", "12000000"),
        ("10000亿", "1000000000000"),
        ("3千万", "30000000"),
        ("1.2万亿", "1200000000000"),
        ("68300", "68300"),
    ],
)
def test_a_number_has_its_value(text: str, number: str) -> None:
    assert value(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "万科",
        "百",
        "千万",
        "点五",
        "五点",
        "十十",
        "1,20",
        "1.2.3",
        "3个",
        "一二万三",
        "9" * 17,
        "一" * 25,
    ],
)
def test_what_is_no_number_has_none(text: str) -> None:
    assert value(text) is None


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (14, "十四"),
        (110, "一百一十"),
        (1005, "一千零五"),
        (10**12, "一万亿"),
        (683 * 10**6, "六亿八千三百万"),
        (100_010, "十万零一十"),
    ],
)
def test_a_number_is_spelled(number: int, text: str) -> None:
    assert chinese(number) == text


@given(st.integers(0, LARGEST - 1))
def test_what_is_spelled_reads_the_same(number: int) -> None:
    assert value(chinese(number) or "") == number


@given(st.text(alphabet=NUMERAL + "点.,0123456789", max_size=40))
def test_no_text_breaks_it(text: str) -> None:
    number = value(text)
    assert number is None or (number >= 0 and Decimal(plain(number)) == number)
