"""Which files below the corpus folders may hold posts: names, sizes and times, nothing is opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from bot.errors import CorpusError
from bot.posts.layout import may_be_post, may_hold_posts
from bot.posts.post import Problem

MAX_DEPTH = 40
_FOLDER, _LINK = "/", "\0"  # no name holds them; behind a name they keep it in the order of paths


Entry = tuple[str, int, int]
"""A path below its folder, size in bytes, time in nanoseconds."""


class PostFile(NamedTuple):
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
    problems: list[Problem] = []
    files = [file for folder in dict.fromkeys(folders) for file in files_below(folder, problems)]
    if len(folders) > 1:
        files.sort(key=lambda file: (file.path, str(file.folder)))
    return Walk(tuple(files), tuple(sorted(problems, key=attrgetter("path"))))


def files_below(folder: Path, problems: list[Problem]) -> Iterator[PostFile]:
    """The same for one folder, one file after the other. `problems` takes what is met on the way."""
    return (PostFile(folder, *entry) for entry in entries_below(folder, problems))


def entries_below(folder: Path, problems: list[Problem]) -> Iterator[Entry]:
    """Path, size and time of the same: a million of them are neither held at once nor made objects."""
    if not folder.is_dir():
        raise CorpusError(f"{folder} is no folder", hint="Set CORPUS_DIR to the folder that holds the posts.")
    root, above = os.path.realpath(folder), f"{folder}{os.sep}"
    waiting = [_listed(folder, "", problems)]
    while waiting:
        path = next(waiting[-1], None)
        if path is None:
            waiting.pop()
        elif path[-1] == _FOLDER:
            if len(waiting) <= MAX_DEPTH:
                waiting.append(_listed(folder, path, problems))
            else:
                problems.append(Problem(path[:-1], 1, f"more than {MAX_DEPTH} folders deep", "Move it up."))
        else:
            if path[-1] == _LINK:
                path = path[:-1]
                if not _leads_to_post(above, path, root, problems):
                    continue
            if status := _status(above, path, problems):
                yield path, status.st_size, status.st_mtime_ns


def _listed(folder: Path, below: str, problems: list[Problem]) -> Iterator[str]:
    """The paths in a folder that count, in their order; folders end in `_FOLDER`, links in `_LINK`.

    below: "" or a path that ends in a slash.
    """
    try:
        with os.scandir(os.path.join(folder, below)) as entries:
            names = [marked for entry in entries if (marked := _marked(entry, below))]
    except OSError as error:
        if not below:
            raise CorpusError(f"{folder}: {error.strerror}", hint="Check its permissions.") from error
        problems.append(Problem(below[:-1], 1, f"unreadable: {error.strerror}", "Check its permissions."))
        return iter(())
    names.sort()
    return map(below.__add__, names)


def _marked(entry: os.DirEntry[str], below: str) -> str:
    """The name with what it is, "" where it does not count."""
    name = entry.name
    if entry.is_dir(follow_symlinks=False):
        return name + _FOLDER if may_hold_posts(below + name) else ""
    if entry.is_symlink():
        return name + _LINK if may_be_post(name) or may_hold_posts(below + name) else ""
    return name if may_be_post(name) else ""


def _leads_to_post(above: str, path: str, root: str, problems: list[Problem]) -> bool:
    if is_inside(above + path, root):
        return may_be_post(path[path.rfind("/") + 1 :])
    problems.append(Problem(path, 1, "a link out of the folder, or to nothing", "Copy what it leads to."))
    return False


def _status(above: str, path: str, problems: list[Problem]) -> os.stat_result | None:
    """Size and time of a file; None where it is something else, or cannot be looked at."""
    try:
        status = os.stat(above + path)
    except OSError as error:
        problems.append(Problem(path, 1, f"unreadable: {error.strerror}", "Check its permissions."))
        return None
    return status if stat.S_ISREG(status.st_mode) else None


def is_inside(path: str, root: str) -> bool:
    """Whether something is there, and below the real path `root`, wherever links lead."""
    real = os.path.realpath(path)
    return os.path.exists(real) and (real == root or real.startswith(root.rstrip(os.sep) + os.sep))
