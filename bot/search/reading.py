"""What a build does with files and posts, apart from all else, so that other processes can do it.

Files become what a refresh notes of them; groups of twins become documents.
"""

from __future__ import annotations

import hashlib
import pickle
import zlib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from bot.errors import EngineError, PostError, WendaError
from bot.posts.folder import Roots, problem_of, read
from bot.posts.merge import clashes, merge, text_digest
from bot.posts.parse import Parsed, parse
from bot.posts.post import Post, Problem
from bot.posts.site import Site
from bot.posts.walking import PostFile, entries_below
from bot.search.comparing import Listed
from bot.search.engine import Document
from bot.search.grouping import Group
from bot.search.manifest import Known, packed, to_bytes
from bot.search.tokens import document
from bot.search.unfinished import Assigned, Fresh

UNDER_WAY = 8  # files that are waited for at once


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads for one run. folders: those of the corpus; now: an aware moment, the same for all files."""

    folders: tuple[Path, ...]
    site: Site
    now: datetime

    def listed(self, problems: list[Problem]) -> Iterator[Listed]:
        """All files, by their places. `problems` takes what is passed by on purpose."""
        for prefix, folder in sorted(prefixes(self.folders).items()):
            for path, size, time in entries_below(folder, problems):
                yield to_bytes(prefix + path), size, time

    def read(self, rows: Sequence[Known]) -> tuple[list[Fresh], list[Listed]]:
        """The files that say something new, and those that only have another time."""
        fresh: list[Fresh] = []
        touched: list[Listed] = []
        files = [self._file(*row[:3]) for row in rows]
        for row, file, text in zip(rows, files, loaded(files), strict=True):
            with naming(file):
                one = self._read(file, row, text)
            if one:
                fresh.append(one)
            else:
                touched.append(row[:3])
        return fresh, touched

    def documents(self, groups: Sequence[Group]) -> list[tuple[Assigned, Document]]:
        """The documents of the groups that still have a post."""
        return [made for group in groups if (made := self._document(group))]

    def _document(self, group: Group) -> tuple[Assigned, Document] | None:
        members = sorted(group.members)
        posts = [post for place, stored in members if (post := self._post(place, stored))]
        if not posts:
            return None
        with naming(self._file(members[0][0])):
            article = merge(posts, self.site)
            told = packed(clashes(posts, self.site))
            return Assigned(group.number, to_bytes(article.id), told), document(article)

    def _read(self, file: PostFile, row: Known, text: str | PostError) -> Fresh | None:
        place, known = row[0], row[3]
        if isinstance(text, PostError):
            problems = packed([problem_of(file, text)])
            return Fresh(place, file.size, file.mtime_ns, None, None, None, problems, None)
        content = number_of(to_bytes(text))
        if content == known:
            return None
        return self._fresh(file, place, content, parse(text, file.path, self.site, now=self.now))

    def _fresh(self, file: PostFile, place: bytes, content: int, parsed: Parsed) -> Fresh:
        post, problems = parsed.post, packed(parsed.problems)
        if post is None:
            return Fresh(place, file.size, file.mtime_ns, content, None, None, problems, None)
        digest = text_digest(post)
        return Fresh(
            *(place, file.size, file.mtime_ns, content),
            key=number_of(to_bytes(post.key)),
            text=number_of(digest) if digest else None,
            problems=problems,
            post=pack(post),
        )

    def _post(self, place: bytes, stored: bytes | None) -> Post | None:
        """The post as it was read in this run, else read now: an unchanged twin of a changed file."""
        if stored:
            return unpack(stored)
        file = self._file(place)
        try:
            with naming(file):
                return parse(read(file), file.path, self.site, now=self.now).post
        except PostError:  # gone since the files were listed; the next run will notice
            return None

    def _file(self, place: bytes, size: int = 0, mtime_ns: int = 0) -> PostFile:
        prefix, slash, path = place.decode("utf-8", "surrogatepass").partition("/")
        return PostFile(prefixes(self.folders)[prefix + slash], path, size, mtime_ns)


def prefixes(folders: Sequence[Path]) -> dict[str, Path]:
    """What the places of a folder's files begin with: its number, so that they are short."""
    return {f"{number}/": folder for number, folder in enumerate(sorted(folders, key=str))}


def loaded(files: Sequence[PostFile]) -> list[str | PostError]:
    """The texts, or why there is none. Disks have most of them under way at once: one after the other
    takes ten times as long where they are not in the system's cache."""
    roots: Roots = {}

    def load(file: PostFile) -> str | PostError:
        try:
            with naming(file):
                return read(file, roots)
        except PostError as error:
            return error

    if len(files) <= UNDER_WAY:
        return [load(file) for file in files]
    parts = [files[start::UNDER_WAY] for start in range(UNDER_WAY)]
    texts: list[str | PostError] = [""] * len(files)
    with ThreadPoolExecutor(UNDER_WAY) as threads:
        for start, part in enumerate(threads.map(lambda part: [load(file) for file in part], parts)):
            texts[start::UNDER_WAY] = part
    return texts


@contextmanager
def naming(file: PostFile) -> Iterator[None]:
    """The border where an error in our own code gets the name of the file that brought it out."""
    try:
        yield
    except WendaError:
        raise
    except Exception as error:
        raise EngineError(
            f"{file.folder / file.path} cannot be indexed: {type(error).__name__}: {error}",
            hint="take this file out of the folder for now, and tell the authors of Wenda",
        ) from error


def number_of(data: bytes) -> int:
    """A hash of 64 bits, as SQLite stores them."""
    return int.from_bytes(hashlib.blake2b(data, digest_size=8).digest(), "big", signed=True)


def pack(post: Post) -> bytes:
    return zlib.compress(pickle.dumps(post, pickle.HIGHEST_PROTOCOL), 1)


def unpack(stored: bytes) -> Post:
    post: Post = pickle.loads(zlib.decompress(stored))  # only ever what `pack` has made
    return post
