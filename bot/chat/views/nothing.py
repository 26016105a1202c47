"""Nothing as a message: why there is no answer, and what to do next."""

from __future__ import annotations

from datetime import datetime

from bot.answers.answer import Nothing
from bot.chat.alert_buttons import Rehearse
from bot.chat.callbacks import Press
from bot.chat.page_buttons import CategoriesPage, QuestionPage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, titles
from bot.chat.views.buttons import ASKED, Row, category_button, grid, press
from bot.chat.views.chips import chips, left_out
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, one_line, shorten
from bot.chat.views.understanding import beside_filters, corrected, heading

MOST_MISSING = 5
MOST_NEAREST = 5
MOST_CATEGORIES = 6


def nothing(
    answer: Nothing,
    texts: Texts,
    now: datetime,
    *,
    question: str = "",
    renewed: bool = False,
    here: Press | None = None,
) -> Reply:
    """What is missing, what comes close, and what to do next."""
    narrowed = DOT.join(beside_filters(answer.question, texts, now))
    top = [heading(question), texts.renewed if renewed else ""]
    parts = [*top, reason(answer, texts), corrected(answer.question, texts), narrowed]
    rows: tuple[Row, ...] = ()
    if answer.nearest:
        near = titles(answer.nearest[:MOST_NEAREST], texts, now)
        parts.append(f"{texts.newest if answer.reason == 'none_dated' else texts.nearest}\n{near}")
    if answer.reason == "unknown_category":
        rows = grid([category_button(one, one.name) for one in answer.categories[:MOST_CATEGORIES]], 2)
        parts += [texts.nearest_categories] if rows else []
        rows = (*rows, (press(texts.more_categories, CategoriesPage(1)),))
    if answer.reason == "uncovered":
        parts.append(texts.rephrase)
        rows = ((press(texts.alert_me, Rehearse(ASKED)),),)
    at = QuestionPage(1, answer.version, without=left_out(here))
    return Reply(assemble(parts), rows=(*chips(answer.question, at, texts, now), *rows))


def reason(answer: Nothing, texts: Texts) -> str:
    match answer.reason:
        case "empty":
            return texts.empty
        case "too_long":
            return texts.too_long
        case "no_terms":
            return texts.no_terms
        case "no_articles":
            return texts.no_articles
        case "none_dated":
            return texts.none_dated
        case "unknown_category":
            return texts.unknown_category.format(name=named(answer.question.text))
        case "uncovered":
            if not answer.missing:
                return texts.unanswered
            missing = texts.comma.join(answer.missing[:MOST_MISSING])
            return texts.uncovered.format(missing=named(missing))


def named(text: str) -> str:
    return escape(shorten(one_line(text), 60)) or "…"
