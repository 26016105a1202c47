"""Real git over folders of this machine: what is new comes, and what stands in the way is named."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.posts.pulling import PROMPTING, Pull, clean, last_words, pull_all, trouble_in, work_tree

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
NOBODY = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "nobody",
    "GIT_AUTHOR_EMAIL": "nobody@example.com",
    "GIT_COMMITTER_NAME": "nobody",
    "GIT_COMMITTER_EMAIL": "nobody@example.com",
}
ENVIRON = {"PATH": os.environ.get("PATH", ""), **NOBODY}


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, env=ENVIRON, check=True, capture_output=True)


def commit(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "-m", name)


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "_posts/a.md", "one")
    return folder


@pytest.fixture
def site(origin: Path, tmp_path: Path) -> Path:
    git(tmp_path, "clone", "--quiet", str(origin), "site")
    return tmp_path / "site"


async def pulled(folder: Path, **environ: str) -> Pull:
    (one,) = await pull_all([folder], environ=ENVIRON | environ)
    return one


async def test_new_commits_come_into_the_work_tree_that_the_folder_lies_in(origin: Path, site: Path) -> None:
    commit(origin, "_posts/b.md", "two")
    commit(origin, "_posts/c.md", "three")
    assert await pulled(site / "_posts") == Pull(site, commits=2)
    assert (site / "_posts" / "b.md").read_text(encoding="utf-8") == "two"
    assert await pulled(site / "_posts") == Pull(site, commits=0)


async def test_folders_of_one_work_tree_are_pulled_once(site: Path) -> None:
    assert len(await pull_all([site, site / "_posts"], environ=ENVIRON)) == 1


async def test_a_history_that_went_another_way_is_left_alone(origin: Path, site: Path) -> None:
    commit(origin, "_posts/b.md", "theirs")
    commit(site, "_posts/c.md", "ours")
    told = await pulled(site)
    assert told.trouble == "diverged"
    assert told.said.startswith("fatal: Not possible to fast-forward")
    assert not (site / "_posts" / "b.md").exists()


async def test_what_was_changed_here_is_not_overwritten(origin: Path, site: Path) -> None:
    commit(origin, "_posts/a.md", "theirs")
    (site / "_posts" / "a.md").write_text("ours", encoding="utf-8")
    told = await pulled(site)
    assert (told.trouble, told.commits) == ("in_the_way", 0)
    assert (site / "_posts" / "a.md").read_text(encoding="utf-8") == "ours"


async def test_a_change_that_is_in_nobodys_way_does_not_stop_a_pull(origin: Path, site: Path) -> None:
    commit(origin, "_posts/b.md", "theirs")
    (site / "_posts" / "a.md").write_text("ours", encoding="utf-8")
    assert (await pulled(site)).commits == 1


async def test_an_origin_that_is_gone_is_told(origin: Path, site: Path) -> None:
    shutil.rmtree(origin)
    assert (await pulled(site)).trouble == "unreachable"


async def test_a_branch_without_an_upstream_is_told(site: Path) -> None:
    git(site, "switch", "--quiet", "--create", "mine")
    assert (await pulled(site)).trouble == "no_upstream"


async def test_a_folder_without_git_is_told(tmp_path: Path) -> None:
    assert work_tree(tmp_path) is None
    assert await pulled(tmp_path) == Pull(tmp_path, trouble="no_work_tree")


async def test_a_machine_without_git_is_told(site: Path, tmp_path: Path) -> None:
    assert await pulled(site, PATH=str(tmp_path)) == Pull(site, trouble="no_git")


async def test_what_takes_too_long_is_ended_with_all_that_it_started(site: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    slow = tmp_path / "bin" / "git"
    slow.parent.mkdir()
    slow.write_text(f"#!/bin/sh\nsleep 600 > '{pipe}' &\nwait\n", encoding="utf-8")
    slow.chmod(0o755)
    environ = ENVIRON | {"PATH": f"{slow.parent}{os.pathsep}{ENVIRON['PATH']}"}
    (told,) = await pull_all([site], environ=environ, limit=0.3)
    assert told.trouble == "slow"
    assert select.select([reader], [], [], 10)[0], "what git started still writes"
    assert os.read(reader, 1) == b""
    os.close(reader)


def test_git_is_told_no_secret_asks_nobody_and_is_led_nowhere_else() -> None:
    given = {"BOT_TOKEN": "1:a", "WEBHOOK_SECRET": "b", "GIT_DIR": "/x", "SSH_ASKPASS": "/y", "HOME": "/h"}
    assert clean(given) == {"HOME": "/h", "LC_ALL": "C", **PROMPTING}


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        ("fatal: could not read Username for 'https://a': terminal prompts disabled", "no_access"),
        ("git@a: Permission denied (publickey).\nfatal: Could not read from remote repository.", "no_access"),
        ("fatal: unable to access 'https://a/': Could not resolve host: a", "unreachable"),
        ("fatal: detected dubious ownership in repository at '/a'", "not_ours"),
        ("fatal: You are not currently on a branch.", "no_upstream"),
        ("error: something new", "refused"),
        ("", "refused"),
    ],
)
def test_what_git_says_has_a_name(said: str, trouble: str) -> None:
    assert trouble_in(said) == trouble


def test_a_password_in_an_address_is_not_repeated() -> None:
    said = "hint: x\nfatal: unable to access 'https://me:secret@a.example/b.git/': no\nhint: y"
    assert last_words(said) == "fatal: unable to access 'https://***@a.example/b.git/': no"
