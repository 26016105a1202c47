"""Fetches a corpus that is kept in git: `git pull --ff-only` in every work tree that a folder lies in.

Nobody is asked anything: no terminal, no prompt, no shell, a time limit. What stands in the way is told,
never mended, and never an exception: the posts that are there are read all the same.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import shutil
import signal
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, get_args

Trouble = Literal[
    "no_work_tree",
    "no_git",
    "slow",
    "not_ours",
    "no_upstream",
    "diverged",
    "in_the_way",
    "unreachable",
    "no_access",
    "refused",
]
TROUBLES: tuple[Trouble, ...] = get_args(Trouble)

LIMIT = 60.0  # seconds for all that one work tree needs
LONGEST = 300  # characters of what git said
PROMPTING = {"GIT_TERMINAL_PROMPT": "0", "SSH_ASKPASS_REQUIRE": "never", "GCM_INTERACTIVE": "never"}
MISLEADING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_ASKPASS", "SSH_ASKPASS")
SECRETS = ("BOT_TOKEN", "WEBHOOK_SECRET")
SIGNS: Mapping[Trouble, str] = {
    "not_ours": "dubious ownership",
    "no_upstream": "no tracking information|not currently on a branch|no such ref was fetched",
    "diverged": "not possible to fast-forward|diverging branches",
    "in_the_way": "would be overwritten|unmerged files|have not concluded|index.lock",
    "no_access": "authentication failed|terminal prompts disabled|permission denied|could not read username"
    "|host key verification failed|repository not found",
    "unreachable": "could not resolve|unable to access|could not read from remote|connection|timed out"
    "|does not appear to be a git repository",
}


@dataclass(frozen=True, slots=True)
class Pull:
    """What became of one work tree. commits: how many came; trouble: why none could, "" where none
    stood in the way; said: git's own last words."""

    folder: Path
    commits: int = 0
    trouble: Trouble | Literal[""] = ""
    said: str = ""


class Unpulled(Exception):
    """Git did not do what it was told to."""

    def __init__(self, trouble: Trouble, said: str = "") -> None:
        super().__init__(trouble)
        self.trouble: Trouble = trouble
        self.said = said


async def pull_all(
    folders: Sequence[Path], *, environ: Mapping[str, str] | None = None, limit: float = LIMIT
) -> tuple[Pull, ...]:
    """One pull for each work tree, one after the other; a single trouble where no folder lies in any."""
    roots = list(dict.fromkeys(root for folder in folders if (root := work_tree(folder))))
    if not roots:
        return (Pull(folders[0], trouble="no_work_tree"),) if folders else ()
    env = clean(os.environ if environ is None else environ)
    return tuple([await _pull(root, env, limit) for root in roots])


def work_tree(folder: Path) -> Path | None:
    """The nearest folder with a `.git` in it, from `folder` upwards."""
    here = folder.resolve()
    return next((path for path in (here, *here.parents) if (path / ".git").exists()), None)


def clean(environ: Mapping[str, str]) -> dict[str, str]:
    """The environment without secrets and without what would lead git elsewhere; it speaks English."""
    kept = {name: value for name, value in environ.items() if name not in (*MISLEADING, *SECRETS)}
    return kept | PROMPTING | {"LC_ALL": "C"}


async def _pull(root: Path, env: Mapping[str, str], limit: float) -> Pull:
    git = shutil.which("git", path=env.get("PATH"))
    if git is None:
        return Pull(root, trouble="no_git")
    try:
        async with asyncio.timeout(limit):
            before = await _git(git, root, env, "rev-parse", "HEAD")
            await _git(git, root, env, "pull", "--ff-only", "--no-rebase", "--quiet")
            commits = await _git(git, root, env, "rev-list", "--count", f"{before}..HEAD")
    except TimeoutError:
        return Pull(root, trouble="slow", said=f"{limit:.0f} s")
    except Unpulled as error:
        return Pull(root, trouble=error.trouble, said=error.said)
    return Pull(root, commits=int(commits))


async def _git(git: str, root: Path, env: Mapping[str, str], *words: str) -> str:
    """What git wrote. Raises Unpulled."""
    try:
        process = await asyncio.create_subprocess_exec(
            git,
            *words,
            cwd=root,
            env=env,
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            start_new_session=True,  # no terminal to ask on, and one group to end
        )
    except OSError as error:
        raise Unpulled("no_git", str(error)) from error
    try:
        out, err = await process.communicate()
    except asyncio.CancelledError:
        _end(process)
        await process.wait()
        raise
    said = (err or out).decode("utf-8", "replace")
    if process.returncode:
        raise Unpulled(trouble_in(said), last_words(said))
    return out.decode("utf-8", "replace").strip()


def _end(process: asyncio.subprocess.Process) -> None:
    """Git and what it has started: a killed git leaves its transport behind."""
    with contextlib.suppress(ProcessLookupError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def trouble_in(said: str) -> Trouble:
    """`fatal: Not possible to fast-forward, aborting.` → diverged."""
    return next((name for name, sign in SIGNS.items() if re.search(sign, said, re.IGNORECASE)), "refused")


def last_words(said: str) -> str:
    """The first line that git calls fatal or an error, else the last; without passwords of addresses."""
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    told = next((line for line in lines if line.startswith(("fatal:", "error:"))), lines[-1] if lines else "")
    return re.sub(r"(?<=://)[^/\s@]+@", "***@", told)[:LONGEST]
