"""Latest as a message: newest articles, and what to go on with."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from functools import partial

from bot.answers.answer import Categories, Latest
from bot.chat.alert_buttons import About
from bot.chat.callbacks import Press, digest
from bot.chat.page_buttons import CategoriesPage, LatestPage, QuestionPage
from bot.chat.reply import Reply
from bot.chat.texts import Texts
from bot.chat.views.articles import DOT, entries
from bot.chat.views.buttons import Row, bell, category_button, grid, pager, press, share_category
from bot.chat.views.chips import chips, left_out
from bot.chat.views.fit import assemble
from bot.chat.views.html import escape, one_line, shorten
from bot.chat.views.understanding import beside_filters, heading

NAME = 40
SHORTCUTS = 6  # categories offered under the newest articles


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
    back = way_back(here, answer.version)
    at = QuestionPage(1, answer.version, without=left_out(here))
    to = partial(QuestionPage, without=at.without) if asked else partial(LatestPage, slug, back=back)
    rows = pager(answer.page, answer.pages, lambda page: to(page, generation=answer.version))
    rows = (*(chips(asked, at, texts, now) if asked else ()), *rows)
    category = answer.category
    shared = ((share_category(category, texts), bell(About(category=slug))),) if category else ()
    returns = ((press(f"‹ {texts.back_to_answer}", back),),) if back else ()
    below = (*rows, *shared, *shortcuts(offered, texts), *returns)
    return Reply(assemble([*top, *list_of], foot=foot), rows=below)


def way_back(here: Press | None, generation: str) -> QuestionPage | None:
    """The answer in whose place the list stands, with the filters, the page and the article it showed."""
    before = here.back if isinstance(here, LatestPage) else None
    return replace(before, generation=generation) if before else None


def counted(total: int, page: int, pages: int, texts: Texts) -> list[str]:
    """How many articles on how many pages, where that says more than the eye sees."""
    if pages <= 1:
        return []
    return [texts.total.format(total=total), texts.page.format(page=page, pages=pages)]


def shortcuts(offered: Categories | None, texts: Texts) -> tuple[Row, ...]:
    if not offered or not offered.categories:
        return ()
    few = offered.categories[:SHORTCUTS]
    rows = grid([category_button(one.category, one.category.name) for one in few], 2)
    return (*rows, (press(texts.more_categories, CategoriesPage(1)),))
