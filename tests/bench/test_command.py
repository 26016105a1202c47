"""`python -m tests.bench`: its options, its corpora, and what it writes into the docs."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import pytest

from bot.errors import UsageError
from tests.bench.__main__ import main
from tests.bench.corpora import make_corpus
from tests.bench.ledger import Entry, Ledger
from tests.bench.options import read
from tests.bench.peers.known import KINDS
from tests.bench.picture import picture
from tests.bench.place import Place, Question, place_of
from tests.bench.plan import ROWS, peer_hinder, steps
from tests.bench.questions import make_questions, same
from tests.bench.writing import PICTURE, write_docs

Captured = pytest.CaptureFixture[str]
NAMES = [(row.name, row.about) for row in ROWS]


def test_the_help_names_every_row_and_gives_examples(capsys: Captured) -> None:
    with pytest.raises(SystemExit, match="0"):
        main(["--help"])
    out = capsys.readouterr().out
    assert [name for name, _ in NAMES if f"\n  {name} " not in out] == []
    assert "python -m tests.bench --again question" in out


@pytest.mark.parametrize("wrong", [["--only", "builds"], ["--again", "x@1000"], ["--sizes", "3"]])
def test_a_wrong_option_is_refused_with_what_there_is(wrong: list[str], capsys: Captured) -> None:
    with pytest.raises(SystemExit, match="2"):
        read(wrong, NAMES)
    assert capsys.readouterr().err.count("error: ") == 1


def test_rows_of_one_size_are_measured_once_at_the_largest_that_fits() -> None:
    options = read(["--sizes", "1000000", "1000", "10000", "--only", "build", "loop"], NAMES)
    done = [(row.name, size) for row, size in steps(ROWS, options)]
    assert done == [("build", 1000), ("build", 10_000), ("build", 1_000_000), ("loop", 10_000)]


def test_a_peer_beyond_its_size_is_left_out_with_the_reason() -> None:
    options = read(["--sizes", "1000000", "--only", "whoosh"], NAMES)
    ((row, size),) = steps(ROWS, options)
    assert row.hinder(size, options).startswith("left out beyond 100,000 posts: ")


def test_a_peer_that_is_not_installed_is_named() -> None:
    kind = replace(KINDS["whoosh"], package="a-library-that-nobody-wrote")
    options = read(["--only", "whoosh"], NAMES)
    assert peer_hinder(kind)(1000, options) == "a-library-that-nobody-wrote is not installed"


def test_without_a_bot_api_server_throughput_is_left_out(tmp_path: Path) -> None:
    options = read(["--only", "throughput", "--rig", str(tmp_path)], NAMES)
    ((row, size),) = steps(ROWS, options)
    assert "has no Bot API server" in row.hinder(size, options)


def test_what_was_measured_is_printed_without_measuring(tmp_path: Path, capsys: Captured) -> None:
    ledger = Ledger(tmp_path / "results")
    ledger.write(Entry("build", 1000, ({"posts_per_second": 1234.0},)))
    assert main(["--work", str(tmp_path), "--sizes", "1000", "--only", "build"]) == 0
    assert "| first build, posts a second | 1,234 |" in capsys.readouterr().out


def test_telling_measures_nothing(tmp_path: Path, capsys: Captured) -> None:
    asked = ["--work", str(tmp_path), "--sizes", "1000", "--only", "build", "fts5", "kill"]
    assert main([*asked, "--tell"]) == 0
    out = capsys.readouterr().out
    assert "| first build, posts a second | – |" in out
    assert "| SQLite FTS5, jieba words | not measured |" in out
    assert not (tmp_path / "posts-1000").exists()


def test_without_bulk_news_the_corpus_is_made_of_our_own_texts(tmp_path: Path) -> None:
    one, other = place_of(tmp_path / "one", 120), place_of(tmp_path / "other", 120)
    for place in (one, other):
        place.folder.mkdir(parents=True)
        make_corpus(place, 120, tmp_path)
    texts = [file.read_text(encoding="utf-8") for file in one.posts()]
    assert len(texts) == 120
    assert texts == [file.read_text(encoding="utf-8") for file in other.posts()]
    assert one.text_bytes() == sum(len(text.encode()) for text in texts)


def test_a_corpus_that_is_there_is_not_made_again(tmp_path: Path) -> None:
    place = Place(tmp_path)
    make_corpus(place, 100, tmp_path)
    next(place.posts()).unlink()
    make_corpus(place, 100, tmp_path)
    assert len(list(place.posts())) == 99


def test_questions_are_known_items_and_readers_own_in_turns(tmp_path: Path) -> None:
    place = Place(tmp_path / "place")
    place.folder.mkdir()
    make_corpus(place, 100, tmp_path)
    (tmp_path / "readers" / "a").mkdir(parents=True)
    (tmp_path / "readers" / "a" / "queries.jsonl").write_text(
        '{"id": "q1", "text": "谁？"}\n', encoding="utf-8"
    )
    make_questions(place, tmp_path / "readers")
    questions = place.questions()
    ids = {file.stem.split("-", 3)[3] for file in place.posts()}
    assert questions[1] == Question("谁？")
    assert {one.right for one in questions if one.right} <= ids
    assert len(questions) > 200


def test_a_repeated_bulk_text_is_as_right_as_the_first() -> None:
    assert same("news-7-r3", "news-7")
    assert not same("news-7", "news-70")


ENTRIES = (
    Entry("question", 1000, ({"ms_p50": 5.0},)),
    Entry("fts5", 1000, ({"ms_p50": 0.02},)),
    Entry("whoosh", 1000, skipped="missing"),
)


def test_the_picture_is_whole_svg_with_a_bar_for_each_figure() -> None:
    drawn = ElementTree.fromstring(picture(ENTRIES))
    bars = [one for one in drawn if one.tag.endswith("rect")]
    assert [float(one.attrib["width"]) >= 0 for one in bars] == [True, True]
    assert "prefers-color-scheme: dark" in picture(ENTRIES)


def test_the_docs_get_the_tables_between_their_comments(tmp_path: Path) -> None:
    page = tmp_path / "measurements.md"
    page.write_text("before\n<!-- bench -->\nold\n<!-- /bench -->\nafter\n", encoding="utf-8")
    write_docs(tmp_path, ENTRIES, "About.")
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n<!-- bench -->\n![Milliseconds ")
    assert "](bench.svg)\n\nAbout.\n\n| posts |" in text
    assert text.endswith("\n<!-- /bench -->\nafter\n")
    assert "old" not in text
    assert (tmp_path / PICTURE).is_file()


def test_docs_without_a_place_for_the_tables_stay_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "measurements.md").write_text("nothing here\n", encoding="utf-8")
    with pytest.raises(UsageError, match="has no place for the tables"):
        write_docs(tmp_path, ENTRIES, "")
    assert not (tmp_path / PICTURE).exists()
