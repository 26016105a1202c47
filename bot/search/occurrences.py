"""Where a term stands in a normalised text."""

from __future__ import annotations

MOST = 40


def occurrences(term: str, text: str, *, most: int = MOST) -> list[int]:
    """The first places of a term, at most 40, not overlapping.

    A term in Latin letters or digits counts only where no letter or digit of its kind goes on:
    "5" is not in "15", "ai" not in "said", but "5g" is in "用5g网".
    """
    step = len(term)
    if not step:
        return []
    whole_only = term.isascii()
    places: list[int] = []
    place = text.find(term)
    while place >= 0 and len(places) < most:
        if not whole_only or _stands_alone(text, place, place + step):
            places.append(place)
        place = text.find(term, place + step)
    return places


def _stands_alone(text: str, start: int, end: int) -> bool:
    before = start > 0 and _go_together(text[start - 1], text[start])
    after = end < len(text) and _go_together(text[end - 1], text[end])
    return not (before or after)


def _go_together(left: str, right: str) -> bool:
    if not (left.isascii() and right.isascii()):
        return False
    return (left.isdigit() and right.isdigit()) or (left.isalpha() and right.isalpha())
