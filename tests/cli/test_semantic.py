"""`wenda eval --semantic`: the ranking by words, by meaning, and by both."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Wenda, write_corpus
from tests.search.embeddings_server import Server, serving


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Server]:
    with serving() as one:
        monkeypatch.setenv("EMBEDDINGS_URL", one.url)
        monkeypatch.setenv("EMBEDDINGS_MODEL", "votes")
        yield one


@pytest.fixture(autouse=True)
def corpus(tmp_path: Path) -> None:
    write_corpus(tmp_path / "corpus")


def asked(server: Server) -> int:
    return sum(len(body["input"]) for _, _, body in server.asked)


def test_the_three_ways_are_measured_side_by_side(wenda: Wenda, server: Server) -> None:
    ran = wenda("eval", "--self-test", "3", "--semantic", "both", "--json")
    assert ran.code == 0, ran.err
    ways = json.loads(ran.out)
    assert list(ways) == ["words", "meaning", "both"]
    assert {way["queries"] for way in ways.values()} == {ways["words"]["queries"]}
    assert ways["words"]["success@1"] == 1.0
    assert 0.0 < ways["meaning"]["success@1"] <= 1.0
    assert asked(server) > 3
    shown = wenda("eval", "--self-test", "3", "--semantic", "both").out
    assert [line.split()[0] for line in shown.splitlines()] == ["words", "meaning", "both"]


def test_on_and_off_count_whatever_the_settings_say(wenda: Wenda, server: Server) -> None:
    words = wenda("eval", "--self-test", "3", "--semantic", "off", "--run", "words.tsv", "--json")
    assert (words.code, asked(server)) == (0, 0)
    both = wenda("eval", "--self-test", "3", "--semantic", "on", "--run", "both.tsv", "--json")
    assert both.code == 0, both.err
    assert asked(server) > 3
    assert Path("both.tsv").read_text("utf-8") != Path("words.tsv").read_text("utf-8")


@pytest.mark.usefixtures("server")
def test_comparing_ways_writes_no_run(wenda: Wenda) -> None:
    ran = wenda("eval", "--self-test", "3", "--semantic", "both", "--run", "both.tsv")
    assert ran.code == 2
    assert "--semantic both" in ran.err
