"""How often something was mentioned: what stands under the picture, and what the picture shows."""

from __future__ import annotations

from datetime import date, datetime

from bot.answers.answer import Days
from bot.answers.chart import Chart, Line
from bot.answers.trends import Bar, Headline, NoTrend, Trend, Unit
from bot.chat.links import to_article
from bot.chat.page_buttons import SecurityPage, TrendPage
from bot.chat.reply import Button, Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, name
from bot.chat.views.browsing import called
from bot.chat.views.buttons import Row, grid, press
from bot.chat.views.dates import spoken_day, spoken_days
from bot.chat.views.fit import COLUMNS, GAP, size
from bot.chat.views.html import columns, escape, link, one_line, plain, shorten, web_address, within

SPANS = (7, 30, 0)  # days, and all time
UNITS: tuple[Unit, ...] = ("day", "week", "month", "quarter", "year")
STEPS = "▁▂▃▄▅▆▇█"
NONE = "·"
UNDER_A_PICTURE = 1000  # of 1,024 units
TITLES = (64, 40, 24, 12, 6)  # units of each title, until all fit
DRAWN_TITLE = 90
SUBJECT = 40


def trend(answer: Trend | NoTrend, texts: Texts, now: datetime, *, picture: bytes = b"") -> Reply:
    """The message; without a picture with a row of bars."""
    if isinstance(answer, NoTrend):
        return unknown(answer, texts)
    told = [head(answer, texts)]
    told += [escape(one) for one in (*told_span(answer, texts, now), *notes(answer, texts, now))]
    told += [] if picture else [f"<code>{row_of_bars(answer.bars)}</code>"]
    most = UNDER_A_PICTURE if picture else 4 * UNDER_A_PICTURE
    html = ""
    for units in TITLES:
        listed = "\n".join(
            line(at, one, units, texts, now, whole=not picture) for at, one in enumerate(answer.headlines, 1)
        )
        html = GAP.join(filter(None, ("\n".join(told), listed)))
        if (taken := size(html)).fits() and taken.units <= most:
            break
    return Reply(html, rows=(*spans(answer, texts), *ways(answer, texts)), picture=picture)


def unknown(answer: NoTrend, texts: Texts) -> Reply:
    """What can be asked for, or that nothing mentions it, and what is meant perhaps."""
    named = escape(shorten(one_line(answer.text), SUBJECT))
    said = texts.trend_unknown.format(name=named) if named else texts.trend_ask
    rows = tuple((press(called(one, texts), TrendPage(0, one.market, one.code)),) for one in answer.nearest)
    return Reply(GAP.join(filter(None, (said, texts.nearest_categories if rows else ""))), rows=rows)


def head(answer: Trend, texts: Texts) -> str:
    return DOT.join((texts.trend_title.format(name=escape(subject(answer, texts))), mentions(answer, texts)))


def subject(answer: Trend, texts: Texts) -> str:
    return called(answer.security, texts) if answer.security else shorten(one_line(answer.name), SUBJECT)


def mentions(answer: Trend, texts: Texts) -> str:
    if answer.category:
        return texts.total.format(total=answer.total)
    return texts.trend_mentions.format(count=answer.total)


def told_span(answer: Trend, texts: Texts, now: datetime) -> tuple[str, ...]:
    """8月27日 至 11月10日 · 按周, and in another line 最多：10月12日 至 10月18日，3 篇."""
    unit = texts.trend_units[UNITS.index(answer.unit)]
    highest = answer.highest
    days = spoken_bar(highest, answer.unit, texts, now.date())
    most = texts.trend_highest.format(days=days, count=highest.count)
    span = spoken_days(answer.span, texts, now.date())
    return (DOT.join((span, unit)), *([most] if highest.count > 1 and len(answer.bars) > 1 else []))


def notes(answer: Trend, texts: Texts, now: datetime) -> list[str]:
    """All that is to be said of how it was counted."""
    today, words = now.date(), texts.comma.join(one_line(word) for word in answer.apart)
    ever = spoken_days(Days(answer.first, answer.last), texts, today)
    anchor = answer.anchor.astimezone(now.tzinfo).date() if answer.anchor else None
    found = (
        texts.anchored.format(newest=spoken_day(anchor, texts, today)) if anchor else "",
        texts.trend_apart.format(words=shorten(words, SUBJECT)) if words else "",
        texts.trend_none.format(day=spoken_day(answer.last, texts, today)) if not answer.total else "",
        texts.trend_ever.format(count=answer.ever, days=ever) if answer.ever != answer.total else "",
    )
    return [note for note in found if note]


def line(number: int, one: Headline, units: int, texts: Texts, now: datetime, *, whole: bool) -> str:
    """1. 10月5日 title · 另有 3 篇相近; in one line of a phone where the picture has the whole title."""
    when = f"{number}. {spoken_day(one.day, texts, now.date())} "
    title = shorten(name(one.article), units)
    if not whole:
        return when + link(one.article.url, within(title, COLUMNS - columns(when)))
    also = escape(texts.folded.format(count=one.folded)) if one.folded and units > TITLES[-1] else ""
    return DOT.join(filter(None, (when + link(one.article.url, title), also)))


def row_of_bars(bars: tuple[Bar, ...]) -> str:
    """▁█▃··▂: one character for each bar."""
    most = max(bar.count for bar in bars) or 1
    return "".join(STEPS[(bar.count * len(STEPS) - 1) // most] if bar.count else NONE for bar in bars)


def spans(answer: Trend, texts: Texts) -> tuple[Row, ...]:
    """Other spans of time to count in; not the one that is shown."""
    place = (answer.security.market, answer.security.code) if answer.security else ("", "")
    shown = (answer.last_days or None) if answer.asked else 0  # None: a time that no button leads to
    labels = ((days, texts.trend_days.format(count=days) if days else texts.trend_all) for days in SPANS)
    others = [press(said, TrendPage(days, *place)) for days, said in labels if days != shown]
    return (tuple(others),)


def ways(answer: Trend, texts: Texts) -> tuple[Row, ...]:
    """To the articles that link a security, and to those that have no address in the list above."""
    rows: tuple[Row, ...] = ()
    if found := answer.security:
        rows = ((press(texts.trend_articles, SecurityPage(found.market, found.code, 1)),),)
    unlinked = [
        Button(str(at), start=to_article(one.article))
        for at, one in enumerate(answer.headlines, 1)
        if not web_address(one.article.url)
    ]
    return (*rows, *grid(unlinked, 8))


def chart(answer: Trend, texts: Texts, now: datetime) -> Chart:
    """The same as a picture; dates without years, as far as the line above tells these."""
    span, *most = told_span(answer, texts, now)
    told = (DOT.join((plain(mentions(answer, texts)), span)), *most, *notes(answer, texts, now))
    return Chart(
        subject(answer, texts),
        told,
        tuple(bar.count for bar in answer.bars),
        tuple(label(bar, answer.unit, texts) for bar in answer.bars),
        tuple(
            Line(at, one.bar, spoken_day(one.day, texts, now.date()), shorten(name(one.article), DRAWN_TITLE))
            for at, one in enumerate(answer.headlines, 1)
        ),
    )


def spoken_bar(bar: Bar, unit: Unit, texts: Texts, today: date) -> str:
    """Its days; a month, quarter or year as such, also where only a part of it belongs to the span."""
    first = bar.days.first
    if unit == "month":
        return spoken_days(Days.month_of(first), texts, today)
    if unit == "year":
        return spoken_days(Days.year_of(first), texts, today)
    return label(bar, unit, texts) if unit == "quarter" else spoken_days(bar.days, texts, today)


def label(bar: Bar, unit: Unit, texts: Texts) -> str:
    """Under a bar: 10月5日, 2026-10, 2026 Q4 or 2026."""
    day: date = bar.days.first
    if unit in ("day", "week"):
        return texts.this_year.format(month=texts.months[day.month - 1], day=day.day)
    if unit == "month":
        return f"{day:%Y-%m}"
    return f"{day.year} Q{(day.month + 2) // 3}" if unit == "quarter" else f"{day.year}"
