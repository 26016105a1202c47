"""What was asked and judged, day by day: as a message, and as a picture."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.answers.answer import Days
from bot.answers.panels import Panel, Panels, Part
from bot.chat.callbacks import Statistics as StatisticsPress
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, name
from bot.chat.views.buttons import Row, press
from bot.chat.views.dates import spoken_day, spoken_days
from bot.chat.views.fit import COLUMNS, assemble, size
from bot.chat.views.html import columns, escape, link, one_line, shorten, within
from bot.posts.post import Article
from bot.state.statistics import DayCounts, Statistics

SPANS = (7, 30)
UNDER_A_PICTURE = 1000  # of 1,024 units
MOST_NAMED = 5
MOST_CATEGORIES = 3


@dataclass(frozen=True, slots=True)
class Figures:
    """days: how many are shown. articles and categories: those that were asked for most, with how often.
    keep_days: for how many days questions are kept. readers: of today, since the start."""

    days: int
    found: Statistics
    articles: tuple[tuple[Article, int], ...]
    categories: tuple[tuple[str, int], ...]
    keep_days: int
    readers: int


def statistics(figures: Figures, texts: Texts, now: datetime, *, picture: bytes = b"") -> Reply:
    """The message; day by day in figures where no picture shows it."""
    days = figures.found.days
    head = [texts.stats.format(days=spoken_days(Days(days[0].day, days[-1].day), texts, now.date()))]
    head += _sums(figures, texts)
    asked = [_asked_for(figures, texts)]
    whole = assemble(["\n".join(head), *asked])
    if picture and size(whole).units <= UNDER_A_PICTURE:
        return Reply(whole, rows=_others(figures, texts), picture=picture)
    by_day = "\n".join(
        _line(one, texts, now) for one in reversed(days) if one.questions or one.good or one.bad
    )
    return Reply(assemble(["\n".join(head), by_day, *asked]), rows=_others(figures, texts))


def _sums(figures: Figures, texts: Texts) -> list[str]:
    total = _total(figures.found.days)
    if not figures.keep_days:
        lines = [texts.stats_not_kept]
    elif total.questions:
        lines = [texts.stats_questions.format(count=total.questions, rate=rate(total))]
    else:
        lines = [texts.stats_none]
    if total.good or total.bad:
        lines.append(texts.stats_votes.format(good=total.good, bad=total.bad))
    if 0 < figures.keep_days < figures.days:
        lines.append(texts.stats_kept.format(days=figures.keep_days))
    return [*lines, texts.stats_readers.format(count=figures.readers)]


def _asked_for(figures: Figures, texts: Texts) -> str:
    """The articles that answered most often, and their categories."""
    lines = []
    for article, count in figures.articles[:MOST_NAMED]:
        times = f"{count} × "
        lines.append(times + link(article.url, within(name(article), COLUMNS - columns(times))))
    named = DOT.join(
        f"{escape(shorten(one_line(category), 20))} {count}"
        for category, count in figures.categories[:MOST_CATEGORIES]
        if category
    )
    told = [texts.stats_categories.format(told=named)] if named else []
    return "\n".join([texts.stats_articles, *lines, *told]) if lines else ""


def _line(one: DayCounts, texts: Texts, now: datetime) -> str:
    """3月8日 120 · 95% · 👍 3 👎 1"""
    judged = f"👍 {one.good} 👎 {one.bad}" if one.good or one.bad else ""
    share = rate(one) if one.questions else ""
    said = f"{spoken_day(one.day, texts, now.date())}  {one.questions}"
    return escape(DOT.join(filter(None, (said, share, judged))))


def _others(figures: Figures, texts: Texts) -> tuple[Row, ...]:
    """To the other spans, and the same again."""
    spans = tuple(
        press(texts.trend_days.format(count=days), StatisticsPress(days))
        for days in SPANS
        if days != figures.days
    )
    return ((press(texts.status_refresh, StatisticsPress(figures.days)), *spans),)


def chart(figures: Figures, texts: Texts, now: datetime) -> Panels | None:
    """Questions, how many of them had an answer, and judgements by day; None where nothing was asked."""
    days = figures.found.days
    total = _total(days)
    if not total.questions:
        return None
    most = max(one.questions for one in days)
    span = spoken_days(Days(days[0].day, days[-1].day), texts, now.date())
    questions = (
        Part(texts.chart_answered, tuple(float(one.answered) for one in days)),
        Part(texts.chart_unanswered, tuple(float(one.questions - one.answered) for one in days)),
    )
    shares = tuple(100 * one.answered / one.questions if one.questions else 0.0 for one in days)
    panels = [
        Panel(texts.chart_questions, questions, most, str(most)),
        Panel(texts.chart_rate, (Part("", shares),), 100.0, "100%"),
    ]
    if judged := max(one.good + one.bad for one in days):
        good = Part(texts.chart_good, tuple(float(one.good) for one in days))
        bad = Part(texts.chart_bad, tuple(float(one.bad) for one in days))
        panels.append(Panel(texts.chart_votes, (good, bad), judged, str(judged)))
    told = texts.chart_asked.format(count=total.questions, rate=rate(total))
    labels = tuple(f"{one.day.month}/{one.day.day}" for one in days)
    return Panels(texts.chart_stats, (DOT.join((span, told)),), labels, tuple(panels))


def rate(one: DayCounts) -> str:
    """Never 100% where one had no answer, nor 0% where one had."""
    share = 100 * one.answered / one.questions
    shown = round(share) if share in (0, 100) else min(max(round(share), 1), 99)
    return f"{shown}%"


def _total(days: tuple[DayCounts, ...]) -> DayCounts:
    return DayCounts(
        days[0].day,
        sum(one.questions for one in days),
        sum(one.answered for one in days),
        sum(one.good for one in days),
        sum(one.bad for one in days),
    )
