"""Corpus folders -> post files -> articles: the only module of this room that touches the disk."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import CorpusError, PostError
from bot.posts.encoding import Undecodable, decode
from bot.posts.layout import may_be_post, may_hold_posts
from bot.posts.merge import clashes, group, merge
from bot.posts.parse import parse
from bot.posts.post import Article, Post, Problem
from bot.posts.site import Site

MAX_BYTES = 4 * 1024 * 1024
MAX_DEPTH = 40


@dataclass(frozen=True, slots=True)
class PostFile:
    """A file that may hold a post. path: below `folder`, with forward slashes; size in bytes."""

    folder: Path
    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Walk:
    """All files that may hold posts, sorted by path, and what was passed by on purpose."""

    files: tuple[PostFile, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles by id, all problems by path and line, and how many posts there are."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    posts: int


def no_progress(done: int, total: int) -> None:
    """The progress of a load that nobody watches."""


def scan(folders: Sequence[Path]) -> list[PostFile]:
    """The files that may hold posts, sorted by path; see `walk`."""
    return list(walk(folders).files)


def walk(folders: Sequence[Path]) -> Walk:
    """The files that may hold posts below the folders, sorted by path.

    Hidden folders and the site's machinery are left out without a word. A link to a file below the
    same folder is followed; a link to a folder there is not, since its files are met anyway, which
    also makes loops impossible. A link out of the folder is a problem. Raises CorpusError where a
    folder itself cannot be read.
    """
    files: list[PostFile] = []
    problems: list[Problem] = []
    for folder in dict.fromkeys(folders):
        _walk_folder(folder, files, problems)
    files.sort(key=lambda file: (file.path, str(file.folder)))
    return Walk(tuple(files), tuple(sorted(problems, key=lambda problem: problem.path)))


def _walk_folder(folder: Path, files: list[PostFile], problems: list[Problem]) -> None:
    if not folder.is_dir():
        raise CorpusError(f"{folder} is no folder", hint="Set CORPUS_DIR to the folder that holds the posts.")
    root = os.path.realpath(folder)
    waiting = [""]
    while waiting:
        below = waiting.pop()
        try:
            with os.scandir(os.path.join(folder, below)) as entries:
                found = list(entries)
        except OSError as error:
            if not below:
                raise CorpusError(f"{folder}: {error.strerror}", hint="Check its permissions.") from error
            problems.append(Problem(below, 1, f"unreadable: {error.strerror}", "Check its permissions."))
            continue
        for entry in found:
            _sort_in(entry, below, folder, root, waiting, files, problems)


def _sort_in(
    entry: os.DirEntry[str],
    below: str,
    folder: Path,
    root: str,
    waiting: list[str],
    files: list[PostFile],
    problems: list[Problem],
) -> None:
    path = f"{below}/{entry.name}" if below else entry.name
    if entry.is_dir(follow_symlinks=False):
        if may_hold_posts(path):
            if path.count("/") < MAX_DEPTH:
                waiting.append(path)
            else:
                problems.append(Problem(path, 1, f"more than {MAX_DEPTH} folders deep", "Move it up."))
        return
    is_link = entry.is_symlink()
    if not (may_be_post(entry.name) or (is_link and may_hold_posts(path))):
        return
    if is_link and not _is_inside(entry.path, root):
        problems.append(Problem(path, 1, "a link out of the folder, or to nothing", "Copy what it leads to."))
        return
    try:
        status = entry.stat()
    except OSError as error:
        problems.append(Problem(path, 1, f"unreadable: {error.strerror}", "Check its permissions."))
        return
    if stat.S_ISREG(status.st_mode) and may_be_post(entry.name):
        files.append(PostFile(folder, path, status.st_size, status.st_mtime_ns))


def _is_inside(path: str, root: str) -> bool:
    real = os.path.realpath(path)
    return os.path.exists(real) and (real == root or real.startswith(root.rstrip(os.sep) + os.sep))


def read(file: PostFile) -> str:
    """The text of the file. Raises PostError where it is too large, out of the folder or unreadable."""
    path = os.path.join(file.folder, file.path)
    if not _is_inside(path, os.path.realpath(file.folder)):
        raise PostError(f"{file.path} leads out of the folder, or is gone", hint="Read the folder again.")
    try:
        with open(path, "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise PostError(f"{file.path}: {error.strerror}", hint="Check its permissions.") from error
    if len(data) > MAX_BYTES:
        raise PostError(
            f"{file.path} has more than {MAX_BYTES // 1024 // 1024} MiB", hint="Part it into several posts."
        )
    try:
        return decode(data)
    except Undecodable as error:
        raise PostError(f"{file.path}: {error}", line=error.line, hint="Save it as UTF-8.") from error


def problem_of(file: PostFile, error: PostError) -> Problem:
    """The problem that an unreadable file is."""
    what = str(error).removeprefix(file.path).lstrip(": ")
    return Problem(file.path, error.line, what, error.hint)


def load(
    folders: Sequence[Path],
    site: Site,
    *,
    now: datetime,
    on_progress: Callable[[int, int], None] = no_progress,
) -> Corpus:
    """Every article below the folders, in one go; one bad file is one problem.

    on_progress: called with the number of files done and of all files. now: aware.
    """
    walked = walk(folders)
    problems = list(walked.problems)
    posts: list[Post] = []
    for done, file in enumerate(walked.files, 1):
        try:
            parsed = parse(read(file), file.path, site, now=now)
        except PostError as error:
            problems.append(problem_of(file, error))
        else:
            problems.extend(parsed.problems)
            if parsed.post:
                posts.append(parsed.post)
        on_progress(done, len(walked.files))
    groups = group(posts)
    for twins in groups:
        problems.extend(clashes(twins, site))
    articles = sorted((merge(twins, site) for twins in groups), key=lambda article: article.id)
    problems.sort(key=lambda problem: (problem.path, problem.line))
    return Corpus(tuple(articles), tuple(problems), len(posts))
