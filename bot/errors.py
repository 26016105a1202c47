"""Every error that Wenda raises on purpose.

WendaError                 what went wrong, what to do next, exit code
├── UsageError       (2)   the command was called wrongly
├── SettingsError    (2)   environment or .env holds something unusable
├── CorpusError      (1)   a corpus folder cannot be read at all
├── PostError        (1)   one file of the corpus cannot be read
├── EmbedderError    (1)   no vectors can be had of texts now
├── StateError       (1)   the database with what readers and groups left cannot be used
│   └── StateNewer   (1)   it was written by a newer version
└── EngineError      (1)   the index cannot answer
    ├── IndexMissing (1)   nothing has been indexed yet
    ├── IndexStale   (1)   the index was built by another version or for another corpus
    ├── IndexBusy    (1)   another process is writing it
    ├── TookTooLong  (1)   an answer was given up
    └── CheckFailed  (1)   a new index was not good enough to answer; the old one answers on
        └── GoldenFell (1) since it answers fewer of the editors' questions
"""

from __future__ import annotations

from typing import ClassVar


class WendaError(Exception):
    """An expected failure: `str(error)` says what, where and got; `hint` says the next step."""

    exit_code: ClassVar[int] = 1

    def __init__(self, what: str, *, hint: str = "") -> None:
        super().__init__(what)
        self.hint = hint


class UsageError(WendaError):
    exit_code = 2


class SettingsError(WendaError):
    exit_code = 2


class CorpusError(WendaError):
    pass


class PostError(WendaError):
    """line: the line of the file, from 1, that cannot be read."""

    def __init__(self, what: str, *, line: int = 1, hint: str = "") -> None:
        super().__init__(what, hint=hint)
        self.line = line


class StateError(WendaError):
    pass


class StateNewer(StateError):
    pass


class EmbedderError(WendaError):
    pass


class EngineError(WendaError):
    pass


class IndexMissing(EngineError):
    pass


class IndexStale(EngineError):
    pass


class IndexBusy(EngineError):
    pass


class TookTooLong(EngineError):
    pass


class CheckFailed(EngineError):
    """loss: articles before and those that would be left, where that is the reason: one may insist on it."""

    def __init__(self, what: str, *, hint: str = "", loss: tuple[int, int] | None = None) -> None:
        super().__init__(what, hint=hint)
        self.loss = loss


class GoldenFell(CheckFailed):
    """Fewer of the editors' questions get the right article first than before; one may insist on it.

    counts: how many did before, do now, and there are. lost: those that did and do not.
    """

    def __init__(
        self,
        what: str,
        *,
        hint: str = "",
        counts: tuple[int, int, int] = (0, 0, 0),
        lost: tuple[str, ...] = (),
    ) -> None:
        super().__init__(what, hint=hint)
        self.counts, self.lost = counts, lost
