"""A small server of embeddings on this machine, which answers as a test tells it to."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.search.vectors import Votes


@dataclass
class Said:
    """An answer: status, body, and headers beside."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)


@dataclass
class Server:
    """asked: path, headers and body of each request. answers: what is said to the next ones, in order, before
    the ordinary answers; what `embed` raises ValueError for is refused. held: until it is set, every answer
    waits. came: set by the first request."""

    url: str
    asked: list[tuple[str, dict[str, str], dict[str, Any]]] = field(default_factory=list)
    answers: list[Said] = field(default_factory=list)
    held: threading.Event = field(default_factory=threading.Event)
    came: threading.Event = field(default_factory=threading.Event)
    embed: Callable[[list[str]], list[list[float]]] = lambda texts: Votes().passages(texts).tolist()


def embeddings(vectors: list[list[float]]) -> bytes:
    """In another order than the texts, as a server may."""
    rows = [{"object": "embedding", "index": at, "embedding": one} for at, one in enumerate(vectors)]
    return json.dumps({"object": "list", "data": rows[::-1]}).encode()


def answered(server: Server, texts: list[str]) -> Said:
    try:
        return Said(body=embeddings(server.embed(texts)))
    except ValueError as error:
        return Said(413, str(error).encode())


@contextmanager
def serving() -> Iterator[Server]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append((self.path, dict(self.headers), body))
            server.came.set()
            server.held.wait(30)
            said = server.answers.pop(0) if server.answers else answered(server, body["input"])
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

        def log_message(self, *_: object) -> None:
            """Nothing: the test looks at `asked`."""

        def handle(self) -> None:
            try:
                super().handle()
            except ConnectionError:  # who asked has given up
                self.close_connection = True

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server = Server(f"http://127.0.0.1:{listening.server_port}")
    server.held.set()
    thread = threading.Thread(target=listening.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.held.set()
        listening.shutdown()
        thread.join()
        listening.server_close()
