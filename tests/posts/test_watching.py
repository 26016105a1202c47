"""A burst of changes counts once, what is no post counts never, and a folder that is gone ends it."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.errors import CorpusError
from bot.posts.watching import MOST_BATCHES, Batch, changes, concerns_posts, rests

RUNS = threading.Event()


def told(folder: Path, *batches: Batch, changed: bool = False) -> int:
    return sum(1 for _ in rests([folder], RUNS, changed=changed, batches=batches))


def test_a_burst_of_changes_is_told_once_when_it_is_over(tmp_path: Path) -> None:
    assert told(tmp_path, {1}, {2, 3}, {4}, (), ()) == 1
    assert told(tmp_path, {1}, (), {2}, ()) == 2


def test_nothing_is_told_before_the_files_rest(tmp_path: Path) -> None:
    assert told(tmp_path, {1}, {2}) == 0
    assert told(tmp_path, (), ()) == 0


def test_a_file_that_never_rests_does_not_hold_up_the_others(tmp_path: Path) -> None:
    assert told(tmp_path, *[{1}] * MOST_BATCHES) == 1


def test_what_had_changed_before_is_told_when_it_rests(tmp_path: Path) -> None:
    assert told(tmp_path, (), (), changed=True) == 1


def test_a_folder_that_goes_away_ends_it(tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()

    def batches() -> Iterator[Batch]:
        yield ()
        folder.rmdir()
        yield {1}
        yield ()

    assert list(rests([folder], RUNS, batches=batches())) == []
    with pytest.raises(CorpusError, match="posts is gone"):
        list(rests([folder], RUNS))


def test_a_link_that_is_switched_to_another_folder_ends_it(tmp_path: Path) -> None:
    old, new, link = tmp_path / "1", tmp_path / "2", tmp_path / "now"
    old.mkdir()
    new.mkdir()
    link.symlink_to(old)

    def batches() -> Iterator[Batch]:
        link.unlink()
        link.symlink_to(new)
        yield {1}
        yield ()

    assert list(rests([link], RUNS, batches=batches())) == []


@pytest.mark.parametrize(
    ("path", "concerns"),
    [
        ("_posts/2026-03-04-a.md", True),
        ("2026/03/a.HTML", True),
        ("_posts", True),  # a whole folder that came or went
        ("", True),
        (".git/index", False),
        (".git/refs/a.md", False),
        ("_site/2026/a.html", False),
        ("public/a.html", False),
        ("_posts/.a.md.swp", False),
        ("_posts/~a.md", False),
        ("_posts/picture.png", False),
        ("_posts/.a", False),
        ("node_modules", False),
    ],
)
def test_only_what_may_be_a_post_counts(path: str, concerns: bool) -> None:
    assert concerns_posts("/site", f"/site/{path}".rstrip("/")) is concerns


def test_a_folder_with_a_dot_in_its_name_counts_while_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "2026.03").mkdir()
    assert concerns_posts(str(tmp_path), str(tmp_path / "2026.03"))


def test_the_system_tells_of_new_changed_and_moved_posts_until_it_is_stopped(tmp_path: Path) -> None:
    stop = threading.Event()
    watching = rests([tmp_path], stop, changed=True, quiet=0.1)
    next(watching)  # from here on it watches
    posts = tmp_path / "_posts"
    posts.mkdir()
    for number in range(300):
        (posts / f"{number}.md").write_text("new", encoding="utf-8")
    next(watching)
    (posts / "7.md").write_text("changed", encoding="utf-8")
    next(watching)
    posts.rename(tmp_path / "_drafts")
    next(watching)
    stop.set()
    assert next(watching, "the end") == "the end"


async def test_an_event_loop_is_told_by_a_thread_that_ends_with_the_iteration(tmp_path: Path) -> None:
    told = changes([tmp_path], True, quiet=0.1)
    await anext(told)
    (tmp_path / "a.md").write_text("new", encoding="utf-8")
    await anext(told)
    watchers = [one for one in threading.enumerate() if one.name.startswith("watch")]
    assert len(watchers) == 1
    await told.aclose()
    watchers[0].join(10)
    assert not watchers[0].is_alive()
