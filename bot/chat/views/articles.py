"""How one article looks: in full on a card, or in two lines of a list."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers.answer import Card
from bot.chat.texts import Texts
from bot.chat.views.dates import spoken
from bot.chat.views.fit import fits
from bot.chat.views.html import escape, link, marked, one_line, shorten, units
from bot.posts.post import Article

CLAUSE = re.compile(r"[，。；！？,;!?]")
DOT = " · "
ELLIPSIS = "……"  # stands for the sentence that is shown above
ADDS_AT_LEAST = 30  # units; a summary that says hardly more than the sentence is not repeated


@dataclass(frozen=True, slots=True)
class Detail:
    """How many units each piece of an entry of a list may take; 0 leaves it out."""

    title: int
    sentence: int


DETAILS = (Detail(80, 60), Detail(80, 0), Detail(40, 0))
TITLE = 120
SENTENCE = 280
SUMMARY = 900
SOURCE = 24
MOST_FOLDED = 3


def name(article: Article) -> str:
    return one_line(article.title) or one_line(article.id)


def headline(article: Article, rank: int | None, limit: int) -> str:
    """The title as a link, with its number where there are several."""
    title = shorten(name(article), limit)
    number = f"{rank}. " if rank else ""
    return f"{number}{link(article.url, title)}"


def byline(article: Article, texts: Texts, now: datetime, *, folded: int = 0, category: bool = True) -> str:
    """Medium, date, category; each only once and only where known."""
    shown = shorten(one_line(article.category.name), SOURCE) if category else ""
    source = shorten(one_line(article.source), SOURCE)
    also = texts.folded.format(count=folded) if folded else ""
    known = dict.fromkeys(filter(None, (source, spoken(article.date, texts, now), shown, also)))
    return escape(DOT.join(known))


def said(card: Card) -> str:
    """The summary without the sentence above it; "" where it adds little or nothing."""
    sentence = one_line(card.sentence.text)
    before, found, after = one_line(card.summary).partition(sentence or "\n")
    text = f" {ELLIPSIS} ".join(filter(None, (before.strip(), after.strip()))) if found else before
    news = "".join(clause for clause in CLAUSE.split(text) if clause not in sentence)
    if text == one_line(card.article.title) or units(news) < (ADDS_AT_LEAST if sentence else 1):
        return ""
    return text


def block(article: Article, quote: str, texts: Texts, now: datetime) -> str:
    """Title and byline of the article that matters most, with the quotation if Telegram takes it."""
    lines = f"<b>{headline(article, None, TITLE)}</b>\n{byline(article, texts, now)}"
    quoted = "\n".join(filter(None, (lines, quote)))
    return quoted if fits([quoted]) else lines


def entry(card: Card, detail: Detail, texts: Texts, now: datetime, *, category: bool = True) -> str:
    """An article in a list: number and title, the answering sentence if there is room, byline."""
    sentence = marked(card.sentence, detail.sentence) if detail.sentence else ""
    lines = (
        headline(card.article, card.rank, detail.title),
        sentence if one_line(card.sentence.text) else "",
        byline(card.article, texts, now, folded=len(card.folded), category=category),
    )
    return "\n".join(filter(None, lines))


def entries(
    cards: Sequence[Card], above: Sequence[str], texts: Texts, now: datetime, *, category: bool = True
) -> list[str]:
    """The list in the most detail that fits below what stands above it."""
    shown: list[str] = []
    for detail in DETAILS:
        shown = [entry(card, detail, texts, now, category=category) for card in cards]
        if fits([*above, *shown]):
            break
    return shown


def titles(articles: Sequence[Article], texts: Texts, now: datetime) -> str:
    """Dated titles, one a line, for articles that are only near."""
    return "\n".join(
        f"• {link(article.url, shorten(name(article), 60))} · {escape(spoken(article.date, texts, now))}"
        for article in articles
    )
