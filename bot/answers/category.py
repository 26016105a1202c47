"""A category by what a reader calls it: slug, display name, or something like the name."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from bot.posts.post import Category
from bot.search.engine import CategoryCount
from bot.search.text import normalise

NEAR_ENOUGH = 70.0
CLEARLY_NEARER = 8.0
MOST_SUGGESTED = 5
LONGEST = 60


def find_category(text: str, known: Sequence[CategoryCount]) -> Category | None:
    """The category a reader means, or None where no name is near or two are about equally near.

    A slug or a name counts at once; else names score by rapidfuzz's ratio (0 to 100) of the
    normalised texts, one that contains the text or is contained in it at least 85.
    """
    asked = _plain(text)
    for one in known:
        if asked and asked in (_plain(one.category.slug), _plain(one.category.name)):
            return one.category
    ranked = _ranked(asked, known)
    if not ranked or ranked[0][0] < NEAR_ENOUGH:
        return None
    if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < CLEARLY_NEARER:
        return None
    return ranked[0][1]


def nearest_categories(text: str, known: Sequence[CategoryCount]) -> tuple[Category, ...]:
    """Up to five categories to offer instead, nearest first; those with most articles if none is near."""
    return tuple(category for _, category in _ranked(_plain(text), known)[:MOST_SUGGESTED])


def _ranked(asked: str, known: Sequence[CategoryCount]) -> list[tuple[float, Category]]:
    scored = [(_likeness(asked, one.category), one.category) for one in known]
    return sorted(scored, key=lambda pair: -pair[0])


def _likeness(asked: str, category: Category) -> float:
    name, slug = _plain(category.name), _plain(category.slug)
    inside = len(asked) > 1 and (asked in name or (len(name) > 1 and name in asked))
    likeness = max(fuzz.ratio(asked, name), fuzz.ratio(asked, slug) if asked.isascii() else 0.0)
    return 85 + 0.15 * likeness if inside else likeness


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return normalise(text[:LONGEST]).replace(" ", "")
