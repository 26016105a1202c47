"""Writing to a tantivy index: a whole build, or a few changes in one commit."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import tantivy

from bot.errors import EngineError, IndexBusy
from bot.search.engine import Document
from bot.search.engines.generations import copy, share
from bot.search.engines.local_schema import FORMAT, SCHEMA, record, register, writable
from bot.search.engines.pointer import REBUILD

BUILD_MEMORY, BUILD_THREADS = 128_000_000, 2  # bytes for all threads; more gains nothing
CHANGE_MEMORY, CHANGE_THREADS = 32_000_000, 1
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


def build(path: Path, documents: Iterable[Document], fingerprint: str) -> None:
    """Fill the empty folder `path`; the last document with an id wins."""
    with own_errors():
        index = tantivy.Index(SCHEMA, path=str(path))
        register(index)
        writer = index.writer(BUILD_MEMORY, BUILD_THREADS)
    seen: set[str] = set()

    def add_all() -> None:
        for document in documents:
            with own_errors():
                if document.article.id in seen:
                    writer.delete_documents_by_term("id", writable(document.article.id))
                seen.add(document.article.id)
                writer.add_document(record(document))

    _commit(writer, add_all)
    with own_errors():
        _write_badge(path, fingerprint)


def copy_build(old: Path, new: Path) -> None:
    """A second index in the empty folder `new`, sharing the files that are never changed."""
    with own_errors():
        managed = json.loads((old / MANAGED).read_bytes())
        share((name for name in managed if name != META), old, new)
        for name in (MANAGED, META, BADGE):
            copy(old / name, new / name)


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
