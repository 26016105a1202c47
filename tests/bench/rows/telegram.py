"""A Bot API server on this machine with one reader who has asked one question."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
BOT = {"id": 123456789, "is_bot": True, "first_name": "Wenda", "username": "wenda_bench_bot"}
READER = {"id": 5_000_001, "is_bot": False, "first_name": "Ann", "language_code": "zh-hans"}
CHAT = {"id": READER["id"], "type": "private", "first_name": "Ann"}
POLL = 1.0


@dataclass(frozen=True, slots=True)
class Wire:
    """root: the server's address; answered: set once the bot has sent a message."""

    root: str
    answered: threading.Event = field(default_factory=threading.Event)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A bot that is stopped hangs up in the middle of a poll; that is no news."""


@contextmanager
def one_reader(question: str) -> Iterator[Wire]:
    """The server while it runs. It agrees to every call and hands the question out until it is taken."""
    server = Server(("127.0.0.1", 0), BaseHTTPRequestHandler)
    wire = Wire(f"http://127.0.0.1:{server.server_port}")
    server.RequestHandlerClass = handler(question, wire.answered)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield wire
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def handler(question: str, answered: threading.Event) -> type[BaseHTTPRequestHandler]:
    class Calls(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            given = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            method = self.path.rpartition("/")[2]
            body = json.dumps({"ok": True, "result": self.result(method, given)}).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def result(self, method: str, given: bytes) -> Any:
            if method == "getMe":
                return BOT
            if method == "getUpdates":
                return self.updates(given)
            if method == "sendMessage":
                answered.set()
                return message(2, BOT, "-")
            return True

        def updates(self, given: bytes) -> list[Any]:
            # The only offset that a bot names is that behind the question.
            if b"offset" in given and b"offset=0" not in given:
                time.sleep(POLL)
                return []
            return [{"update_id": 1, "message": message(1, READER, question)}]

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  — the base class names it
            """Says nothing."""

    return Calls


def message(number: int, sender: dict[str, Any], text: str) -> dict[str, Any]:
    return {"message_id": number, "date": int(time.time()), "chat": CHAT, "from": sender, "text": text}
