"""All articles of a generation, the newest first, in pages that cost the same however far back they reach."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import MAXYEAR, datetime, timedelta

from bot.search.engine import NO_FILTER, Hit, Kept, View

PAGE = 1_000
SECOND = timedelta(seconds=1)  # what dates are counted in


def newest_first(view: View, *, page: int = PAGE) -> Iterator[Sequence[Kept]]:
    """Page after page. Each begins by the date where the one before ended, for an engine looks through all
    that comes before an offset."""
    where, offset = NO_FILTER, 0
    while hits := view.latest(where, limit=page, offset=offset).hits:
        yield [hit.kept for hit in hits]
        moments = [moment(hit) for hit in hits]
        last = moments[-1]
        same = len(moments) - moments.index(last)  # they stand in their order
        if same == len(hits) or last.year == MAXYEAR:  # behind which no moment is left
            offset += len(hits)
        else:
            where, offset = replace(NO_FILTER, until=last + SECOND), same


def moment(hit: Hit) -> datetime:
    return hit.article.date.replace(microsecond=0)
