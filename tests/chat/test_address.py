"""The source's address leads a browser to the sentence, where there is a page to find it in."""

from __future__ import annotations

from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.views.address import at_sentence

PAGE = "https://news.example.com/a/1.html"


def marked(sentence: str, url: str = PAGE) -> str:
    """What the browser is told to look for, "" where nothing."""
    return at_sentence(url, sentence).partition("#:~:text=")[2]


def test_a_long_sentence_is_named_by_its_first_and_last_words() -> None:
    words = marked("海川股份昨晚公告，2021年度拟派发红利，每10股派2元，预计四月八日登记。")
    assert [unquote(one) for one in words.split(",")] == ["海川股份昨晚公告", "预计四月八日登记"]


def test_a_sentence_of_one_clause_is_named_whole() -> None:
    assert unquote(marked("海川股份拟每10股派2元。")) == "海川股份拟每10股派2元"


def test_what_has_a_meaning_in_a_fragment_is_encoded() -> None:
    assert marked("A-B & 1,000") == "A%2DB%20%26%201%2C000"


def test_a_clause_that_was_cut_is_left_out() -> None:
    assert unquote(marked("…川股份公告，2021年度拟每10股派2元，登记日尚…")) == "2021年度拟每10股派2元"
    assert marked("…没有一个完整的分句…") == ""


@pytest.mark.parametrize(
    "url",
    [f"{PAGE}#top", "https://a.example/x.pdf", "https://a.example/x.jpg", "https://a.example/#/a/1"],
)
def test_other_addresses_stay_as_they_are(url: str) -> None:
    assert at_sentence(url, "海川股份拟每10股派2元。") == url


@pytest.mark.parametrize(
    "url", ["https://a.example", "https://a.example/x?y=1.pdf", "https://a.example/b.c/d"]
)
def test_pages_without_a_suffix_are_pages(url: str) -> None:
    assert at_sentence(url, "海川股份拟每10股派2元。").startswith(f"{url}#:~:text=")


@pytest.mark.parametrize("url", ["", "ftp://a.example/x", "javascript:alert(1)"])
def test_no_address_of_the_web_is_none(url: str) -> None:
    assert at_sentence(url, "海川股份拟每10股派2元。") == ""


def test_an_address_that_would_be_too_long_stays_plain() -> None:
    assert at_sentence(PAGE, "长" * 400) == PAGE


@given(st.text(max_size=300))
def test_any_sentence_gives_an_address_of_plain_letters(sentence: str) -> None:
    address = at_sentence(PAGE, sentence)
    assert address.startswith(PAGE)
    assert address.isascii()
    assert " " not in address
