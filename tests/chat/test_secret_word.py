"""The word of a webhook is compared by us, in constant time, though python-telegram-bot asks."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import Bot
from telegram.ext._utils.webhookhandler import WebhookAppClass
from tornado.httpserver import HTTPServer
from tornado.testing import bind_unused_port

from bot.chat.secret_word import SecretWord
from tests.chat.wire import TOKEN

WORD = "a-word-of-our-own"
JSON = (b"Content-Type", b"application/json")


class Noted(SecretWord):
    """Notes what it was compared with."""

    asked: list[object] = []  # noqa: RUF012  — a str has no room of its own

    def __ne__(self, other: object) -> bool:
        self.asked.append(other)
        return super().__ne__(other)


@given(st.text(), st.text())
def test_it_compares_as_any_text(one: str, other: str) -> None:
    assert (SecretWord(WORD) == WORD) is True
    assert (one != SecretWord(WORD)) is (one != WORD)
    assert (SecretWord(WORD) == other) is (other == WORD)
    assert hash(SecretWord(WORD)) == hash(WORD)
    assert json.dumps(SecretWord(WORD)) == json.dumps(WORD)


@pytest.mark.parametrize(("sent", "status"), [(WORD, 200), (WORD[:-1] + "x", 403), ("é", 403), ("", 403)])
async def test_who_does_not_know_the_word_is_refused(sent: str, status: int) -> None:
    queue: asyncio.Queue[Any] = asyncio.Queue()
    server = HTTPServer(WebhookAppClass("/hook", Bot(TOKEN), queue, Noted(WORD)))
    heard, port = bind_unused_port()
    server.add_socket(heard)
    Noted.asked.clear()
    word = (b"X-Telegram-Bot-Api-Secret-Token", sent.encode())
    async with httpx.AsyncClient() as client:
        got = await client.post(
            f"http://127.0.0.1:{port}/hook", content=b'{"update_id": 1}', headers=[word, JSON]
        )
    assert (got.status_code, queue.qsize()) == (status, int(status == 200))
    assert len(Noted.asked) == bool(sent)
    server.stop()
    await server.close_all_connections()
