"""The model inside a package: what it makes of texts, also of odd ones."""

from __future__ import annotations

import numpy as np
import pytest

from bot.errors import EmbedderError
from bot.search.meaning.choice import Choice, is_installed
from bot.search.meaning.embedder import LONGEST_QUESTION, Embedder, checked
from bot.search.meaning.opening import open_embedder

needs_model = pytest.mark.skipif(not is_installed(), reason="the extra `semantic` is not installed")


@pytest.fixture(scope="module")
def embedder() -> Embedder:
    return open_embedder(Choice())


@needs_model
def test_meaning_is_nearer_than_other_words_are(embedder: Embedder) -> None:
    passages = embedder.passages(["央行宣布下调存款准备金率零点五个百分点", "这家公司今年的分红方案出炉"])
    products = passages @ embedder.questions(["降准了吗"])[0]
    assert passages.shape == (2, embedder.dimensions)
    assert products[0] > products[1]


@needs_model
def test_a_text_alone_and_among_others_has_the_same_vector(embedder: Embedder) -> None:
    texts = ["降准", "公司拟每十股派发现金红利三元", ""]
    together = embedder.passages(texts)
    assert np.allclose(together, np.concatenate([embedder.passages([text]) for text in texts]), atol=1e-5)
    assert embedder.passages([]).shape == (0, embedder.dimensions)


@needs_model
@pytest.mark.parametrize("text", ["", " ", "\0", "\ud800", "😀" * 400, "a" * 5000, "\n" * 3000, "ꙮ̿" * 99])
def test_every_text_has_a_vector_of_length_one(embedder: Embedder, text: str) -> None:
    assert np.allclose(np.linalg.norm(embedder.questions([text]), axis=1), 1.0)


@needs_model
def test_what_lies_behind_the_longest_question_counts_no_more(embedder: Embedder) -> None:
    text = "降准" * (LONGEST_QUESTION // 2)
    assert np.array_equal(embedder.questions([text]), embedder.questions([text + "分红" * 9_999]))


@pytest.mark.parametrize(
    "made", [np.zeros((1, 3)), np.full((1, 3), np.nan), np.ones((2, 3)), np.ones((1, 4))], ids=str
)
def test_what_is_no_vector_is_an_error(made: np.ndarray[tuple[int, ...], np.dtype[np.float64]]) -> None:
    with pytest.raises(EmbedderError):
        checked(made.astype(np.float32), count=1, dimensions=3, whose="a model")


@pytest.mark.parametrize(
    ("choice", "on"),
    [
        (Choice("off", url="http://a"), False),
        (Choice("on"), True),
        (Choice("auto", url="http://a"), True),
        (Choice("auto"), is_installed()),
    ],
)
def test_meaning_is_on_where_it_is_wanted_and_a_model_is_at_hand(choice: Choice, on: bool) -> None:
    assert choice.is_on is on


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("", ""),
        ("http://localhost:11434", ""),
        ("http://127.0.0.1:1/v1", ""),
        ("http://[::1]:1", ""),
        ("https://me:word@api.example.com/v1", "api.example.com"),
    ],
)
def test_a_choice_tells_to_which_others_machine_texts_go(url: str, host: str) -> None:
    assert Choice(url=url).host == host


def test_a_choice_shows_no_key() -> None:
    assert "secret" not in repr(Choice(key="secret"))
