"""An answer as one card that fits a phone's screen: the best article, below it the others in a line each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.answers.answer import Card, Found
from bot.chat.callbacks import digest
from bot.chat.page_buttons import LatestPage, QuestionPage
from bot.chat.reply import Button
from bot.chat.texts import Texts
from bot.chat.views.address import at_sentence
from bot.chat.views.articles import DOT, MOST_FOLDED, SUMMARY, byline, headline, name, said, titles
from bot.chat.views.buttons import Row, bell, grid, judging, pager, press, share_article
from bot.chat.views.dates import spoken
from bot.chat.views.fit import GAP, fits, lines
from bot.chat.views.html import columns, escape, link, marked, one_line, shorten, within

LINE = 38  # columns: a line of a phone also in a group, where a face stands beside it
SCREEN = 20  # lines that a phone shows beside keyboard rows and a preview
A_ROW = 8
BACK = "↩"
SHARE = "📤"


@dataclass(frozen=True, slots=True)
class Form:
    """How much of a card is shown: units of the sentence and the title, and whether there is a quotation."""

    sentence: int
    title: int
    quote: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """card: the parts of the article in full; others: the list below."""

    card: tuple[str, ...]
    others: str


FORMS = (
    Form(120, 120, True),
    Form(95, 57, True),
    Form(76, 38, True),
    Form(76, 38, False),
    Form(38, 38, False),
)


def opened(cards: Sequence[Card], rank: int) -> tuple[Card, list[Card]]:
    """The card to show in full, which is the first where none has this rank, and the others."""
    best = next((card for card in cards if card.rank == rank), cards[0])
    return best, [card for card in cards if card is not best]


def compact(
    best: Card, others: Sequence[Card], around: tuple[Sequence[str], str], texts: Texts, now: datetime
) -> Shown:
    """The card in the fullest form that fits a screen between what is above and below it (`around`)."""
    above, below = around
    shown = Shown((), "")
    for form in FORMS:
        shown = Shown(full(best, form, texts, now), listed(others, texts, now))
        html = GAP.join(filter(None, (*above, *shown.card, shown.others, below)))
        if lines(html) <= SCREEN and fits([html]):
            break
    return shown


def full(card: Card, form: Form, texts: Texts, now: datetime) -> tuple[str, str]:
    """The answering sentence, and the article it stands in with its summary to unfold."""
    sentence = marked(card.sentence, form.sentence) if one_line(card.sentence.text) else ""
    title = f"<b>{headline(card.article, card.rank if card.rank > 1 else None, form.title)}</b>"
    about = byline(card.article, texts, now, folded=len(card.folded))
    quote = folding(card, texts, now) if form.quote else ""
    return sentence, "\n".join(filter(None, (title, about, quote)))


def folding(card: Card, texts: Texts, now: datetime) -> str:
    """The summary to unfold, and below it, out of sight, the links of near-identical articles."""
    near = titles(card.folded[:MOST_FOLDED], texts, now)
    inside = "\n".join(filter(None, (escape(shorten(said(card), SUMMARY)), near)))
    return f"<blockquote expandable>{inside}</blockquote>" if inside else ""


def listed(cards: Sequence[Card], texts: Texts, now: datetime) -> str:
    """The articles that are not shown in full, one a line; with their dates where every line has room."""
    dates = [f"{DOT}{spoken(card.article.date, texts, now)}" for card in cards]
    whole = all(columns(f"{titled(card)}{date}") <= LINE for card, date in zip(cards, dates, strict=True))
    lines = (one_liner(card, date if whole else "") for card, date in zip(cards, dates, strict=True))
    return "\n".join(lines)


def titled(card: Card) -> str:
    return f"{card.rank}. {name(card.article)}"


def one_liner(card: Card, date: str) -> str:
    """`2. Title · yesterday` within a line of a phone."""
    number = f"{card.rank}. "
    title = within(name(card.article), LINE - columns(number) - columns(date))
    return f"{number}{link(card.article.url, title)}{escape(date)}"


def numbers(cards: Sequence[Card], shown: Card, here: QuestionPage) -> tuple[Row, ...]:
    """A button for every other article of the page, which opens it in place; the first one leads back.
    Beside them are a link to the article that is shown, to be sent on, what one thinks of it, and 🔔."""
    first = cards[0]
    buttons = [
        press(f"{BACK} {card.rank}" if card is first else str(card.rank), to_card(card, first, here))
        for card in cards
        if card is not shown
    ]
    aside = [share_article(shown.article, SHARE), *judging(shown.article), bell()]
    return grid([*buttons, *aside], A_ROW) if buttons else ()


def to_card(card: Card, first: Card, here: QuestionPage) -> QuestionPage:
    return replace(here, card=0 if card is first else card.rank, why=False)


def actions(card: Card, here: QuestionPage, texts: Texts) -> Row:
    """Read the source, see why it answers, see what else is new in its category."""
    address = at_sentence(card.article.url, card.sentence.text)
    source = [Button(texts.read, url=address)] if address else []
    label = texts.why_close if here.why else texts.why
    why = [press(label, replace(here, why=not here.why))] if card.why else []
    slug = digest(card.article.category.slug)
    newest = press(texts.newest_alike, LatestPage(slug, 1, here.generation, back=here))
    return (*source, *why, newest)


def turns(answer: Found, here: QuestionPage, texts: Texts) -> tuple[Row, ...]:
    """The pager, whose way on says so."""
    away = replace(here, card=0, why=False)
    return pager(answer.page, answer.pages, lambda page: replace(away, page=page), on=texts.more)
