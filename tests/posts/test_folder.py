from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.errors import CorpusError, PostError
from bot.posts.folder import MAX_BYTES, Corpus, load, read
from bot.posts.walking import MAX_DEPTH, PostFile, scan, walk
from tests.posts.reading import FRONT, NOW, SITE

POST = FRONT + "茶山镇新书屋开门。"


def write(path: Path, content: str | bytes = POST) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def paths(*folders: Path) -> list[str]:
    return [file.path for file in scan(folders)]


def loaded(folder: Path) -> Corpus:
    return load([folder], SITE, now=NOW)


def told(corpus: Corpus) -> list[tuple[str, int, str]]:
    return [(problem.path, problem.line, problem.problem) for problem in corpus.problems]


def test_posts_are_found_below_any_folder_and_sorted(tmp_path: Path) -> None:
    for name in ("old_post/b.md", "_posts/a.markdown", "news/2022/_posts/c.html", "d.MD", "x.txt", "y.py"):
        write(tmp_path / name)
    assert paths(tmp_path) == ["_posts/a.markdown", "d.MD", "news/2022/_posts/c.html", "old_post/b.md"]


@pytest.mark.parametrize(
    "name",
    [
        ".git/a.md",
        "_drafts/a.md",
        "blog/_drafts/a.md",
        "_layouts/post.html",
        "_includes/a.html",
        "node_modules/x/README.md",
        "themes/x/README.md",
        "archetypes/default.md",
        "_posts/.hidden.md",
        "_posts/~lock.md",
    ],
)
def test_machinery_is_passed_by(tmp_path: Path, name: str) -> None:
    write(tmp_path / name)
    assert walk([tmp_path]) == walk([tmp_path / name.split("/", 1)[0] / ".."])
    assert paths(tmp_path) == []
    assert walk([tmp_path]).problems == ()


def test_a_file_knows_size_and_time(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md")
    (file,) = scan([tmp_path])
    assert (file.folder, file.size) == (tmp_path, path.stat().st_size)
    assert file.mtime_ns == path.stat().st_mtime_ns


def test_several_folders_are_one_corpus(tmp_path: Path) -> None:
    write(tmp_path / "one/a.md", FRONT + "甲")
    write(tmp_path / "two/b.md", FRONT + "乙")
    corpus = load([tmp_path / "one", tmp_path / "two", tmp_path / "one"], SITE, now=NOW)
    assert [article.id for article in corpus.articles] == ["a", "b"]


def test_a_missing_folder_is_an_error_with_a_hint(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="is no folder") as caught:
        scan([tmp_path / "nowhere"])
    assert "CORPUS_DIR" in caught.value.hint


def test_links_out_of_the_folder_are_problems_and_not_followed(tmp_path: Path) -> None:
    write(tmp_path / "outside/secret.md")
    corpus = tmp_path / "corpus"
    write(corpus / "a.md")
    (corpus / "file.md").symlink_to(tmp_path / "outside/secret.md")
    (corpus / "folder").symlink_to(tmp_path / "outside")
    (corpus / "gone.md").symlink_to(tmp_path / "nothing")
    (corpus / ".hidden").symlink_to(tmp_path / "outside")
    walked = walk([corpus])
    assert [file.path for file in walked.files] == ["a.md"]
    assert [problem.path for problem in walked.problems] == ["file.md", "folder", "gone.md"]


def test_links_inside_of_the_folder_are_followed_once_and_never_in_a_loop(tmp_path: Path) -> None:
    write(tmp_path / "one/a.md")
    (tmp_path / "one/again").symlink_to(tmp_path)
    (tmp_path / "b.md").symlink_to(tmp_path / "one/a.md")
    assert walk([tmp_path]).problems == ()
    assert paths(tmp_path) == ["b.md", "one/a.md"]
    assert read(scan([tmp_path])[0]) == POST


def test_the_corpus_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real/a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert read(scan([tmp_path / "link"])[0]) == POST


def test_a_file_that_was_replaced_by_a_link_out_is_not_read(tmp_path: Path) -> None:
    outside = write(tmp_path / "secret.md")
    path = write(tmp_path / "corpus/a.md")
    (file,) = scan([tmp_path / "corpus"])
    path.unlink()
    path.symlink_to(outside)
    with pytest.raises(PostError, match=r"a\.md leads out of the folder"):
        read(file)


def test_what_is_no_regular_file_is_passed_by(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    (tmp_path / "folder.md").mkdir()
    assert paths(tmp_path) == []


def test_folders_that_go_on_for_ever_end_in_a_problem(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (MAX_DEPTH + 3))
    write(deep / "a.md")
    walked = walk([tmp_path])
    assert walked.files == ()
    assert [problem.problem for problem in walked.problems] == [f"more than {MAX_DEPTH} folders deep"]


def test_a_file_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "a.md", b"x" * (MAX_BYTES + 1))
    assert told(loaded(tmp_path)) == [("a.md", 1, "has more than 4 MiB")]


def test_a_file_that_is_gone_is_an_error_and_not_a_crash(tmp_path: Path) -> None:
    with pytest.raises(PostError, match="is gone"):
        read(PostFile(tmp_path, "a.md", 1, 1))


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: text.encode("gb18030"),
        lambda text: text.replace("\n", "\r\n").encode("gb18030"),
    ],
    ids=["utf-8", "utf-8 mark", "utf-16 mark", "be mark", "le", "be", "utf-32", "gb18030", "gb18030 crlf"],
)
def test_posts_come_in_many_encodings(tmp_path: Path, encode: Callable[[str], bytes]) -> None:
    write(tmp_path / "a.md", encode(POST))
    corpus = loaded(tmp_path)
    assert told(corpus) == []
    assert [(article.title, article.text) for article in corpus.articles] == [("标题", "茶山镇新书屋开门。")]


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (POST.encode() + b"\n\xff\xfe\xff", 9, "byte 0xff in line 9 is neither UTF-8 nor GB18030"),
        (b"", 1, "the file is empty"),
        (b"\0" * 50, 1, "NUL bytes in the text"),
        (POST.encode()[:-1], 8, "the file ends within a character"),
        (POST.encode() + "\n乙\0丙".encode(), 9, "NUL bytes in the text"),
    ],
)
def test_damaged_bytes_are_a_problem_with_its_line(
    tmp_path: Path, content: bytes, line: int, problem: str
) -> None:
    write(tmp_path / "a.md", content)
    assert told(loaded(tmp_path))[0] == ("a.md", line, problem)


def test_one_bad_file_stops_nothing(tmp_path: Path) -> None:
    write(tmp_path / "_posts/2022-05-11-bad.md", b"\xff\xff\xff")
    write(tmp_path / "_posts/2022-05-11-empty.md", "")
    write(tmp_path / "_posts/2022-05-11-good.md")
    corpus = loaded(tmp_path)
    assert [article.id for article in corpus.articles] == ["good"]
    assert len(corpus.problems) == 2


def test_progress_counts_every_file(tmp_path: Path) -> None:
    for name in "abc":
        write(tmp_path / f"{name}.md", "" if name == "b" else POST)
    seen: list[tuple[int, int]] = []
    load([tmp_path], SITE, now=NOW, on_progress=lambda done, total: seen.append((done, total)))
    assert seen == [(1, 3), (2, 3), (3, 3)]


def test_posts_that_share_a_name_are_one_article_and_a_problem(tmp_path: Path) -> None:
    write(tmp_path / "_posts/2022-05-01-weekly.md", "---\ntitle: 一\n---\n" + "甲" * 60)
    write(tmp_path / "_posts/2022-05-08-weekly.md", "---\ntitle: 二\n---\n" + "乙" * 60)
    corpus = loaded(tmp_path)
    assert [article.id for article in corpus.articles] == ["weekly"]
    assert told(corpus) == [
        ("_posts/2022-05-08-weekly.md", 1, "the name 'weekly' is also that of _posts/2022-05-01-weekly.md")
    ]
