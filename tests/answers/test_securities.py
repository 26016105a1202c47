"""Which security a reader means, and where a link may mean another."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answers.answer import Security
from bot.answers.securities import Securities
from bot.posts.post import Entity
from bot.search.engine import EntityCount
from tests.answers.engine import an_article

BANK = Security("1", "600036", "招商银行", ("招行",))
KNOWN = Securities(
    [
        EntityCount("1", "600036", "招商银行", 70),
        EntityCount("1", "600036", "招行", 30),
        EntityCount("1", "600036", "招商证券", 2),
        EntityCount("1", "600999", "招商证券", 40),
        EntityCount("0", "000001", "平安银行", 9),
        EntityCount("1", "000001", "上证指数", 50),
        EntityCount("0", "002906", "华阳集团", 8),
        EntityCount("1", "600348", "华阳股份", 9),
        EntityCount("1", "600348", "华阳集团", 3),
        EntityCount("116", "00388", "香港交易所", 5),
        EntityCount("105", "INTC", "英特尔", 4),
        EntityCount("90", "BK0475", "银行", 90),
    ]
)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("600036", ("1", "600036")),
        ("SH600036", ("1", "600036")),
        ("600036.SH", ("1", "600036")),
        ("招商银行", ("1", "600036")),
        ("招商銀行", ("1", "600036")),
        ("招行", ("1", "600036")),
        ("招商银行 600036", ("1", "600036")),
        ("招商证券", ("1", "600999")),
        ("000001", ("1", "000001")),
        ("sz000001", ("0", "000001")),
        ("000001.SZ", ("0", "000001")),
        ("平安银行", ("0", "000001")),
        ("平安", ("0", "000001")),
        ("388", ("116", "00388")),
        ("00388.HK", ("116", "00388")),
        ("intc", ("105", "INTC")),
        ("usINTC", ("105", "INTC")),
        ("华阳集团", ("0", "002906")),
        ("银行", ("90", "BK0475")),
        ("bk0475", ("90", "BK0475")),
    ],
)
def test_a_security_is_known_by_code_and_name(text: str, place: tuple[str, str]) -> None:
    meant = KNOWN.meant(text)
    assert meant is not None
    assert (meant.market, meant.code) == place


@pytest.mark.parametrize("text", ["", " ", "601318", "火星探测", "招商", "股"])
def test_what_is_unknown_or_ambiguous_is_none(text: str) -> None:
    assert KNOWN.meant(text) is None


def test_instead_of_an_ambiguous_name_those_with_it_are_offered_the_most_linked_first() -> None:
    assert [one.name for one in KNOWN.nearest("招商")][:2] == ["招商银行", "招商证券"]
    assert [one.name for one in KNOWN.nearest("招伤银行")][:1] == ["招商银行"]
    assert KNOWN.nearest("") == ()


def test_a_slip_of_the_site_is_no_name_of_a_security() -> None:
    assert KNOWN.of(("1", "600036")) == BANK
    assert KNOWN.of(("0", "600036")) is None


def test_others_with_the_same_code_or_name_are_told() -> None:
    bank, coal = KNOWN.of(("0", "000001")), KNOWN.of(("1", "600348"))
    assert bank is not None
    assert coal is not None
    assert [one.name for one in KNOWN.shared(bank)] == ["上证指数"]
    assert [one.code for one in KNOWN.shared(coal)] == ["002906"]
    assert KNOWN.shared(BANK) == ()


def test_an_article_that_uses_an_unusual_name_is_told() -> None:
    slip = Entity("1", "600036", "招商证券", "link")
    assert KNOWN.odd_name(an_article("a", "题", entities=(slip,)), BANK) == "招商证券"
    both = (slip, replace(slip, name="招行"))
    assert KNOWN.odd_name(an_article("a", "题", entities=both), BANK) == ""
    assert KNOWN.odd_name(an_article("a", "题"), BANK) == ""


@given(st.text(max_size=40) | st.from_regex(r"(sh|hk|us)?[0-9]{1,6}(\.hk)?"))
def test_any_text_is_borne(text: str) -> None:
    KNOWN.meant(text)
    KNOWN.nearest(text)
