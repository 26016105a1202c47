"""Which of nearly equal articles comes first when a question names a time or asks for the newest."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answers.answer import TimeRange
from bot.search.matcher import Match

EQUAL = 0.01
NEARLY_EQUAL = 0.05


def preferred(matches: Sequence[Match], *, time: TimeRange | None, latest: bool) -> list[Match]:
    """The matches, best first, where those that hold as much and score nearly as much change places.

    time: an article of that time wins where scores differ by less than .01. latest: the newest wins where
    they differ by less than .05.
    """
    if not matches or not (time or latest):
        return list(matches)
    best, margin = matches[0], NEARLY_EQUAL if latest else EQUAL
    equal = [one for one in matches if one.score > best.score - margin and set(best.held) <= set(one.held)]
    if latest:
        equal.sort(key=lambda one: -one.article.date.timestamp())
    if time:
        equal.sort(key=lambda one: not time.since <= one.article.date < time.until)
    first = {one.article.id for one in equal}
    return [*equal, *(one for one in matches if one.article.id not in first)]
