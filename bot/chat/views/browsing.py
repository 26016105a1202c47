"""Articles that were looked through, as lists of one line each: those of some days."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial

from bot.answers.answer import Card, Dated, Days, NoDays
from bot.chat.callbacks import DatePage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, SOURCE, name
from bot.chat.views.buttons import Row, pager, press
from bot.chat.views.dates import spoken_days
from bot.chat.views.fit import GAP
from bot.chat.views.html import escape, link, one_line, shorten
from bot.posts.post import Article

TITLE = 64  # units; the line with it takes two lines of a phone at most


def line(article: Article, when: str) -> str:
    """When, title and medium of an article."""
    medium = shorten(one_line(article.source) or one_line(article.category.name), SOURCE)
    title = link(article.url, shorten(name(article), TITLE))
    return DOT.join(filter(None, (f"{escape(when)} {title}", escape(medium))))


def lines(cards: Sequence[Card], when: Callable[[datetime], str]) -> str:
    return "\n".join(line(card.article, when(card.article.date)) for card in cards)


def dated(answer: Dated | NoDays, texts: Texts, now: datetime, *, renewed: bool = False) -> Reply:
    """The articles of some days, with a way to the days before and after.

    renewed: the page before was read from articles that are no longer there.
    """
    if isinstance(answer, NoDays):
        return Reply(texts.date_unknown)
    days = answer.days
    title = texts.date_title.format(days=escape(spoken_days(days, texts, now.date())))
    counted = texts.total.format(total=answer.total) if answer.cards else ""
    when = "{:%H:%M}" if days.first == days.last else "{:%m-%d %H:%M}"
    listed = lines(answer.cards, lambda date: when.format(date.astimezone(now.tzinfo)))
    parts = [texts.renewed if renewed else "", DOT.join(filter(None, (title, counted)))]
    html = GAP.join(filter(None, (*parts, listed or texts.none_dated)))
    to = partial(DatePage, days.first, days.last, generation=answer.version)
    return Reply(html, rows=(*pager(answer.page, answer.pages, to), *beside(answer, texts, now)))


def beside(answer: Dated, texts: Texts, now: datetime) -> tuple[Row, ...]:
    """‹ 3月13日 · 3月15日 ›"""

    def to(days: Days | None, label: str) -> Row:
        if days is None:
            return ()
        said = label.format(days=spoken_days(days, texts, now.date()))
        return (press(said, DatePage(days.first, days.last, 1)),)

    row = (*to(answer.earlier, "‹ {days}"), *to(answer.later, "{days} ›"))
    return (row,) if row else ()
