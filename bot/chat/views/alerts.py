"""Alerts as messages: what one would bring, what there are, how one is set, and what it tells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from bot.answers.topics import Rehearsal, Topic
from bot.chat.alert_buttons import (
    About,
    Change,
    DeleteAlert,
    EditAlert,
    ListAlerts,
    Mute,
    SetCalm,
    SetCap,
    SetPace,
    Subscribe,
)
from bot.chat.callbacks import digest
from bot.chat.page_buttons import LatestPage, PagePress, QuestionPage, SecurityPage
from bot.chat.question import BELL
from bot.chat.reply import Button, Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, block, name
from bot.chat.views.buttons import press
from bot.chat.views.card import LINE
from bot.chat.views.dates import spoken
from bot.chat.views.fit import assemble, fits
from bot.chat.views.group_settings import hours
from bot.chat.views.html import columns, escape, link, one_line, quotation, shorten, web_address, within
from bot.chat.views.understanding import WHOLE
from bot.posts.post import Article
from bot.state.alerts import Alert
from bot.state.groups import Quiet
from bot.state.schedule import Pace

NAME = 30
LEAD = 240
MOST_TITLES = 15
HOURS = (8, 12, 18, 21)
QUIETS = ((22, 7), (23, 8), (0, 9))
CAPS = (3, 10, 30)


def about(topic: Topic) -> About:
    if topic.kind == "security":
        market, _, code = topic.what.partition(".")
        return About(market, code)
    return About(category=digest(topic.what)) if topic.kind == "category" else About()


def heading(called: str) -> str:
    """What it is about, whole: buttons read a question from there."""
    return f"{BELL}<b>{escape(shorten(one_line(called), WHOLE))}</b>"


def rehearsal(found: Rehearsal, texts: Texts, now: datetime) -> Reply:
    """What would have come, and the ways to have it come."""
    parts = [heading(found.topic.called)]
    if found.articles:
        counted = texts.alert_would.format(days=found.days, count=found.total)
        parts.append(f"{counted}\n{lines(found.articles, texts, now)}")
    else:
        parts.append(texts.alert_would_not.format(days=found.days))
    to = about(found.topic)
    every = (
        (press(texts.alert_now, Subscribe(to, "now")), press(texts.alert_hourly, Subscribe(to, "hourly"))),
        (press(texts.alert_daily.format(hour=8), Subscribe(to, "daily", 8)),),
    )
    return Reply(assemble(parts, foot=texts.alert_choose), rows=every)


def saved(alert: Alert, texts: Texts) -> Reply:
    said = texts.alert_saved.format(pace=pace_of(alert.pace, alert.hour, texts))
    row = (press(texts.alert_edit, EditAlert(alert.id)), press(texts.alert_all, ListAlerts()))
    return Reply(assemble([heading(alert.called), said]), rows=(row,))


def listed(alerts: Sequence[Alert], texts: Texts) -> Reply:
    """A button for each, which leads to its settings."""
    if not alerts:
        return Reply(texts.alerts_none)
    rows = tuple((press(label(one, texts), EditAlert(one.id)),) for one in alerts)
    return Reply(texts.alerts.format(count=len(alerts)), rows=rows)


def label(alert: Alert, texts: Texts) -> str:
    pace = texts.alert_is_muted if alert.muted else pace_of(alert.pace, alert.hour, texts)
    return f"{shorten(one_line(alert.called), NAME)} · {pace}"


def settings(alert: Alert, texts: Texts) -> Reply:
    """Every setting with all it may be, what is set marked."""

    def choice(said: str, to: Change, *, chosen: bool, sign: str = "") -> Button:
        return press(f"{'✓' if chosen else sign} {said}".strip(), to)

    def pace(kind: Pace, hour: int = 8) -> Button:
        if kind != "daily":
            said = pace_of(kind, hour, texts)
            return choice(said, SetPace(alert.id, kind), chosen=alert.pace == kind)
        chosen = (alert.pace, alert.hour) == (kind, hour)
        return choice(f"{hour}:00", SetPace(alert.id, kind, hour), chosen=chosen)

    def calm(since: int, until: int) -> Button:
        quiet = Quiet(since, until) if since != until else None
        said = f"{since}–{until}" if quiet else texts.alert_never_quiet
        chosen = alert.quiet == quiet
        return choice(said, SetCalm(alert.id, since, until), chosen=chosen, sign="🌙" if quiet else "")

    caps = tuple(
        choice(texts.alert_cap.format(cap=cap), SetCap(alert.id, cap), chosen=alert.cap == cap)
        for cap in CAPS
    )
    muting = press(texts.alert_unmute if alert.muted else texts.alert_mute, Mute(alert.id, not alert.muted))
    rows = (
        (pace("now"), pace("hourly")),
        tuple(pace("daily", hour) for hour in HOURS),
        (calm(0, 0), *(calm(*quiet) for quiet in QUIETS)),
        caps,
        (muting, press(texts.alert_delete, DeleteAlert(alert.id))),
        (press(f"‹ {texts.alert_all}", ListAlerts()),),
    )
    html = assemble([heading(alert.called), told_of(alert, texts)], foot=texts.alert_hint)
    return Reply(html, rows=rows)


def told_of(alert: Alert, texts: Texts) -> str:
    if alert.muted:
        return texts.alert_muted
    quiet = texts.alert_quiet.format(hours=hours(alert.quiet, texts)) if alert.quiet else ""
    cap = texts.alert_at_most.format(cap=alert.cap) if alert.pace == "now" else ""
    return "\n".join(filter(None, (pace_of(alert.pace, alert.hour, texts), quiet, cap)))


def pace_of(pace: Pace, hour: int, texts: Texts) -> str:
    match pace:
        case "now":
            return texts.alert_now
        case "hourly":
            return texts.alert_hourly
        case "daily":
            return texts.alert_daily.format(hour=hour)


def alert(of: Alert, articles: Sequence[Article], more: int, texts: Texts, now: datetime) -> Reply:
    """What has come: one article with its beginning, several with their titles, the newest first.

    more: how many there are besides.
    """
    mute = press(texts.alert_mute, Mute(of.id, True, here=True)), press(texts.alert_edit, EditAlert(of.id))
    if len(articles) == 1 and not more:
        (one,) = articles
        html = assemble([heading(of.called), block(one, lead(one), texts, now)])
        address = web_address(one.url)
        read = ((Button(texts.read, url=address),),) if address else ()
        return Reply(html, rows=(*read, mute), preview=address)
    few = list(articles[:MOST_TITLES])
    room = [heading(of.called), texts.alert_others.format(count=len(articles) + more)]
    while len(few) > 1 and not fits([*room, lines(few, texts, now)]):
        few.pop()
    others = len(articles) - len(few) + more
    behind = texts.alert_others.format(count=others) if others else ""
    count = texts.alert_came.format(count=len(articles) + more)
    every = ((press(texts.alert_see_all, every_one(of)),),) if others else ()
    html = assemble([heading(of.called), f"{count}\n{lines(few, texts, now)}", behind])
    return Reply(html, rows=(*every, mute))


def lines(articles: Sequence[Article], texts: Texts, now: datetime) -> str:
    """An article a line, as a phone is wide, with its date."""
    dates = [f"{DOT}{spoken(one.date, texts, now)}" for one in articles]
    return "\n".join(
        f"• {link(one.url, within(name(one), LINE - columns(f'• {date}')))}{escape(date)}"
        for one, date in zip(articles, dates, strict=True)
    )


def lead(article: Article) -> str:
    """How it begins, to unfold."""
    said = one_line(article.summary) or one_line(article.text)
    return quotation(said.removeprefix(one_line(article.title)).lstrip(" ：:，,。"), LEAD)


def every_one(of: Alert) -> PagePress:
    """A page with all that is about it."""
    if of.kind == "category":
        return LatestPage(digest(of.what), 1)
    market, _, code = of.what.partition(".")
    return SecurityPage(market, code, 1) if of.kind == "security" else QuestionPage(1)
