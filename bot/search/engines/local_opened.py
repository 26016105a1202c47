"""The generations of an index that are open: the one that answers, and the one before where it was asked."""

from __future__ import annotations

import threading
from collections.abc import Callable

from bot.errors import EngineError, IndexMissing
from bot.search.engines.generations import Generations
from bot.search.engines.local_opening import Opened, opened


class OpenedGenerations:
    """Opened when they are first asked for, and let go when the pointer names them no more."""

    def __init__(self, generations: Generations) -> None:
        self._generations = generations
        self._known: dict[str, Opened] = {}
        self._opening = threading.Lock()

    def answering(self) -> Opened:
        """Raises IndexMissing where none answers yet, and EngineError where it cannot be read."""

        def current() -> str:
            name = self._generations.pointer().current
            if not name:
                raise IndexMissing("nothing has been indexed yet", hint="run `wenda index` first")
            return name

        return self._open_while_named(current)

    def find(self, version: str) -> Opened | None:
        """The one of this name, None where it is gone."""

        def named() -> str:
            return version if version in self._generations.pointer().names else ""

        return self._open_while_named(named) if named() else None

    def adopt(self, new: Opened) -> None:
        """It is open already."""
        with self._opening:
            self._know(new)

    def forget(self) -> None:
        with self._opening:
            self._known = {}

    def _open_while_named(self, name: Callable[[], str]) -> Opened:
        """Opened under its name; while that was done others may have put another one in its place."""
        while True:
            version = name()
            try:
                return self._open(version)
            except EngineError:
                if version == name():
                    raise

    def _open(self, version: str) -> Opened:
        if known := self._known.get(version):  # nobody waits while another one is opened
            return known
        with self._opening:
            if version not in self._known:
                self._know(opened(self._generations.folder / version))
            return self._known[version]

    def _know(self, new: Opened) -> None:
        """With those that the pointer names; the others are closed when nobody reads them any more."""
        kept = self._generations.pointer().names
        still = {name: known for name, known in self._known.items() if name in kept}
        self._known = {**still, new.version: new}
