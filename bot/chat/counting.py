"""/stats 30d: what was asked and judged, day by day, for admins."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta

from bot.chat.desk import Desk
from bot.chat.reply import Reply
from bot.chat.tally import Tally
from bot.chat.texts import Texts
from bot.chat.views.statistics import SPANS, Figures, chart, statistics

WEEK = SPANS[0]


class Counts:
    def __init__(self, desk: Desk, tally: Tally) -> None:
        self._desk, self._tally = desk, tally

    async def shown(self, days: int, texts: Texts) -> Reply:
        """The message about the last so many days, with a picture where pictures can be drawn."""
        figures = await self._counted(days)
        picture = chart(figures, texts, self._desk.now())
        drawn = await self._desk.answerer.draw(picture) if picture else b""
        return statistics(figures, texts, self._desk.now(), picture=drawn)

    async def _counted(self, days: int) -> Figures:
        now, state = self._desk.now(), self._desk.state
        await state.recorder.flush()
        last = now.date()
        found = await state.statistics.of_days(last - timedelta(days=days - 1), last, self._desk.timezone)
        articles = await self._desk.engine.get(list(found.articles))
        categories = Counter[str]()
        for one in articles:
            categories[one.category.name] += found.articles[one.id]
        ranked = sorted(articles, key=lambda one: -found.articles[one.id])
        return Figures(
            days,
            found,
            tuple((one, found.articles[one.id]) for one in ranked),
            tuple(categories.most_common()),
            state.questions.keep_days,
            self._tally.readers,
        )


def span_of(text: str) -> int:
    """7d, 30 → days that can be shown; the shortest where nothing else is understood."""
    found = re.search(r"\d{1,4}", text)
    wanted = int(found[0]) if found else WEEK
    return next((span for span in SPANS if wanted <= span), SPANS[-1])
