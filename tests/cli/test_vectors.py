"""`wenda index` makes the vectors where meaning is on; what was made is kept, and the doctor says how far."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.search.meaning.embedder import NOTHING
from tests.cli.running import Wenda, write_corpus, write_post
from tests.search.embeddings_server import Said, Server, serving


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving() as one:
        monkeypatch.setenv("MEANING", "auto")
        monkeypatch.setenv("EMBEDDINGS_URL", one.url)
        monkeypatch.setenv("EMBEDDINGS_MODEL", "votes")
        yield one


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    write_corpus(tmp_path / "corpus")
    return tmp_path / "corpus"


def texts(server: Server) -> list[str]:
    return [text for _, _, body in server.asked for text in body["input"]]


def test_the_vectors_of_what_is_new_are_made(wenda: Wenda, corpus: Path, server: Server) -> None:
    ran = wenda("index")
    assert ran.code == 0, ran.err
    assert "3 articles in the index" in ran.out
    assert "3 of 3 articles can be found by what they mean" in ran.out
    assert "东岭电力中标海上风电项目" in "".join(texts(server))
    server.asked.clear()
    write_post(corpus, "2026-03-07-new", "新的一篇", "新的正文。", date="2026-03-07 08:00:00 +0800")
    assert json.loads(wenda("index", "--json").out)["meaning"] == {
        "done": 4,
        "total": 4,
        "parts": 0,
        "all_parts": 0,
    }
    assert [text[:4] for text in texts(server) if text != NOTHING] == ["新的一篇"]


@pytest.mark.usefixtures("corpus")
def test_they_are_left_out_where_nobody_wants_them(wenda: Wenda, server: Server) -> None:
    assert json.loads(wenda("index", "--no-meaning", "--json").out)["meaning"] is None
    assert server.asked == []


@pytest.mark.usefixtures("corpus", "server")
def test_meaning_that_is_off_makes_none(
    wenda: Wenda, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MEANING", "off")
    assert "mean" not in wenda("index").out
    assert server.asked == []
    assert "MEANING says so" in wenda("doctor", "--json").out


@pytest.mark.usefixtures("corpus")
def test_a_server_that_refuses_is_told_after_the_index_stands(wenda: Wenda, server: Server) -> None:
    server.answers = [Said(401, b"who are you?")]
    ran = wenda("index")
    assert ran.code == 1
    assert "3 articles in the index" in ran.out
    assert "refused with 401: who are you?" in ran.err
    assert "EMBEDDINGS_KEY" in ran.err
    assert wenda("ask", "海川股份分红多少", "--json").code == 0


@pytest.mark.usefixtures("corpus")
def test_the_doctor_tells_how_far_they_are(wenda: Wenda, server: Server) -> None:
    def finding() -> dict[str, str]:
        findings = json.loads(wenda("doctor", "--json").out)["findings"]
        return next(one for one in findings if one["name"] == "meaning")

    wenda("index", "--no-meaning")
    assert finding()["state"] == "warn"
    assert "0 of the newest 3 articles" in finding()["found"]
    wenda("index")
    assert finding()["state"] == "ok"
    assert "3 of the newest 3 articles have vectors, 3 in all" in finding()["found"]
    server.answers = [Said(404, b"no such model")]
    assert finding()["state"] == "fail"


@pytest.mark.skipif(os.name != "posix", reason="stops a process the POSIX way")
@pytest.mark.usefixtures("corpus")
def test_what_was_made_before_ctrl_c_is_kept_and_said(tmp_path: Path, server: Server) -> None:
    server.held.clear()
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "index"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        assert server.came.wait(60)  # it asks for vectors, so all that comes before is done
        process.send_signal(signal.SIGINT)
        out, err = process.communicate()
    assert "3 articles in the index" in out
    assert "no vectors were made" in err
    assert process.returncode == 0
