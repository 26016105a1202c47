"""What a question asked for that even the best article lacks: worth saying when it is much of the question.

A missing term counts when it is a fifth of the question by its rarity, a tenth for a name or a code, and
no everyday word (IDF in Chinese at large below 6.5, of which 票价 has 9.2, 一位 5.2). Nothing is said when
another candidate holds all such terms: then no wish was dropped, only judged to be less than others.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from bot.search.finding import Wanted
from bot.search.matcher import Match
from bot.search.rarity import background, is_name

MOST = 3
MOST_HELD = 2
MUCH = 0.2
MUCH_FOR_A_NAME = 0.1
EVERYDAY = 6.5
ASKING = "哪几多何"  # 哪几种, 几万片: the segmenter's words for what is asked, which no article says


def relaxed(asked: Sequence[Wanted], matches: Sequence[Match]) -> tuple[str, ...]:
    """The terms that the first match lacks and that matter, rarest first, at most three."""
    if not matches or not matches[0].missing:
        return ()
    dropped = telling_terms(asked, among=matches[0].missing)
    rivals = [match for match in matches if dropped and dropped.isdisjoint(match.missing)]
    if rivals:  # asked last, as it takes longest to tell which words are names
        telling = telling_terms(asked, among=[one.term for one in asked])
        if any(telling.isdisjoint(match.missing) for match in rivals):
            return ()
    rarest = sorted(asked, key=lambda one: -one.weight)
    return tuple(one.term for one in rarest if one.term in dropped)[:MOST]


def together(asked: Sequence[Wanted], matches: Sequence[Match], missing: Sequence[str]) -> tuple[str, ...]:
    """The missing terms and the two rarest that the first match has, in the question's order, if no match
    has all of them."""
    rarest = sorted(asked, key=lambda one: -one.weight)
    held = [one.term for one in rarest if len(one.term) > 1 and one.term not in matches[0].missing]
    terms = {*held[:MOST_HELD], *missing}
    if not held or not missing or any(terms.isdisjoint(match.missing) for match in matches):
        return ()
    return tuple(one.term for one in asked if one.term in terms)


def telling_terms(asked: Sequence[Wanted], *, among: Collection[str]) -> frozenset[str]:
    """Of some terms of a question those without which it is another question."""
    whole = sum(one.weight for one in asked) or 1.0
    return frozenset(one.term for one in asked if one.term in among and _tells(one, one.weight / whole))


def _tells(wanted: Wanted, share: float) -> bool:
    term = wanted.term
    if len(term) < 2 or term[0] in ASKING:
        return False
    if share >= MUCH and background(term) >= EVERYDAY:
        return True
    return share >= MUCH_FOR_A_NAME and (bool(wanted.forms) or is_name(term))
