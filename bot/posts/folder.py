"""Corpus folders -> post files -> texts -> articles."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import PostError
from bot.posts.encoding import Undecodable, decode
from bot.posts.merge import clashes, group, merge
from bot.posts.parse import parse
from bot.posts.post import Article, Post, Problem
from bot.posts.site import Site
from bot.posts.walking import PostFile, is_inside, walk

MAX_BYTES = 4 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles by id, all problems by path and line, and how many posts there are."""

    articles: tuple[Article, ...]
    problems: tuple[Problem, ...]
    posts: int


def no_progress(done: int, total: int) -> None:
    """The progress of a load that nobody watches."""


Roots = dict[str, str]
"""Folders with what they really are, found out once for many files."""


def read(file: PostFile, roots: Roots | None = None) -> str:
    """The text of the file. Raises PostError where it is too large, out of the folder or unreadable.

    roots: kept by who reads many files, for finding out what a folder really is takes as long as reading.
    """
    path = f"{file.folder}/{file.path}"
    if not _is_below(path, str(file.folder), {} if roots is None else roots):
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


def _is_below(path: str, folder: str, roots: Roots) -> bool:
    root, above = _real(folder, roots), _real(os.path.dirname(path), roots)
    if not f"{above}{os.sep}".startswith(root.rstrip(os.sep) + os.sep):
        return False
    return is_inside(path, root) if os.path.islink(path) else os.path.lexists(path)


def _real(folder: str, roots: Roots) -> str:
    if folder not in roots:
        roots[folder] = os.path.realpath(folder)
    return roots[folder]


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
