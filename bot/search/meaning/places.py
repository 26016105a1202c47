"""Which row of a store has a key: sorted halves of keys, twelve bytes for each."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from bot.search.meaning.records import Records

MISSING = -1
FEW = 4_096  # rows that are sorted apart while a store grows
SHARE = 32  # … or this part of all, so that sorting all again is rare

Halves = NDArray[np.uint64]
Numbers = NDArray[np.int64]


def halves(keys: Sequence[bytes]) -> Halves:
    """(n, 2): the first and the last eight bytes of each key."""
    return np.frombuffer(b"".join(keys), "<u8").reshape(len(keys), 2)


class Sorted:
    """The rows from `first` to before `last`, in the order of their keys."""

    def __init__(self, records: Records, first: int, last: int) -> None:
        keys = records["high"][first:last]
        order = np.argsort(keys, kind="stable")
        self.last = last
        self._keys = keys[order]
        self._rows = (order + first).astype(np.uint32)

    def find(self, records: Records, wanted: Halves) -> Numbers:
        """The row of each key, MISSING where there is none here."""
        found = np.full(len(wanted), MISSING, np.int64)
        if not len(self._keys):
            return found
        places = np.searchsorted(self._keys, wanted[:, 0]).clip(max=len(self._keys) - 1)
        rows = self._rows[places].astype(np.int64)
        same = (self._keys[places] == wanted[:, 0]) & (records["low"][rows] == wanted[:, 1])
        found[same] = rows[same]
        return found


class Places:
    """The rows of all keys. What came last is sorted apart: following a growing store costs little."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._most = Sorted(records, 0, len(records))
        self._newest = Sorted(records, len(records), len(records))

    def grown(self, records: Records) -> Places:
        """The same with the records that came behind these."""
        new = len(records) - self._most.last
        if new > max(FEW, self._most.last // SHARE):
            return Places(records)
        made = object.__new__(Places)
        made._records, made._most = records, self._most
        made._newest = Sorted(records, self._most.last, len(records))
        return made

    def find(self, wanted: Halves) -> Numbers:
        """The row of each key, MISSING where there is none."""
        found = self._most.find(self._records, wanted)
        left = found == MISSING
        if left.any():
            found[left] = self._newest.find(self._records, wanted[left])
        return found
