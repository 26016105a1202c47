"""Every reporting command over a small corpus on the disk, with the real engine and index."""

from __future__ import annotations

import io
import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Ran, Wenda, write_corpus, write_post

QUESTION = "海川股份每10股派现多少"


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """The folder that CORPUS_DIR means when it is not set."""
    write_corpus(tmp_path / "corpus")
    return tmp_path / "corpus"


def data(ran: Ran) -> object:
    """What a program reads: exactly one JSON document on one line."""
    assert ran.out.count("\n") == 1
    return json.loads(ran.out)


@pytest.mark.usefixtures("corpus")
def test_a_question_is_answered_as_json(wenda: Wenda) -> None:
    ran = wenda("ask", QUESTION, "--json")
    answer = data(ran)
    assert ran.code == 0
    assert isinstance(answer, dict)
    assert answer["question"] == QUESTION
    assert answer["nothing"] is None
    assert answer["answers"][0]["id"] == "haichuan"
    assert answer["answers"][0]["date"] == "2026-03-04T09:30:00+08:00"
    assert answer["answers"][0]["path"] == "_posts/2026-03-04-haichuan.md"
    assert answer["total"] >= len(answer["answers"]) >= 1
    assert answer["took_ms"] > 0


@pytest.mark.usefixtures("corpus")
def test_the_words_of_a_question_need_no_quotes_and_it_is_shown_for_people(wenda: Wenda) -> None:
    ran = wenda("ask", "海川股份", "派发", "红利")
    assert ran.code == 0
    assert "海川股份拟每10股派发现金红利2元" in ran.out
    assert "\x1b" not in ran.out + ran.err


@pytest.mark.usefixtures("corpus")
def test_talk_about_the_index_goes_to_stderr_and_only_when_it_changed(wenda: Wenda) -> None:
    assert "3 articles in the index: 3 added" in wenda("ask", QUESTION, "--json").err
    assert wenda("ask", QUESTION, "--json").err == ""


@pytest.mark.usefixtures("corpus")
def test_what_no_article_covers_is_nothing_and_exit_code_one(wenda: Wenda) -> None:
    ran = wenda("ask", "量子火箭发射成功了吗", "--json")
    answer = data(ran)
    assert ran.code == 1
    assert isinstance(answer, dict)
    assert answer["answers"] == []
    assert answer["nothing"]["reason"] in ("uncovered", "no_terms")


@pytest.mark.usefixtures("corpus")
def test_an_empty_question_says_so(wenda: Wenda) -> None:
    ran = wenda("ask", "  ")
    assert (ran.code, ran.out) == (1, "The question is empty.\n")


@pytest.mark.usefixtures("corpus")
def test_a_question_may_be_kept_to_a_category_and_a_number(wenda: Wenda) -> None:
    inside = data(wenda("ask", "公告", "--category", "gonggao", "--limit", "1", "--json"))
    assert isinstance(inside, dict)
    assert len(inside["answers"]) <= 1
    assert inside["understood"]["category"]["slug"] == "gonggao"
    unknown = wenda("ask", QUESTION, "--category", "zzzz", "--json")
    answer = data(unknown)
    assert isinstance(answer, dict)
    assert (unknown.code, answer["nothing"]["reason"]) == (1, "unknown_category")


@pytest.mark.usefixtures("corpus")
def test_the_latest_come_newest_first(wenda: Wenda) -> None:
    articles = data(wenda("latest", "--json"))
    assert isinstance(articles, list)
    assert [one["id"] for one in articles] == ["grid", "rate", "haichuan"]
    assert [one["rank"] for one in articles] == [1, 2, 3]
    of_one = data(wenda("latest", "gonggao", "--limit", "1", "--json"))
    assert isinstance(of_one, list)
    assert [one["id"] for one in of_one] == ["grid"]


@pytest.mark.usefixtures("corpus")
def test_the_latest_of_no_category_are_none(wenda: Wenda) -> None:
    ran = wenda("latest", "zzzz", "--json")
    assert (ran.code, data(ran)) == (1, [])


@pytest.mark.usefixtures("corpus")
def test_categories_are_listed_with_their_counts(wenda: Wenda) -> None:
    found = data(wenda("categories", "--json"))
    assert isinstance(found, list)
    assert [(one["slug"], one["count"]) for one in found] == [("gonggao", 2), ("yaowen", 1)]
    assert found[0]["newest"] == "2026-03-06T08:00:00+08:00"
    assert "gonggao" in wenda("categories").out


def test_the_index_takes_only_what_changed(wenda: Wenda, corpus: Path) -> None:
    def report(*more: str) -> tuple[int, ...]:
        ran = wenda("index", "--json", *more)
        made = data(ran)
        assert isinstance(made, dict)
        assert ran.code == 0
        assert made["seconds"] >= 0
        return made["articles"], made["added"], made["changed"], made["removed"], len(made["problems"])

    assert report() == (3, 3, 0, 0, 0)
    assert report() == (3, 0, 0, 0, 0)
    write_post(corpus, "2026-03-07-new", "新文章", "西江化工公告分红。", date="2026-03-07 08:00:00 +0800")
    (corpus / "_posts" / "2026-03-05-rate.md").unlink()
    assert report() == (3, 1, 0, 1, 0)
    assert report("--rebuild")[0] == 3


def test_check_lists_problems_by_place(wenda: Wenda, corpus: Path) -> None:
    assert wenda("check").code == 0
    (corpus / "_posts" / "2026-03-08-broken.md").write_bytes(b"\x81\x00\xff")
    ran = wenda("check", "--json")
    found = data(ran)
    assert isinstance(found, dict)
    assert ran.code == 1
    assert found["articles"] == 3
    assert {one["path"] for one in found["problems"]} == {"_posts/2026-03-08-broken.md"}
    people = wenda("check")
    assert people.code == 1
    assert "_posts/2026-03-08-broken.md:1: " in people.out
    assert people.err.startswith(f"{found['posts']} posts, 3 articles, ")


def test_a_bad_post_does_not_stop_the_index(wenda: Wenda, corpus: Path) -> None:
    (corpus / "_posts" / "2026-03-08-broken.md").write_bytes(b"\x81\x00\xff")
    ran = wenda("index")
    assert ran.code == 0
    assert ran.out.startswith("3 articles in the index")
    assert "`wenda check` lists them" in ran.err


@pytest.mark.parametrize(
    "command", [("ask", "x"), ("latest",), ("categories",), ("index",), ("check",), ("chat",), ("run",)]
)
def test_a_corpus_that_is_not_there_is_named(wenda: Wenda, command: tuple[str, ...]) -> None:
    ran = wenda(*command, "--corpus", "nowhere")
    assert (ran.code, ran.out) == (1, "")
    assert "nowhere" in ran.err
    assert "hint: " in ran.err


def test_several_corpus_folders_are_one_corpus(wenda: Wenda, tmp_path: Path, corpus: Path) -> None:
    write_post(
        tmp_path / "more", "2026-03-09-more", "更多", "南山机械公告。", date="2026-03-09 08:00:00 +0800"
    )
    ran = wenda("index", "--json", "--corpus", str(corpus), "--corpus", str(tmp_path / "more"))
    made = data(ran)
    assert isinstance(made, dict)
    assert made["articles"] == 4


def test_an_index_of_another_corpus_is_rebuilt_never_mixed(
    wenda: Wenda, tmp_path: Path, corpus: Path
) -> None:
    other = tmp_path / "other"
    write_post(
        other, "2026-03-09-other", "南山机械公告分红", "南山机械拟派现。", date="2026-03-09 08:00:00 +0800"
    )
    built = str(tmp_path / "built")
    for folder, ids in (
        (corpus, ["grid", "rate", "haichuan"]),
        (other, ["other"]),
        (corpus, ["grid", "rate", "haichuan"]),
    ):
        ran = wenda("latest", "--json", "--corpus", str(folder), "--index", built)
        articles = data(ran)
        assert isinstance(articles, list)
        assert [one["id"] for one in articles] == ids


@pytest.mark.usefixtures("corpus")
def test_only_indexing_pulls_and_what_stands_in_the_way_stops_nothing(
    wenda: Wenda, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_PULL", "1")
    ran = wenda("index")
    assert ran.code == 0
    assert "was not renewed from git. It is in no git work tree" in ran.err
    assert "3 articles in the index" in ran.out
    assert "git" not in wenda("ask", QUESTION).err


def test_each_corpus_keeps_its_own_index_by_default(wenda: Wenda, tmp_path: Path, corpus: Path) -> None:
    write_post(tmp_path / "other", "2026-03-09-other", "别处", "南山机械。", date="2026-03-09 08:00:00 +0800")
    wenda("index")
    wenda("index", "--corpus", "other")
    assert sorted(folder.name.rpartition("-")[0] for folder in (tmp_path / ".index").iterdir()) == [
        "corpus",
        "other",
    ]
    assert wenda("ask", QUESTION, "--json", "--corpus", str(corpus)).err == ""


@pytest.mark.usefixtures("corpus")
def test_the_ranking_is_measured_on_labelled_questions(wenda: Wenda, tmp_path: Path) -> None:
    (tmp_path / "q.jsonl").write_text(
        '{"id": "q1", "text": "海川股份每10股派现多少", "answers": ["2元"]}\n'
        '{"id": "q2", "text": "存款准备金率\u2028下调多少"}\n',  # a line separator ends no line of JSON
        encoding="utf-8",
    )
    (tmp_path / "r.tsv").write_text("q1\thaichuan\t1\nq2\trate\t2\n", encoding="utf-8")
    ran = wenda("eval", "--queries", "q.jsonl", "--qrels", "r.tsv", "--run", "out.tsv", "--json")
    measures = data(ran)
    assert ran.code == 0
    assert isinstance(measures, dict)
    assert list(measures) == [
        "queries",
        "ndcg@10",
        "mrr@10",
        "recall@1",
        "recall@10",
        "recall@100",
        "success@1",
        "success@10",
        "answer_in_summary@1",
        "answer_in_sentence@1",
        "p50_ms",
        "p95_ms",
        "p99_ms",
    ]
    assert (measures["queries"], measures["success@1"], measures["answer_in_summary@1"]) == (2, 1.0, 1.0)
    rows = [line.split("\t") for line in (tmp_path / "out.tsv").read_text(encoding="utf-8").splitlines()]
    assert rows[0][:3] == ["q1", "haichuan", "1"]
    assert float(rows[0][3]) > 0
    assert "ndcg@10" in wenda("eval", "--queries", "q.jsonl", "--qrels", "r.tsv").out


LABELS = ("--queries", "q.jsonl", "--qrels", "r.tsv")


@pytest.fixture
def labels(tmp_path: Path) -> None:
    """Two questions, of which the second has another article as its right one."""
    (tmp_path / "q.jsonl").write_text(
        '{"id": "q1", "text": "海川股份每10股派现多少"}\n{"id": "q2", "text": "存款准备金率下调多少"}\n',
        encoding="utf-8",
    )
    (tmp_path / "r.tsv").write_text("q1\thaichuan\t1\nq2\tgrid\t1\n", encoding="utf-8")


@pytest.mark.usefixtures("corpus", "labels")
def test_a_loss_is_explained(wenda: Wenda) -> None:
    ran = wenda("eval", *LABELS, "--explain", "q2", "--json")
    one = data(ran)
    assert ran.code == 0
    assert isinstance(one, dict)
    assert (one["winner"]["id"], one["right"][0]["id"]) == ("rate", "grid")
    assert one["remedies"][0]["remedy"] == "unfound"
    assert "grid" in one["remedies"][0]["hint"]
    for people in (wenda("eval", *LABELS, "--explain", "q2"), wenda("eval", *LABELS, "--explain", "q1")):
        assert people.code == 0
        assert "Why this article" in people.out
        assert "→ " in people.out


@pytest.mark.usefixtures("corpus", "labels")
def test_two_runs_are_compared(wenda: Wenda, tmp_path: Path) -> None:
    rows = "q1\tgrid\t1\t0.9\nq1\thaichuan\t2\t0.8\nq2\tgrid\t1\t0.9\n"
    (tmp_path / "old.tsv").write_text(rows, encoding="utf-8")
    ran = wenda("eval", *LABELS, "--baseline", "old.tsv", "--json")
    measures = data(ran)
    assert ran.code == 0
    assert isinstance(measures, dict)
    comparison = measures["comparison"]
    first = comparison["differences"][0]
    assert (first["measure"], first["wins"], first["losses"]) == ("ndcg@10", 1, 1)
    assert [loss["query"] for loss in comparison["losses"]] == ["q2"]
    assert "存款准备金率下调多少" in wenda("eval", *LABELS, "--baseline", "old.tsv").out


@pytest.mark.usefixtures("corpus")
def test_a_corpus_without_labels_tests_itself(wenda: Wenda) -> None:
    ran = wenda("eval", "--self-test", "2", "--run", "first.tsv", "--json")
    measures = data(ran)
    assert ran.code == 0
    assert isinstance(measures, dict)
    assert measures["queries"] == sum(kind["queries"] for kind in measures["kinds"].values()) > 2
    assert measures["success@1"] == 1
    again = wenda("eval", "--self-test", "2", "--baseline", "first.tsv")
    assert "words (2)" in again.out
    assert f"{measures['queries']} questions in both runs" in again.out
    kind, article = next(iter(measures["kinds"])), "haichuan"
    assert "海川股份" in wenda("eval", "--self-test", "--explain", f"{kind}:{article}").out


def test_a_corpus_without_an_article_cannot_test_itself(wenda: Wenda, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "_posts").mkdir(parents=True)
    ran = wenda("eval", "--self-test")
    assert (ran.code, ran.out) == (1, "")
    assert "nothing to ask" in ran.err


@pytest.mark.usefixtures("corpus", "labels")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "--queries is missing"),
        (("--queries", "q.jsonl"), "--qrels is missing"),
        (("--self-test", *LABELS), "its own questions"),
        (("5", *LABELS), "got 5 without --self-test"),
        ((*LABELS, "--explain", "q9"), "no question 'q9'"),
        ((*LABELS, "--baseline", "q.jsonl"), "q.jsonl:1"),
    ],
)
def test_what_does_not_go_together_is_wrong_use(wenda: Wenda, arguments: tuple[str, ...], said: str) -> None:
    ran = wenda("eval", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err
    assert "hint: " in ran.err


@pytest.mark.usefixtures("corpus")
def test_an_answer_says_why_when_asked(wenda: Wenda) -> None:
    assert "Why this article" not in wenda("ask", QUESTION).out
    assert "Why this article" in wenda("ask", QUESTION, "--why").out


@pytest.mark.usefixtures("corpus")
@pytest.mark.parametrize(
    ("queries", "qrels", "place"),
    [
        ('{"id": "q1"}', "", "q.jsonl:1"),
        ('{"id": "q1", "text": "x"}', "q1 haichuan 1", "r.tsv:1"),
        ('{"id": "q1", "text": "x"}', "", "judgements"),
    ],
)
def test_labels_that_are_wrong_are_wrong_use(
    wenda: Wenda, tmp_path: Path, queries: str, qrels: str, place: str
) -> None:
    (tmp_path / "q.jsonl").write_text(queries, encoding="utf-8")
    (tmp_path / "r.tsv").write_text(qrels, encoding="utf-8")
    ran = wenda("eval", "--queries", "q.jsonl", "--qrels", "r.tsv", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert place in ran.err
    assert wenda("eval", "--queries", "none.jsonl", "--qrels", "r.tsv").code == 2


@pytest.mark.usefixtures("corpus")
def test_a_conversation_may_come_through_a_pipe(wenda: Wenda, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = f"{QUESTION}\n1\n/categories\n1\n/nonsense\n/quit\nnever asked\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    ran = wenda("chat")
    assert ran.code == 0
    assert "_posts/2026-03-04-haichuan.md" in ran.out  # the details
    assert "gonggao" in ran.out
    assert "东岭电力中标海上风电项目" in ran.out
    assert "/nonsense is no command here" in ran.err
    assert "never asked" not in ran.out


class Lines(io.StringIO):
    """What is typed while somebody deletes the index before the second line."""

    def __init__(self, lines: list[str], index: Path) -> None:
        super().__init__()
        self._lines, self._index = lines, index

    def __iter__(self) -> Iterator[str]:  # type: ignore[override]  # one look is enough
        first, *others = self._lines
        yield first
        shutil.rmtree(self._index)
        yield from others


@pytest.mark.usefixtures("corpus")
def test_an_error_does_not_end_the_conversation(
    wenda: Wenda, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", Lines(["央行降准", "央行降准", "/nonsense"], tmp_path / "built"))
    ran = wenda("chat", "--index", "built")
    assert ran.code == 0
    assert "央行下调存款准备金率" in ran.out
    assert "wenda: " in ran.err
    assert "hint: " in ran.err
    assert "/nonsense is no command" in ran.err


@pytest.mark.usefixtures("corpus")
def test_the_end_of_the_lines_ends_the_conversation(wenda: Wenda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("央行降准"))
    ran = wenda("run")
    assert ran.code == 0
    assert "BOT_TOKEN" in ran.err
    assert "@BotFather" in ran.err
    assert "央行下调存款准备金率" in ran.out


@pytest.mark.usefixtures("corpus")
def test_the_terminal_speaks_the_language_that_is_set(wenda: Wenda, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGUAGE", "zh")
    assert "问题是空的" in wenda("ask", "").out
    monkeypatch.setenv("LANGUAGE", "auto")
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "问题是空的" in wenda("ask", "").out


def test_a_note_about_the_settings_is_talk(wenda: Wenda, tmp_path: Path, corpus: Path) -> None:
    (tmp_path / ".env").write_text("CORPUS_DRI=posts\n", encoding="utf-8")
    ran = wenda("check", "--json", "--corpus", str(corpus))
    assert "did you mean CORPUS_DIR?" in ran.err
    assert data(ran)
