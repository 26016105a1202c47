"""Articles that were looked through, as lists of one line each: those of some days, or of a security."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from bot.answers.answer import Dated, Days, NoDays, NoSecurity, OfSecurity, Security
from bot.chat.alert_buttons import About
from bot.chat.page_buttons import DatePage, SecurityPage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, SOURCE, name
from bot.chat.views.buttons import Row, bell, pager, press
from bot.chat.views.dates import spoken, spoken_days
from bot.chat.views.fit import GAP, fits
from bot.chat.views.html import escape, link, one_line, shorten
from bot.posts.post import Article

NAME = 14
MOST_OTHERS = 2
MARKETS = ("0", "1", "105", "106", "116", "90")  # in the order of their names in the texts


@dataclass(frozen=True, slots=True)
class Detail:
    """How many units the pieces of a line may take; with the first a line takes two of a phone at most."""

    title: int
    source: int
    name: int


DETAILS = (Detail(64, SOURCE, NAME), Detail(64, 0, NAME), Detail(6, 0, 4))


def line(article: Article, when: str, detail: Detail) -> str:
    """When, title and medium of an article."""
    medium = one_line(article.source) or one_line(article.category.name)
    title = link(article.url, shorten(name(article), detail.title))
    said = escape(shorten(medium, detail.source)) if detail.source else ""
    return DOT.join(filter(None, (f"{escape(when)} {title}", said)))


def page(top: Sequence[str], lines: Callable[[Detail], Sequence[str]], otherwise: str) -> str:
    """The lines below what stands above them, in the most detail that Telegram takes."""
    html = ""
    for detail in DETAILS:
        listed = "\n".join(lines(detail)) or otherwise
        html = GAP.join(filter(None, ("\n".join(filter(None, top)), listed)))
        if fits([html]):
            break
    return html


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
    dates = [(card.article, when.format(card.article.date.astimezone(now.tzinfo))) for card in answer.cards]
    top = [texts.renewed if renewed else "", DOT.join(filter(None, (title, counted)))]
    html = page(top, lambda detail: [line(*one, detail) for one in dates], texts.none_dated)
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


def of_security(
    answer: OfSecurity | NoSecurity, texts: Texts, now: datetime, *, renewed: bool = False
) -> Reply:
    """The articles that link a security, with all that makes a link doubtful.

    renewed: the page before was read from articles that are no longer there.
    """
    if isinstance(answer, NoSecurity):
        return no_security(answer, texts)
    shared = texts.comma.join(escape(called(one, texts)) for one in answer.shared)
    title = texts.stock_title.format(security=escape(called(answer.security, texts)))
    others = texts.comma.join(shorten(one_line(name), NAME) for name in answer.security.others[:MOST_OTHERS])
    top = [
        texts.renewed if renewed else "",
        DOT.join((title, texts.total.format(total=answer.total))),
        texts.stock_others.format(names=escape(others)) if others else "",
        texts.stock_shared.format(others=shared) if shared else "",
    ]
    dates = [spoken(card.article.date, texts, now) for card in answer.cards]
    html = page(
        top,
        lambda detail: [
            line(card.article, when, detail) + odd_name(odd, detail, texts)
            for card, when, odd in zip(answer.cards, dates, answer.odd, strict=True)
        ],
        texts.no_latest,
    )
    to = partial(SecurityPage, answer.security.market, answer.security.code, generation=answer.version)
    turns = pager(answer.page, answer.pages, to) or ((),)
    turned = (*turns[-1], bell(About(answer.security.market, answer.security.code)))
    return Reply(html, rows=(turned, *choices(answer.shared, texts)))


def no_security(answer: NoSecurity, texts: Texts) -> Reply:
    """What can be asked for, or that nothing has that name, and what is meant perhaps."""
    name = escape(shorten(one_line(answer.text), NAME))
    said = texts.stock_unknown.format(name=name) if name else texts.stock_ask
    parts = [said, texts.nearest_categories if answer.nearest else ""]
    return Reply(GAP.join(filter(None, parts)), rows=choices(answer.nearest, texts))


def odd_name(name: str, detail: Detail, texts: Texts) -> str:
    return texts.stock_odd.format(name=escape(shorten(one_line(name), detail.name))) if name else ""


def called(security: Security, texts: Texts) -> str:
    """招商银行 600036 上海; boards and unknown markets have no place to name."""
    markets = dict(zip(MARKETS, texts.markets, strict=True))
    name = shorten(one_line(security.name), NAME)
    return " ".join(filter(None, (name, security.code, markets.get(security.market, ""))))


def choices(securities: Sequence[Security], texts: Texts) -> tuple[Row, ...]:
    """A button for each, one a row, since names are long."""
    return tuple((press(called(one, texts), SecurityPage(one.market, one.code, 1)),) for one in securities)
