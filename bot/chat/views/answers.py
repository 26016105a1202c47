"""Found, Latest and Nothing as messages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.answers.answer import Answer, Categories, Found, Help, Latest, Nothing
from bot.chat.callbacks import CategoriesPage, LatestPage, Press, QuestionPage, digest
from bot.chat.links import to_question
from bot.chat.question import HEADING
from bot.chat.reply import Button, Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, SUMMARY, block, entries, titles
from bot.chat.views.buttons import (
    Row,
    category_button,
    grid,
    pager,
    press,
    share_article,
    share_category,
    sources,
)
from bot.chat.views.card import actions, compact, numbers, opened, turns
from bot.chat.views.categories import categories
from bot.chat.views.chips import chips
from bot.chat.views.fit import assemble
from bot.chat.views.help import welcome
from bot.chat.views.html import escape, one_line, plain, quotation, shorten, web_address
from bot.chat.views.understanding import beside_filters, corrected, relaxed
from bot.chat.views.why import reasons
from bot.posts.post import Article

WHOLE = 600  # units of the longest question that is answered: buttons read it from there
NAME = 40
MOST_MISSING = 5
MOST_NEAREST = 5
SHORTCUTS = 6  # categories offered under the newest articles


def heading(question: str) -> str:
    """The question again, where no message of the reader holds it."""
    return f"{HEADING}<b>{escape(shorten(one_line(question), WHOLE))}</b>" if question else ""


def counted(total: int, page: int, pages: int, texts: Texts) -> list[str]:
    """How many articles on how many pages, where that says more than the eye sees."""
    if pages <= 1:
        return []
    return [texts.total.format(total=total), texts.page.format(page=page, pages=pages)]


def found(
    answer: Found,
    texts: Texts,
    now: datetime,
    *,
    question: str = "",
    renewed: bool = False,
    here: Press | None = None,
) -> Reply:
    """The best article of the page as a card, the others in a line each; `question` is repeated on top.

    here, here and below: the button that led here, which may ask for another article of the page or for
    the reasons. renewed: the page before was read from articles that are no longer there.
    """
    if not answer.cards:
        return Reply(texts.unanswered)
    asked = here if isinstance(here, QuestionPage) else QuestionPage(1)
    best, others = opened(answer.cards, asked.card)
    first = best is answer.cards[0]
    at = replace(asked, page=answer.page, generation=answer.version, card=0 if first else best.rank)
    notes = [corrected(answer.question, texts), relaxed(answer, texts) if first else ""]
    above = [heading(question), texts.renewed if renewed else "", *notes]
    reasoned = reasons(best.why, answer.question, texts, now) if at.why and best.why else ""
    below = "" if reasoned else DOT.join(beside_filters(answer.question, texts, now))
    shown = compact(best, others, (above, below), texts, now)
    html = assemble([*above, *shown.card, reasoned, shown.others], foot=below)
    filters = chips(answer.question, at, texts, now)
    alone = () if others else ((share_article(best.article, texts.share),),)
    below_it = (actions(best, at, texts), *alone, *filters, *turns(answer, at, texts))
    rows = (*numbers(answer.cards, best, at), *below_it)
    return Reply(html, rows=rows, preview=web_address(best.article.url))


def latest(
    answer: Latest,
    texts: Texts,
    now: datetime,
    *,
    offered: Categories | None = None,
    question: str = "",
    renewed: bool = False,
    here: Press | None = None,
) -> Reply:
    """Newest articles as a dated list; below it the categories offered to go on with.

    `question` is repeated on top. Pages of a question's answer are turned by asking it again. A list that
    stands in the place of an answer has a way back.
    """
    slug = digest(answer.category.slug) if answer.category else ""
    name = escape(shorten(one_line(answer.category.name), NAME)) if answer.category else ""
    title = texts.latest_of.format(category=name) if answer.category else texts.latest
    if not answer.cards:
        return Reply(assemble([title, texts.no_latest]))
    asked = answer.question
    narrowed = beside_filters(replace(asked, latest=False), texts, now) if asked else []
    foot = DOT.join([*narrowed, *counted(answer.total, answer.page, answer.pages, texts)])
    top = [heading(question), texts.renewed if renewed else "", title]
    list_of = entries(answer.cards, [*top, foot], texts, now, category=not answer.category)
    back = isinstance(here, LatestPage) and here.back
    at = QuestionPage(1, answer.version, without=left_out(here))
    to = partial(QuestionPage, without=at.without) if asked else partial(LatestPage, slug, back=back)
    rows = pager(answer.page, answer.pages, lambda page: to(page, generation=answer.version))
    rows = (*(chips(asked, at, texts, now) if asked else ()), *rows)
    shared = ((share_category(answer.category, texts),),) if answer.category else ()
    way_back = ((press(f"‹ {texts.back_to_answer}", QuestionPage(1, answer.version)),),) if back else ()
    below = (*rows, *shared, *shortcuts(offered, texts), *way_back)
    return Reply(assemble([*top, *list_of], foot=foot), rows=below)


def shown(
    answer: Answer,
    texts: Texts,
    now: datetime,
    *,
    private: bool,
    question: str = "",
    renewed: bool = False,
    here: Press | None = None,
) -> Reply:
    """Whatever was answered, as a message. Where it repeats no question, it does not look as if it did."""
    reply = _shown(answer, texts, now, private=private, question=question, renewed=renewed, here=here)
    if question or not plain(reply.html).startswith(HEADING):
        return reply
    return replace(reply, html=reply.html.replace(HEADING.strip(), "", 1))


def _shown(
    answer: Answer,
    texts: Texts,
    now: datetime,
    *,
    private: bool,
    question: str,
    renewed: bool,
    here: Press | None,
) -> Reply:
    match answer:
        case Found():
            reply = found(answer, texts, now, question=question, renewed=renewed, here=here)
            return reply if private else opened_in_private(answer, reply, texts)
        case Nothing():
            return nothing(answer, texts, now, question=question, renewed=renewed, here=here)
        case Latest():
            return latest(answer, texts, now, question=question, renewed=renewed, here=here)
        case Categories():
            return categories(answer, texts)
        case Help():
            return welcome(answer, texts, now, private=private)


def opened_in_private(answer: Found, reply: Reply, texts: Texts) -> Reply:
    """In a group, where only who asked turns pages, a way for the others to ask the same for themselves."""
    payload = to_question(answer.question.text) if answer.pages > 1 else ""
    if not payload:
        return reply
    return replace(reply, rows=(*reply.rows, (Button(texts.in_private, start=payload),)))


def shortcuts(offered: Categories | None, texts: Texts) -> tuple[Row, ...]:
    if not offered or not offered.categories:
        return ()
    few = offered.categories[:SHORTCUTS]
    rows = grid([category_button(one.category, one.category.name) for one in few], 2)
    return (*rows, (press(texts.more_categories, CategoriesPage(1)),))


def article(one: Article, texts: Texts, now: datetime) -> Reply:
    """One article that a link leads to."""
    quote = quotation(one_line(one.summary or one.text[: 2 * SUMMARY]), SUMMARY)
    category = category_button(one.category, one.category.name)
    rows = (*sources([(1, one)], texts), (category, share_article(one, texts.share)))
    return Reply(block(one, quote, texts, now), rows=rows, preview=web_address(one.url))


def noted(note: str, reply: Reply) -> Reply:
    """The reply below a note of its own."""
    return replace(reply, html=assemble([note, reply.html]))


def left_out(here: Press | None) -> str:
    return here.without if isinstance(here, QuestionPage) else ""


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
        rows = grid([category_button(one, one.name) for one in answer.categories[:SHORTCUTS]], 2)
        parts += [texts.nearest_categories] if rows else []
        rows = (*rows, (press(texts.more_categories, CategoriesPage(1)),))
    if answer.reason == "uncovered":
        parts.append(texts.rephrase)
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
