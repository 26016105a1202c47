"""What of an article gets vectors: passages of whole sentences under its title."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.search.meaning.passage import LONGEST, MOST, SHORTEST, cuts, key, meant

SENTENCE = "海川股份公告，2021年度拟每10股派发现金红利2元。"


def test_a_short_article_is_one_passage_under_its_title() -> None:
    assert meant("分红", SENTENCE) == (f"分红\n{SENTENCE}",)
    assert meant("分红", "") == ("分红\n",)


def test_a_title_that_is_the_beginning_of_the_text_is_not_repeated() -> None:
    assert meant("海川股份公告…", SENTENCE) == (SENTENCE,)
    first, second = meant("海川股份公告…", SENTENCE * 12)
    assert first.startswith("海川股份公告，")
    assert second.startswith("海川股份公告…\n")


def test_passages_end_with_sentences_where_there_are_any() -> None:
    passages = meant("分红", SENTENCE * 40)
    assert len(passages) == MOST
    assert all(one.endswith("。") for one in passages)
    assert cuts(SENTENCE * 40)[-1] == sum(len(one) - len("分红\n") for one in passages)


@given(st.text(alphabet="文。\n，", max_size=2 * MOST * LONGEST), st.text(max_size=5))
def test_passages_are_the_beginning_of_the_text_piece_by_piece(text: str, title: str) -> None:
    passages = meant(title, text)
    assert 1 <= len(passages) <= MOST
    pieces = [one.removeprefix(f"{title}\n") for one in passages]
    if passages[0] != pieces[0] or not title:
        assert "".join(pieces) == text[: cuts(text)[-1]]
    assert all(SHORTEST < len(piece) <= LONGEST for piece in pieces[:-1])
    assert cuts(text)[-1] == len(text) or len(passages) == MOST


def test_another_text_and_another_article_have_another_key() -> None:
    assert len({key("1", "甲"), key("1", "乙"), key("2", "甲"), key("2", "甲")}) == 3
    assert key("1", "半\ud800") != key("1", "半")
