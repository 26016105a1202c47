"""A Bot API server on this machine that knows one token."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

TOKEN = "123456789:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
WRONG_TOKEN = TOKEN.replace("Ab", "Zz")
BOT = {"id": 123456789, "is_bot": True, "first_name": "Wenda", "username": "wenda_test_bot"}


class BotApi(BaseHTTPRequestHandler):
    """Says who the bot is, agrees to everything else, and refuses another token."""

    def do_POST(self) -> None:
        _, bot, method = self.path.split("/")
        known = bot == f"bot{TOKEN}"
        self.rfile.read(int(self.headers.get("Content-Length", 0)))
        wrong = {"ok": False, "error_code": 401, "description": "Unauthorized"}
        right = {"ok": True, "result": BOT if method == "getMe" else True}
        body = json.dumps(right if known else wrong).encode()
        self.send_response(200 if known else 401)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  — the base class names it
        """Says nothing."""


@contextmanager
def serving() -> Iterator[str]:
    """The root of the server while it runs."""
    server = HTTPServer(("127.0.0.1", 0), BotApi)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
