"""Which names and codes belong together, by what the articles link: 澜柏新能 ↔ 009217, 腾讯 ↔ 腾讯控股.

A link is not the truth: one name may lead to several codes, and a company that only shares its name may
have got the code of another. So what most articles say counts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bot.search.engine import EntityCount
from bot.search.text import normalise

BOARD = "90"
LEAST_SHARE = 0.2  # of a code's mentions; rarer names of it are slips of the site
MOST_NAMES = 4
SHORTEST, LONGEST = 2, 24


@dataclass(frozen=True, slots=True)
class Names:
    """codes: normalised name → code. names: code → normalised names, the commonest first.
    counts: name → articles that name it."""

    codes: Mapping[str, str]
    names: Mapping[str, tuple[str, ...]]
    counts: Mapping[str, int]

    def others(self, name: str) -> tuple[str, ...]:
        """What else the security of that name is called: short for long (工行, 工商银行) and back."""
        same = self.names.get(self.codes.get(name, ""), ())
        return tuple(other for other in same if _shortens(name, other) or _shortens(other, name))


def names_of(entities: Iterable[EntityCount]) -> Names:
    """The commonest code of each name, and the names that agree on it."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in entities:
        name = normalise(entity.name).strip()
        if SHORTEST <= len(name) <= LONGEST and not name.isdecimal():
            found[name][f"{entity.market} {entity.code}"] += entity.count
    codes: dict[str, str] = {}
    holders: dict[str, Counter[str]] = defaultdict(Counter)
    for name, places in found.items():
        place = min(places, key=lambda one: (-places[one], one))
        market, code = place.split(" ", 1)
        if market != BOARD:
            codes[name] = code
            holders[code][name] = places[place]
    names = {code: _agreed(counts) for code, counts in holders.items()}
    kept = {name: code for name, code in codes.items() if name in names[code]}
    return Names(kept, names, {name: places.total() for name, places in found.items()})


def _agreed(counts: Counter[str]) -> tuple[str, ...]:
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    return tuple(name for name in ordered if counts[name] >= LEAST_SHARE * counts.total())[:MOST_NAMES]


def _shortens(short: str, name: str) -> bool:
    """Does the name hold all characters of the shorter one in their order?"""
    rest = iter(name)
    return len(short) < len(name) and all(character in rest for character in short)
