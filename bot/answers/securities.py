"""Securities by what a reader calls them: a code (600036, sh000001, 388) or a name, also part of one.

All that is known of them is what articles link. One code may stand for two securities at two exchanges
(000001 is a bank in Shenzhen and an index in Shanghai), one name may have got several codes, and an
article may use a name for something else: this says where a link may be wrong, not which one is.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from rapidfuzz import fuzz, process

from bot.answers.answer import Security
from bot.answers.codes import find_codes, marked, short_code
from bot.posts.post import Article
from bot.search.engine import EntityCount
from bot.search.names import LEAST_SHARE
from bot.search.text import normalise

LONGEST = 60
SHORTEST_PART = 2
NEAR_ENOUGH = 50.0  # of 100, rapidfuzz's ratio of two names
MOST_NEAREST = 6
MOST_SHARED = 4
EXCHANGES = {"sh": "1", "ss": "1", "sz": "0", "hk": "116"}  # as they stand before or behind a code
Place = tuple[str, str]  # market and code


class Securities:
    """Those of one generation of an index."""

    def __init__(self, entities: Iterable[EntityCount]) -> None:
        self._names: dict[Place, Counter[str]] = defaultdict(Counter)
        self._codes: dict[str, list[Place]] = defaultdict(list)
        self._named: dict[str, Counter[Place]] = defaultdict(Counter)
        for one in entities:
            place = (one.market, one.code)
            if place not in self._names:
                self._codes[one.code.upper()].append(place)
            self._names[place][one.name] += one.count
            self._named[_plain(one.name)][place] += one.count

    def of(self, place: Place) -> Security | None:
        """None where no article links it."""
        counts = self._names.get(place)
        if counts is None:
            return None
        usual = _usual(counts)
        return Security(*place, usual[0], usual[1:])

    def meant(self, text: str) -> Security | None:
        """The one that a reader means; of several the one that most articles link."""
        said = normalise(marked(text[:LONGEST])).strip()
        places = self._by_code(said) or self._by_name(_plain(said))
        return self.of(max(places, key=self._count)) if places else None

    def nearest(self, text: str) -> tuple[Security, ...]:
        """Those to offer instead: names with the text in them, the most linked first, then similar ones."""
        said = _plain(text[:LONGEST])
        holding = sorted(self._holding(said), key=self._count, reverse=True)
        similar = process.extract(
            said, self._named.keys(), scorer=fuzz.ratio, score_cutoff=NEAR_ENOUGH, limit=MOST_NEAREST
        )
        places = [*holding, *(self._mostly(name) for name, _, _ in similar)]
        return self._all(list(dict.fromkeys(places))[:MOST_NEAREST])

    def shared(self, security: Security) -> tuple[Security, ...]:
        """Others with the same code, or with one of the names that this one is mostly called by."""
        own = (security.market, security.code)
        names = (security.name, *security.others)
        places = [
            *self._codes[security.code.upper()],
            *(at for name in names for at in self._named[_plain(name)]),
        ]
        return self._all([place for place in dict.fromkeys(places) if place != own][:MOST_SHARED])

    def odd_name(self, article: Article, security: Security) -> str:
        """What an article calls it where it uses none of its usual names, else ""."""
        place, usual = (security.market, security.code), (security.name, *security.others)
        used = [one.name for one in article.entities if (one.market, one.code) == place and one.name]
        return used[0] if used and not any(name in usual for name in used) else ""

    def _by_code(self, said: str) -> Sequence[Place]:
        """Of the exchange that is named with the code, where one is."""
        codes, rest = find_codes(said)
        short = short_code(said)
        known = [code.text for code in codes if not rest.strip() or code.text in self._codes]
        for code in (said.upper(), *known, *([short.text] if short else [])):
            if places := self._codes.get(code):
                market = next((EXCHANGES[mark] for mark in EXCHANGES if mark in said), "")
                return [place for place in places if place[0] == market] or places
        return ()

    def _by_name(self, said: str) -> Sequence[Place]:
        """Of that name, else of the only one whose names hold the text."""
        if said in self._named:
            return [self._mostly(said)]
        holding = self._holding(said)
        return holding if len(holding) == 1 else ()

    def _holding(self, said: str) -> list[Place]:
        if len(said) < SHORTEST_PART:
            return []
        return list(dict.fromkeys(self._mostly(name) for name in self._named if said in name))

    def _mostly(self, name: str) -> Place:
        """The security that most articles link by this name."""
        places = self._named[name]
        return max(places, key=lambda place: (places[place], self._count(place)))

    def _count(self, place: Place) -> int:
        return self._names[place].total()

    def _all(self, places: Iterable[Place]) -> tuple[Security, ...]:
        return tuple(found for place in places if (found := self.of(place)))


def _usual(counts: Counter[str]) -> tuple[str, ...]:
    """The commonest name, and the others that are no slips of the site."""
    ordered = sorted(counts, key=lambda name: (-counts[name], name))
    others = (name for name in ordered[1:] if counts[name] >= LEAST_SHARE * counts.total())
    return (ordered[0], *others)


def _plain(name: str) -> str:
    return normalise(name[:LONGEST]).replace(" ", "")
