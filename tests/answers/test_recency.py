"""Among articles that answer nearly equally well the named time or the newest comes first, no other."""

from __future__ import annotations

from datetime import timedelta

from bot.answers.answer import TimeRange
from bot.answers.recency import EQUAL, NEARLY_EQUAL, preferred
from bot.search.article_text import Whole
from bot.search.engine import Hit
from bot.search.matcher import Match
from bot.search.parts import Parts
from tests.answers.engine import FIRST_DAY, an_article

PARTS = Parts(engine=0.0, passage=0.0, order=0.0, close=0.0, pairs=0.0, numbers=0.0, kind=0.0)


def matched(key: str, score: float, days: int, held: tuple[str, ...] = ("港口",)) -> Match:
    return Match(Hit(Whole(an_article(key, key, days=days)), 1.0), score, PARTS, dict.fromkeys(held, 1.0))


OLD = matched("old", 0.8, 1)
NEW = matched("new", 0.8 - NEARLY_EQUAL / 2, 9)
EQUAL_TO_OLD = matched("equal", 0.8 - EQUAL / 2, 5)
WORSE = matched("worse", 0.7, 20)
LESS = matched("less", 0.79, 30, held=())


def keys(matches: list[Match]) -> list[str]:
    return [one.article.id for one in matches]


def test_nothing_changes_where_neither_is_asked() -> None:
    assert keys(preferred([OLD, NEW, WORSE], time=None, latest=False)) == ["old", "new", "worse"]


def test_the_newest_of_nearly_equals_comes_first() -> None:
    assert keys(preferred([OLD, NEW, WORSE], time=None, latest=True)) == ["new", "old", "worse"]


def test_what_holds_less_of_the_question_is_no_equal() -> None:
    assert keys(preferred([OLD, LESS], time=None, latest=True)) == ["old", "less"]


def test_an_article_of_the_named_time_wins_among_equals_only() -> None:
    fifth = FIRST_DAY + timedelta(days=5)
    time = TimeRange(fifth, fifth + timedelta(days=30))
    found = preferred([OLD, EQUAL_TO_OLD, NEW, WORSE], time=time, latest=False)
    assert keys(found) == ["equal", "old", "new", "worse"]


def test_no_match_is_no_error() -> None:
    assert preferred([], time=None, latest=True) == []
