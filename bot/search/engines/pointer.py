"""The pointer of an index: which generation answers, and which one did before.

    CURRENT    {"current": "gen-8", "previous": "gen-7", "highest": 8, "held": false}

Replaced in one step, so that readers see the one or the other, also after a power cut.
"""

from __future__ import annotations

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from bot.errors import IndexStale
from bot.search.durable import sync_folder

FILE = "CURRENT"
NEW = f"{FILE}.new"
PREFIX = "gen-"
REBUILD = "run `wenda index` to build it anew"


@dataclass(frozen=True, slots=True)
class Pointer:
    """current: "" before the first one answers; previous: "" where nothing can be gone back to;
    highest: the highest number ever given; held: it answers since a rollback."""

    current: str = ""
    previous: str = ""
    highest: int = 0
    held: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The generations that are to stay."""
        return frozenset(filter(None, (self.current, self.previous)))


def read_pointer(folder: Path) -> Pointer:
    """The pointer as it stands. Raises IndexStale where it is none of ours."""
    try:
        return _parsed(json.loads((folder / FILE).read_bytes()))
    except FileNotFoundError:
        return Pointer()
    except (ValueError, TypeError, KeyError) as error:
        raise IndexStale(f"the index in {folder} has another layout", hint=REBUILD) from error


def _parsed(fields: dict[str, object]) -> Pointer:
    current, previous, highest = fields["current"], fields["previous"], fields["highest"]
    named = all(isinstance(name, str) and _is_name(name) for name in (current, previous))
    if not (named and isinstance(highest, int)):
        raise ValueError(f"not a pointer: {fields}")
    return Pointer(str(current), str(previous), highest, fields["held"] is True)


def _is_name(name: str) -> bool:
    return not name or number_of(name) > 0


def number_of(name: str) -> int:
    """The number of a generation by its name, 0 for any other name."""
    digits = name.removeprefix(PREFIX)
    return int(digits) if digits != name and digits.isascii() and digits.isdecimal() else 0


def write_pointer(folder: Path, pointer: Pointer) -> None:
    """Durable when it returns."""
    written = folder / NEW
    with written.open("w", encoding="ascii") as file:
        json.dump(asdict(pointer), file)
        file.flush()
        os.fsync(file.fileno())
    os.replace(written, folder / FILE)
    sync_folder(folder)


def sweep(folder: Path) -> None:
    """Remove what a process left that died while it wrote a pointer."""
    (folder / NEW).unlink(missing_ok=True)
