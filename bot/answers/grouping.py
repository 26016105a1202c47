"""Questions that ask nearly the same, together: by what is searched for, then by likeness of that."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.fuzz import ratio

from bot.answers.curated import one_form

ALIKE = 75.0  # of 100: 火星移民 and 火星移民政策 have 80, 海川股份净利润 and 海川股份分红 62
SHORTEST = 4  # characters of a form that may be like another one


def grouped(questions: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """The places of the questions in groups, in the order of their first ones, which all others are like."""
    groups: dict[str, list[int]] = {}
    for place, question in enumerate(questions):
        form = one_form(question)
        groups.setdefault(_leader(form, groups), []).append(place)
    return tuple(tuple(places) for places in groups.values())


def _leader(form: str, groups: dict[str, list[int]]) -> str:
    if form in groups or len(form) < SHORTEST:
        return form
    likely = (one for one in groups if len(one) >= SHORTEST and ratio(form, one) >= ALIKE)
    return next(likely, form)
