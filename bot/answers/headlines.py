"""Which articles stand for a trend: a title for each of its peaks, told in the order of time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from zoneinfo import ZoneInfo

from bot.answers.days import within
from bot.answers.likeness import alike, print_of
from bot.answers.subject import Subject
from bot.answers.trends import Bar, Headline
from bot.posts.post import Article
from bot.search.engine import Filter, Query, View
from bot.search.text import normalise

MOST = 8
LOOKED_AT = 12  # articles of a bar


def headlines(view: View, subject: Subject, bars: Sequence[Bar], zone: ZoneInfo) -> tuple[Headline, ...]:
    """At most eight: of the highest bars first, of each the best article before the second of any."""
    chosen: list[Headline] = []
    orders = [_best(view, subject, bars[at], at, zone) for at in by_height(bars)]
    for turn in zip_longest(*orders):
        for headline in turn:
            if headline is not None and not _folded(headline, chosen):
                chosen.append(headline)
            if len(chosen) == MOST:
                return _in_time(chosen)
    return _in_time(chosen)


def by_height(bars: Sequence[Bar]) -> list[int]:
    """The places of at most eight bars with articles: peaks before others, then the first and the last,
    so that a long story begins and ends; the rest by height, ties by time."""
    held = [at for at, bar in enumerate(bars) if bar.count]
    ends = {held[0], held[-1]} if held else set()

    def rank(at: int) -> tuple[bool, int, int]:
        return (not (_is_peak(bars, at) or at in ends), -bars[at].count, at)

    highest = sorted(held, key=rank)[:MOST]
    return list(dict.fromkeys((*highest[: MOST - 2], *sorted(ends), *highest)))[:MOST]


def _is_peak(bars: Sequence[Bar], at: int) -> bool:
    """Is no neighbour higher, and the one before not as high?"""
    before = bars[at - 1].count if at else 0
    after = bars[at + 1].count if at + 1 < len(bars) else 0
    return bars[at].count > before and bars[at].count >= after


def _best(view: View, subject: Subject, bar: Bar, at: int, zone: ZoneInfo) -> Iterator[Headline]:
    """Articles of a bar: those with the name in their titles first, else as the engine ranks them."""
    days = within(bar.days, zone)
    where = replace(subject.where, since=days.since, until=days.until)
    found = sorted(_candidates(view, subject, where), key=lambda one: not _in_title(subject, one))
    for article in found:
        yield Headline(article, article.date.astimezone(zone).date(), at)


def _candidates(view: View, subject: Subject, where: Filter) -> list[Article]:
    terms = tuple(term for phrase in subject.phrases for term in phrase)
    ranked = view.search(Query(terms, where, limit=LOOKED_AT, counting=False)).hits if terms else ()
    newest = view.latest(where, limit=LOOKED_AT).hits if len(ranked) < LOOKED_AT else ()
    return list({hit.article.id: hit.article for hit in (*ranked, *newest)}.values())[:LOOKED_AT]


def _in_title(subject: Subject, article: Article) -> bool:
    title = normalise(article.title)
    return all(piece in title for piece in subject.pieces)


def _folded(headline: Headline, chosen: list[Headline]) -> bool:
    """Is it near-identical to one that was chosen? Then that one counts it."""
    for at, other in enumerate(chosen):
        if _same(headline.article, other.article):
            chosen[at] = replace(other, folded=other.folded + 1)
            return True
    return False


def _same(one: Article, other: Article) -> bool:
    """A title that is read twice says nothing new, whatever stands below it."""
    return normalise(one.title) == normalise(other.title) or alike(print_of(one), print_of(other))


def _in_time(chosen: Sequence[Headline]) -> tuple[Headline, ...]:
    return tuple(sorted(chosen, key=lambda one: (one.article.date, one.article.id)))
