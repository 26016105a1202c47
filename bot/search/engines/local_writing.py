"""Writing to a tantivy index: a whole build, or a few changes in one commit."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from bot.errors import EngineError, IndexBusy
from bot.search.engine import Document
from bot.search.engines.drafts import DOCUMENTS_BETWEEN_NOTES, forget, kept, note
from bot.search.engines.generations import share
from bot.search.engines.local_schema import FORMAT, SCHEMA, record, register, writable
from bot.search.engines.pointer import REBUILD

# In bytes. One thread keeps up with the processes that make documents, and its memory is the size of the
# pieces that the index is made of: larger ones need less merging.
BUILD_MEMORY, BUILD_THREADS = 256_000_000, 1
CHANGE_MEMORY, CHANGE_THREADS = 32_000_000, 1
BYTES_FOR_IDS = 1 << 24  # of a million ids one in a hundred seems to be there already
BADGE = "wenda.json"
MANAGED, META = ".managed.json", "meta.json"  # tantivy's: all files of an index, and those that count


@contextmanager
def own_errors() -> Iterator[None]:
    """The border where tantivy's and the disk's errors become ours; it wraps no caller's iterator."""
    try:
        yield
    except (ValueError, RuntimeError, OSError) as error:
        if "LockBusy" in str(error):
            raise IndexBusy(f"the index is being written: {error}", hint="wait until that is done") from error
        raise EngineError(f"the index cannot be used: {error}", hint=REBUILD) from error


def build(
    path: Path,
    documents: Iterable[Document],
    fingerprint: str,
    *,
    draft: str = "",
    between_notes: int = DOCUMENTS_BETWEEN_NOTES,
) -> None:
    """Fill the folder `path`; the last document with an id wins.

    draft: the name under which it is kept how far this came, and under which it goes on; noted after so
    many documents.
    """
    with own_errors():
        index = tantivy.Index(SCHEMA, path=str(path))
        register(index)
        writer = index.writer(BUILD_MEMORY, BUILD_THREADS)
        sweep(path, writer)
    start, written = kept(path, draft), PerhapsWritten()

    def add_all() -> None:
        for number, document in enumerate(documents, start + 1):
            with own_errors():
                key = writable(document.article.id)
                if start or key in written:
                    writer.delete_documents_by_term("id", key)
                written.add(key)
                writer.add_document(record(document))
                if draft and number % between_notes == 0:
                    writer.commit()
                    note(path, draft, number)

    _commit(writer, add_all)
    with own_errors():
        _write_badge(path, fingerprint)
        forget(path)


def sweep(path: Path, writer: tantivy.IndexWriter) -> None:
    """Remove what a process left that died while committing here, also under the names that come next."""
    for left in path.glob(".tmp*"):
        left.unlink(missing_ok=True)
    writer.garbage_collect_files()


class PerhapsWritten:
    """Ids, remembered in the same few bytes however many they are: some that were never added seem to be
    in it, and to delete one of these does no harm."""

    def __init__(self) -> None:
        self._bits = bytearray(BYTES_FOR_IDS)

    def add(self, key: str) -> None:
        place, bit = self._place(key)
        self._bits[place] |= bit

    def __contains__(self, key: str) -> bool:
        place, bit = self._place(key)
        return bool(self._bits[place] & bit)

    def _place(self, key: str) -> tuple[int, int]:
        number = hash(key) % (8 * BYTES_FOR_IDS)
        return number // 8, 1 << number % 8


def copy_build(old: Path, new: Path) -> None:
    """A second index in the empty folder `new`, sharing the files that are never changed."""
    with own_errors():
        managed = json.loads((old / MANAGED).read_bytes())
        share([BADGE, *(name for name in managed if name != META)], old, new)
        for name in (MANAGED, META):  # both are written anew, durably, by the next commit
            shutil.copyfile(old / name, new / name)


def change(index: tantivy.Index, documents: Iterable[Document], removed: Iterable[str]) -> None:
    """Delete and add in one commit."""
    with own_errors():
        writer = index.writer(CHANGE_MEMORY, CHANGE_THREADS)

    def change_all() -> None:
        for key in removed:
            with own_errors():
                writer.delete_documents_by_term("id", writable(key))
        for document in documents:
            with own_errors():
                writer.delete_documents_by_term("id", writable(document.article.id))
                writer.add_document(record(document))

    _commit(writer, change_all)


def _commit(writer: tantivy.IndexWriter, work: Callable[[], None]) -> None:
    """Do the work and commit it; when it fails nothing of it stays, and the lock is let go."""
    try:
        work()
        with own_errors():
            writer.commit()
    finally:
        with own_errors():
            writer.wait_merging_threads()


def _write_badge(path: Path, fingerprint: str) -> None:
    with (path / BADGE).open("w", encoding="utf-8") as file:
        json.dump({"format": FORMAT, "fingerprint": fingerprint}, file)
        file.flush()
        os.fsync(file.fileno())
