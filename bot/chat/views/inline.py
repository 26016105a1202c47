"""Answers as a list to choose from in any chat; what is chosen stands there as a card."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from hashlib import sha256

from bot.answers.answer import Card, Found, Latest, Nothing
from bot.chat.links import to_article, to_question
from bot.chat.reply import Button, InlineResult, InlineResults, Reply
from bot.chat.texts import Texts
from bot.chat.views.address import at_sentence
from bot.chat.views.alone import article
from bot.chat.views.articles import byline, name
from bot.chat.views.buttons import Row
from bot.chat.views.card import compact
from bot.chat.views.fit import assemble
from bot.chat.views.html import one_line, plain, shorten, web_address
from bot.chat.views.understanding import corrected, relaxed
from bot.posts.post import Article

TITLE = 100
DESCRIPTION = 160
LABEL = 64
GREETING = "start"  # a payload that leads to nothing but the greeting


def inline_results(
    answer: Found | Latest | Nothing, texts: Texts, now: datetime, *, question: str
) -> InlineResults:
    """Every article of the page as a card; above them a button that goes on in the private chat."""
    match answer:
        case Found(cards=cards, total=total):
            notes = (corrected(answer.question, texts), relaxed(answer, texts))
            label = plain(next(filter(None, notes), "")) or texts.inline_found.format(total=total)
            results = [_found(card, texts, now, question) for card in cards]
        case Latest(cards=cards):
            label = texts.inline_latest if not question else texts.inline_found.format(total=answer.total)
            results = [_listed(card.article, card.summary, texts, now, question) for card in cards]
        case Nothing(nearest=nearest):
            label = texts.inline_near if nearest else texts.inline_nothing
            results = [_listed(one, one.summary, texts, now, question) for one in nearest]
    return InlineResults(tuple(results), above(label, question))


def told(label: str) -> InlineResults:
    """No results, and why."""
    return InlineResults((), above(label, ""))


def above(label: str, question: str) -> Button:
    return Button(shorten(label, LABEL), start=to_question(question) or GREETING)


def _found(card: Card, texts: Texts, now: datetime, question: str) -> InlineResult:
    one, sentence = card.article, card.sentence.text
    shown = compact(replace(card, rank=1), (), ((), ""), texts, now)  # a card alone has no number
    row = buttons(one, at_sentence(one.url, sentence), texts, question)
    return _result(one, sentence or card.summary, assemble(shown.card), row, texts, now)


def _listed(one: Article, summary: str, texts: Texts, now: datetime, question: str) -> InlineResult:
    row = buttons(one, web_address(one.url), texts, question)
    return _result(one, summary, article(one, texts, now).html, row, texts, now)


def _result(one: Article, said: str, html: str, row: Row, texts: Texts, now: datetime) -> InlineResult:
    where = plain(byline(one, texts, now))
    return InlineResult(
        sha256(one.id.encode("utf-8", "surrogatepass")).hexdigest()[:32],
        shorten(name(one), TITLE) or "…",
        "\n".join(filter(None, (where, shorten(one_line(said), DESCRIPTION)))),
        Reply(html, rows=(row,), preview=web_address(one.url)),
    )


def buttons(one: Article, source: str, texts: Texts, question: str) -> Row:
    """One to the source, where it is known, and one to the bot: to the question, else to the article."""
    start = to_question(question) or to_article(one)
    return (*((Button(texts.read, url=source),) if source else ()), Button(texts.ask_more, start=start))
