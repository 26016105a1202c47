"""The working half of a refresh: files to what the manifest remembers, groups of twins to documents.

Everything here blocks; the indexer runs it in threads.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from bot.errors import PostError
from bot.posts.folder import problem_of, read
from bot.posts.merge import clashes, merge, text_digest
from bot.posts.parse import Parsed, parse
from bot.posts.post import Post
from bot.posts.site import Site
from bot.posts.walking import PostFile
from bot.search.engine import Document
from bot.search.manifest import Known, Manifest, Twins, to_bytes
from bot.search.tokens import document

Tell = Callable[[int, int], None]
"""Called with how many files are done and how many there are."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What came, went or has another size or time than is known: by place, with what was known of it."""

    gone: frozenset[bytes]
    changed: Mapping[bytes, Known | None]

    def __len__(self) -> int:
        return len(self.gone) + len(self.changed)


def difference_of(known: Mapping[bytes, Known], files: Sequence[PostFile]) -> Difference:
    places = {place_of(file): file for file in files}
    changed = {place: known.get(place) for place, file in places.items() if differs(file, known.get(place))}
    return Difference(frozenset(known.keys() - places.keys()), changed)


class Reading:
    """One run's reading of `files` into `manifest`."""

    def __init__(self, manifest: Manifest, files: Sequence[PostFile], site: Site) -> None:
        self._manifest = manifest
        self._site = site
        self._files = {place_of(file): file for file in files}
        self._now = datetime.now(UTC)

    def read_all(self, tell: Tell) -> None:
        """Read every file, as if nothing were known."""
        self._manifest.drop_all()
        for done, (place, file) in enumerate(self._files.items(), 1):
            self._read(place, file, None)
            tell(done, len(self._files))

    def read_changed(self, difference: Difference, tell: Tell) -> None:
        """Read the files that may say something else, and drop those that are gone."""
        for place in difference.gone:
            self._manifest.drop(place)
        for done, (place, before) in enumerate(difference.changed.items(), 1):
            self._read(place, self._files[place], before)
            tell(done, len(difference.changed))

    def documents(self, groups: Sequence[Twins], tell: Tell) -> Iterator[Document]:
        """One document for each group; the manifest learns which article its files went into."""
        done, total = 0, sum(len(twins.places) for twins in groups)
        for twins in groups:
            posts = [post for place in twins.places if (post := self._post(place))]
            done += len(twins.places)
            tell(done, total)
            if posts:
                article = merge(posts, self._site)
                self._manifest.assign(twins, article.id, clashes(posts, self._site))
                yield document(article)

    def _read(self, place: bytes, file: PostFile, before: Known | None) -> None:
        try:
            text = read(file)
        except PostError as error:
            known, parsed = Known(file.size, file.mtime_ns, b""), Parsed(None, (problem_of(file, error),))
        else:
            known = Known(file.size, file.mtime_ns, hashlib.blake2b(to_bytes(text), digest_size=16).digest())
            if before and before.content == known.content:
                self._manifest.touch(place, known)
                return
            parsed = parse(text, file.path, self._site, now=self._now)
        digest = text_digest(parsed.post) if parsed.post else b""
        self._manifest.put(place, known, post=parsed.post, text=digest, problems=parsed.problems)

    def _post(self, place: bytes) -> Post | None:
        """The post as read in this run, else read now: an unchanged twin of a changed file."""
        if post := self._manifest.post(place):
            return post
        try:
            file = self._files[place]
            return parse(read(file), file.path, self._site, now=self._now).post
        except PostError:  # gone since the scan; the next one will notice
            return None


def place_of(file: PostFile) -> bytes:
    """The name of a file among all folders."""
    return to_bytes(f"{file.folder}\0{file.path}")


def differs(file: PostFile, known: Known | None) -> bool:
    return known is None or (file.size, file.mtime_ns) != (known.size, known.mtime_ns)
