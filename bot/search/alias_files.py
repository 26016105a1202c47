"""The alias files on disk: the one that ships, and the editor's own beside it."""

from __future__ import annotations

from pathlib import Path

from bot.posts.post import Problem
from bot.search.aliases import Aliases, parse_aliases

SHIPPED = Path(__file__).with_name("aliases.txt")
OWN = Path("aliases.txt")
LARGEST = 2_000_000  # bytes


def load_aliases(own: Path = OWN) -> Aliases:
    """Both files' aliases; what is wrong with the editor's is among the problems and stops nothing.

    The default file may be absent; one that was named must be there.
    """
    shipped = parse_aliases(_lines(SHIPPED), path=SHIPPED.name)
    return shipped | read_aliases(own)


def read_aliases(own: Path) -> Aliases:
    """The editor's file alone."""
    if own == OWN and not own.exists():
        return Aliases({})
    try:
        if own.stat().st_size > LARGEST:
            raise ValueError(f"more than {LARGEST} bytes")
        return parse_aliases(_lines(own), path=str(own))
    except (OSError, ValueError) as error:
        problem = Problem(str(own), 1, f"cannot be read: {error}", "give ALIASES a text file in UTF-8")
        return Aliases({}, (problem,))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8-sig").splitlines()
