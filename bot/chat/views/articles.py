"""How one article looks: in full on a card, or in two lines of a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.answers.answer import Card
from bot.chat.texts import Texts
from bot.chat.views.dates import spoken
from bot.chat.views.fit import fits
from bot.chat.views.html import escape, link, marked, one_line, shorten, units
from bot.posts.post import Article

DOT = " · "
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


def headline(article: Article, rank: int | None, limit: int) -> str:
    """The title as a link, with its number where there are several."""
    title = shorten(one_line(article.title), limit) or one_line(article.id)
    number = f"{rank}. " if rank else ""
    return f"{number}{link(article.url, title)}"


def byline(article: Article, texts: Texts, now: datetime, *, folded: int = 0, category: bool = True) -> str:
    """Medium, date, category; each only once and only where known."""
    name = shorten(one_line(article.category.name), SOURCE) if category else ""
    source = shorten(one_line(article.source), SOURCE)
    also = texts.folded.format(count=folded) if folded else ""
    known = dict.fromkeys(filter(None, (source, spoken(article.date, texts, now), name, also)))
    return escape(DOT.join(known))


def summary(card: Card) -> str:
    """The summary to unfold, without the sentence above it; "" where it adds little or nothing."""
    sentence = one_line(card.sentence.text)
    text = one_line(card.summary).removeprefix(sentence).strip()
    rest = text.replace(sentence, "") if sentence else text
    if text in (sentence, one_line(card.article.title)) or units(rest) < (ADDS_AT_LEAST if sentence else 1):
        return ""
    return f"<blockquote expandable>{escape(shorten(text, SUMMARY))}</blockquote>"


def full(card: Card, rank: int | None, texts: Texts, now: datetime) -> tuple[str, str]:
    """The answering sentence, and below it the article it stands in."""
    sentence = marked(card.sentence, SENTENCE) if one_line(card.sentence.text) else ""
    lines = (
        f"<b>{headline(card.article, rank, TITLE)}</b>",
        byline(card.article, texts, now, folded=len(card.also)),
        summary(card),
    )
    return sentence, "\n".join(filter(None, lines))


def entry(card: Card, detail: Detail, texts: Texts, now: datetime, *, category: bool = True) -> str:
    """An article in a list: number and title, the answering sentence if there is room, byline."""
    sentence = marked(card.sentence, detail.sentence) if detail.sentence else ""
    lines = (
        headline(card.article, card.rank, detail.title),
        sentence if one_line(card.sentence.text) else "",
        byline(card.article, texts, now, folded=len(card.also), category=category),
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
        f"• {link(article.url, shorten(one_line(article.title), 60) or one_line(article.id))}"
        f" · {escape(spoken(article.date, texts, now))}"
        for article in articles
    )
